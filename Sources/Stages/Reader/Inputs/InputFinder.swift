import Isnad
import IsnadHTTP
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file to read, and how.
struct InputFile: Sendable {
  let path: FilePath
  /// The path for messages and ids: the same from whatever folder the pipeline is run.
  let name: String
  /// Nil where only the content can tell.
  let format: InputFormat?

  var isStandardInput: Bool { name == "-" }
  var isRemote: Bool { WebAddress.isOne(name) }
  /// By its name; how much text such a file holds nobody knows before it is read.
  var isCompressed: Bool { ReaderFormats.packed.contains((path.extension ?? "").lowercased()) }
}

/// Turns the paths of a reader into files: in the order given, files of a folder by name.
///
/// What a folder holds and is not read, though nobody said so, is a problem with its name: a folder that may not be
/// opened, one that lies too deep, a link that leads nowhere.
struct InputFinder {
  /// Folders in folders, at the most.
  static let maxDepth = 32
  /// Problems that are named; more are counted.
  private static let maxNamed = 100
  /// Names of a folder that are compared with one that is not there.
  private static let maxCompared = 10_000

  private let format: InputFormat
  private let formats: ReaderFormats
  private let names: InputNames
  private(set) var inputs: [InputFile] = []
  /// Files of folders that are no articles.
  private(set) var leftOut = LeftOutFiles()
  private var told: [Diagnostic] = []
  private var untold = 0

  /// - Parameter directory: the pipeline's, to which its paths are relative.
  init(format: InputFormat, directory: FilePath, _ formats: ReaderFormats) {
    self.format = format
    self.formats = formats
    names = InputNames(directory)
  }

  /// What was asked for and is not there, or lies in a folder and can't be read.
  var problems: [Diagnostic] {
    guard untold > 0 else { return told }
    return told + [Diagnostic(.missingInput, "\(untold) more inputs were left out.")]
  }

  mutating func add(_ path: FilePath, given: String) {
    if given == "-" {
      inputs.append(InputFile(path: path, name: "-", format: format == .auto ? nil : format))
      return
    }
    if WebAddress.isOne(given) {
      // What stands behind the path, as of a question, is no extension.
      let name = given.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst(2).last.map(
        String.init)
      let found = formats.named(by: name ?? "").map(InputFormat.init(rawValue:))
      inputs.append(InputFile(path: path, name: given, format: format == .auto ? found : format))
      return
    }
    switch Folder.kind(of: path) {
    case .folder:
      let before = (inputs.count, told.count + untold)
      addFolder(path)
      if inputs.count == before.0, told.count + untold == before.1 {
        report(
          "the folder '\(names.name(path))' holds no articles.",
          ["Articles are files that end in \(searched), also with .gz or .zst behind.", leftOut.sentence]
            .compactMap { $0 }.joined(separator: " "))
      }
    case .file, .special: inputs.append(file(path))
    case nil:
      guard given.contains(where: { "*?[".contains($0) }) else {
        report("'\(names.name(path))' is not there.", hint(path))
        return
      }
      let before = told.count + untold
      let found = matches(path)
      if found.isEmpty, told.count + untold == before {
        report("nothing matches '\(names.name(path))'.", nil)
      }
      for path in found {
        if Folder.kind(of: path) == .folder { addFolder(path) } else { inputs.append(file(path)) }
      }
    }
  }

  /// The way out where nothing is at a path: another name in its folder. A path of the command line is whole.
  private func hint(_ path: FilePath) -> String {
    let folder = path.removingLastComponent()
    let there = ((try? Folder.paths(in: folder)) ?? []).compactMap { $0.lastComponent?.string }
    if let nearest = NearestName.of(path.lastComponent?.string ?? "", in: there.prefix(Self.maxCompared)) {
      return "Did you mean '\(names.name(folder.appending(nearest)))'?"
    }
    return path.isAbsolute ? "Is the name right?" : "Paths in a pipeline are relative to its file."
  }

