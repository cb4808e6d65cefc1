import Isnad
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
  /// The path for messages and ids.
  let name: String
  /// Nil where only the content can tell.
  let format: ArticleReader.Format?

  var isStandardInput: Bool { name == "-" }
  /// By its name; how much text such a file holds nobody knows before it is read.
  var isCompressed: Bool { FormatGuess.compressed.contains((path.extension ?? "").lowercased()) }
}

/// Turns the paths of a reader into files: in the order given, files of a folder by name.
struct InputFinder {
  /// What a folder is searched for; of databases somebody has to say which.
  private static let searched =
    ".txt, .text, .jsonl, .ndjson, .json, .csv, .tsv, .html, .htm, .rss, .atom, .xml or .warc"
  /// Folders in folders, at the most.
  private static let maxDepth = 32

  private let format: ArticleReader.Format
  private(set) var inputs: [InputFile] = []
  private(set) var problems: [Diagnostic] = []

  init(format: ArticleReader.Format) { self.format = format }

  mutating func add(_ path: FilePath, given: String) {
    if given == "-" {
      inputs.append(InputFile(path: path, name: "-", format: format == .auto ? nil : format))
      return
    }
    switch Self.kind(of: path) {
    case .folder:
      let before = inputs.count
      addFolder(path)
      if inputs.count == before {
        report(
          "the folder '\(Self.name(path))' holds no articles.",
          "Articles are files that end in \(Self.searched), also with .gz or .zst behind.")
      }
    case .file: inputs.append(file(path))
    case nil:
      guard given.contains(where: { "*?[".contains($0) }) else {
        report("'\(Self.name(path))' is not there.", "Paths in a pipeline are relative to its file.")
        return
      }
      let found = Self.matches(path)
      if found.isEmpty { report("nothing matches '\(Self.name(path))'.", nil) }
      for path in found {
        if Self.kind(of: path) == .folder { addFolder(path) } else { inputs.append(file(path)) }
      }
    }
  }

  private mutating func report(_ message: String, _ suggestion: String?) {
    problems.append(Diagnostic(.missingInput, message, suggestion: suggestion))
  }

  private func file(_ path: FilePath) -> InputFile {
    InputFile(
      path: path, name: Self.name(path),
      format: format == .auto ? FormatGuess.byName(path.lastComponent?.string ?? "") : format)
  }

  /// Whether a folder's file is one to read: of any name that tells a format, or of that which is asked for.
  private func isArticle(_ path: FilePath) -> Bool {
    guard let found = FormatGuess.byName(path.lastComponent?.string ?? "") else { return false }
    return format == .auto ? found != .sqlite : found == format
  }

  /// A path as somebody in the current folder would write it: ids are made of it, and they must
  /// not depend on where on a machine a project lies.
  private static func name(_ path: FilePath) -> String {
    guard path.isAbsolute, let folder = getcwd(nil, 0) else { return path.string }
    defer { free(folder) }
    let prefix = String(cString: folder) + "/"
    return path.string.hasPrefix(prefix) ? String(path.string.dropFirst(prefix.count)) : path.string
  }

  /// Adds a folder's articles. A link back to a folder that holds it is a loop, and left out.
  private mutating func addFolder(_ folder: FilePath, within outer: [FileIdentity] = []) {
    guard outer.count < Self.maxDepth, let identity = Self.identity(of: folder), !outer.contains(identity)
    else { return }
    for name in Self.names(in: folder) {
      let path = folder.appending(name)
      switch Self.kind(of: path) {
      case .folder: addFolder(path, within: outer + [identity])
      case .file where isArticle(path):
        inputs.append(file(path))
      default: break
      }
    }
  }
}

// MARK: - The file system

extension InputFinder {
  private enum Kind { case file, folder }

  struct FileIdentity: Equatable {
    let device: UInt64
    let inode: UInt64
  }

  private static func identity(of path: FilePath) -> FileIdentity? {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    return FileIdentity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
  }

  private static func kind(of path: FilePath) -> Kind? {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// The names in a folder that do not start with a dot, in the order of their bytes, so that a
  /// run reads its files in the same order everywhere.
  private static func names(in folder: FilePath) -> [String] {
    guard let directory = folder.withPlatformString({ opendir($0) }) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The paths that match a pattern, component by component; `**` stands for any number of folders.
  private static func matches(_ pattern: FilePath) -> [FilePath] {
    var found = [FilePath(root: pattern.root)]
    for component in pattern.components {
      let component = component.string
      if component == "**" {
        found = found.flatMap { folders(under: $0) }
      } else if component.contains(where: { "*?[".contains($0) }) {
        found = found.flatMap { folder in
          names(in: folder.isEmpty ? FilePath(".") : folder)
            .filter { fnmatch(component, $0, 0) == 0 }.map { folder.appending($0) }
        }
      } else {
        found = found.map { $0.appending(component) }.filter { kind(of: $0) != nil }
      }
    }
    return found
  }

  private static func folders(under folder: FilePath, within outer: [FileIdentity] = []) -> [FilePath] {
    guard outer.count < maxDepth, let identity = identity(of: folder.isEmpty ? FilePath(".") : folder),
      !outer.contains(identity)
    else { return [] }
    let inside = names(in: folder.isEmpty ? FilePath(".") : folder).map { folder.appending($0) }
    return [folder]
      + inside.filter { kind(of: $0) == .folder }
      .flatMap { folders(under: $0, within: outer + [identity]) }
  }
}