  /// What a folder is searched for.
  private var searched: String {
    let endings = formats.searched
    return endings.dropLast().joined(separator: ", ") + " or " + (endings.last ?? "")
  }

  private mutating func report(_ message: String, _ suggestion: String?) {
    guard told.count < Self.maxNamed else {
      untold += 1
      return
    }
    told.append(Diagnostic(.missingInput, message, suggestion: suggestion))
  }

  private func file(_ path: FilePath) -> InputFile {
    InputFile(
      path: path, name: names.name(path), format: format == .auto ? named(path) : format)
  }

  /// Whether a folder's file is one to read: of any name that tells a format, or of that which is asked for.
  func isArticle(_ path: FilePath) -> Bool {
    guard let found = named(path) else { return false }
    return format == .auto ? formats[found.rawValue]?.isSearched == true : found == format
  }

  private func named(_ path: FilePath) -> InputFormat? {
    formats.named(by: path.lastComponent?.string ?? "").map(InputFormat.init(rawValue:))
  }

  /// Adds a folder's articles. A link back to a folder that holds it is a loop, and left out.
  private mutating func addFolder(_ folder: FilePath, within outer: [Folder.Identity] = []) {
    guard let (paths, identity) = list(folder, within: outer) else { return }
    for path in paths {
      switch Folder.kind(of: path) {
      case .folder: addFolder(path, within: outer + [identity])
      case .file:
        if isArticle(path) {
          inputs.append(file(path))
        } else if format == .auto {
          // Who asks for one format knows that there are others.
          leftOut.add(path, names.name(path))
        }
      case .special: if isArticle(path) { report("'\(names.name(path))' is no file; it was left out.", nil) }
      case nil: report("'\(names.name(path))' leads nowhere; it was left out.", nil)
      }
    }
  }

  /// What a folder holds; nil for one that is left out, for which there is a problem unless it is a loop.
  private mutating func list(
    _ folder: FilePath, within outer: [Folder.Identity]
  ) -> (paths: [FilePath], identity: Folder.Identity)? {
    guard let identity = Folder.identity(of: folder), !outer.contains(identity) else { return nil }
    guard outer.count < Self.maxDepth else {
      report(
        "the folder '\(names.name(folder))' lies in more than \(Self.maxDepth) folders; it was left out.",
        "Name it among the reader's paths.")
      return nil
    }
    do throws(Errno) {
      return (try Folder.paths(in: folder), identity)
    } catch {
      report("the folder '\(names.name(folder))' can't be read: \(error).", nil)
      return nil
    }
  }

  /// The paths that match a pattern, component by component; `**` stands for any number of folders.
  private mutating func matches(_ pattern: FilePath) -> [FilePath] {
    var found = [FilePath(root: pattern.root)]
    var last = ""
    for component in pattern.components {
      let text = component.string
      defer { last = text }
      // Any number of folders twice is any number of folders.
      if text == "**", last == "**" { continue }
      var next: [FilePath] = []
      for folder in found {
        if text == "**" {
          next += folders(under: folder)
        } else if text.contains(where: { "*?[".contains($0) }) {
          guard Folder.kind(of: folder) == .folder, let paths = list(folder, within: [])?.paths else {
            continue
          }
          next += paths.filter { path in
            path.lastComponent?.withPlatformString { fnmatch(text, $0, 0) == 0 } ?? false
          }
        } else {
          let path = folder.appending(component)
          if Folder.kind(of: path) != nil { next.append(path) }
        }
      }
      // Several ways may lead to one: from every folder to all below it, and from these again.
      var seen: Set<FilePath> = []
      found = next.filter { seen.insert($0).inserted }
    }
    return found
  }

  private mutating func folders(under folder: FilePath, within outer: [Folder.Identity] = []) -> [FilePath] {
    guard let (paths, identity) = list(folder, within: outer) else { return [] }
    var found = [folder]
    for path in paths where Folder.kind(of: path) == .folder {
      found += folders(under: path, within: outer + [identity])
    }
    return found
  }
}
