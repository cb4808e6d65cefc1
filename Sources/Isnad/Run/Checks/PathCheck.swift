import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds files that a run would use for two things: an output that is an input, a checkpoint that is an output.
///
/// Files are compared by device and inode, so links and other ways of writing a path hide nothing; those that are not
/// there yet by the folder that is and the names from there on, in folders that take `A` for `a` without regard to
/// case. Devices and pipes can be used by several.
struct PathCheck {
  private enum Identity: Hashable {
    case file(device: UInt64, inode: UInt64)
    case name(device: UInt64, inode: UInt64, rest: String)
  }

  private struct Use {
    let what: String
    let place: Diagnostic.Place?
  }

  private var uses: [Identity: Use] = [:]
  private(set) var problems: [Diagnostic] = []

  /// A file that is written, with the working files beside it.
  mutating func add(
    written path: FilePath, _ what: String, at place: Diagnostic.Place?, working: [String] = []
  ) {
    guard path != "-", let identity = Self.identity(of: path) else { return }
    claim(identity, path, Use(what: what, place: place))
    let target = ResumableFile.target(of: path)
    for suffix in working {
      let beside = FilePath(target.string + suffix)
      guard let identity = Self.identity(of: beside) else { continue }
      claim(identity, beside, Use(what: "a working file of \(what)", place: place))
    }
  }

  /// A file that is read; several may read it.
  mutating func add(read path: FilePath, _ what: String, at place: Diagnostic.Place?) {
    guard path != "-", !uses.isEmpty, let identity = Self.identity(of: path), let other = uses[identity]
    else { return }
    note(path, other, Use(what: what, place: place))
  }

  /// A file that would be read as soon as it is written.
  mutating func add(followed path: FilePath, at place: Diagnostic.Place?) {
    guard let use = Self.identity(of: path).flatMap({ uses[$0] }) else { return }
    problems.append(
      Diagnostic(
        .sameFile, "'\(path)' is \(use.what), and the reader follows what appears there.",
        at: use.place ?? place, suggestion: "Write it elsewhere, or it is read as it is written."))
  }

  private mutating func claim(_ identity: Identity, _ path: FilePath, _ use: Use) {
    if let other = uses[identity] { note(path, other, use) } else { uses[identity] = use }
  }

  private mutating func note(_ path: FilePath, _ one: Use, _ two: Use) {
    problems.append(
      Diagnostic(
        .sameFile, "'\(path)' is \(one.what), and \(two.what) too.", at: two.place ?? one.place,
        suggestion: "Give each a file of its own."))
  }

  private static func identity(of path: FilePath) -> Identity? {
    let path = settled(ResumableFile.target(of: path))
    if let status = Self.status(of: path) {
      guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
      return .file(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
    }
    var folder = path
    var names: [String] = []
    while let name = folder.lastComponent {
      names.insert(name.string, at: 0)
      folder.removeLastComponent()
      guard let status = Self.status(of: folder) else { continue }
      let rest = names.joined(separator: "/")
      return .name(
        device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino),
        rest: ignoresCase(folder) ? rest.lowercased() : rest)
    }
    return nil
  }

  /// Without `.`, and without `..` behind folders that are not there yet: one that a run makes leads back to where it
  /// was made. Of one that is there its own parent counts, for it may be a link.
  private static func settled(_ path: FilePath) -> FilePath {
    var found = FilePath(root: path.root)
    for component in path.components where component.kind != .currentDirectory {
      if component.kind == .parentDirectory, found.lastComponent?.kind == .regular, status(of: found) == nil {
        found.removeLastComponent()
      } else {
        found.append(component)
      }
    }
    return found
  }

  private static func status(of path: FilePath) -> stat? {
    var status = stat()
    return (path.isEmpty ? FilePath(".") : path).withPlatformString { stat($0, &status) } == 0 ? status : nil
  }

  /// Whether a folder finds a name that it has also in letters of the other case.
  private static func ignoresCase(_ folder: FilePath) -> Bool {
    guard let directory = (folder.isEmpty ? FilePath(".") : folder).withPlatformString({ opendir($0) }) else {
      return false
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      let other = name == name.lowercased() ? name.uppercased() : name.lowercased()
      guard other != name, name.utf8.allSatisfy({ $0 < 0x80 }),
        let one = Self.status(of: folder.appending(name))
      else {
        continue
      }
      let two = Self.status(of: folder.appending(other))
      return two?.st_ino == one.st_ino && two?.st_dev == one.st_dev
    }
    return false
  }
}

extension Pipeline {
  /// The files that a run writes, but for standard output.
  var written: [FilePath] {
    writers.flatMap { $0.outputs.map(\.path) }
      + [settings.checkpoint, settings.deadLetter, settings.report].compactMap { $0.map(context.resolve) }
  }

  /// Files that would be used for two things.
  /// - Parameters:
  ///   - inputs: what the readers read.
  ///   - followed: of ``written`` those that they would read.
  ///   - replayed: the dead letters that are tried again, in place of the inputs; they may be the pipeline's own.
  ///   - isRun: standard output is the run's.
  func pathProblems(
    inputs: [FilePath], followed: Set<FilePath> = [], replayed: FilePath? = nil, isRun: Bool = false
  ) -> [Diagnostic] {
    var check = PathCheck()
    // A file, where the shell has sent it into one.
    if isRun { check.add(written: "/dev/stdout", "standard output", at: nil) }
    let complete = [".part", ".packed"]
    for (writer, step) in zip(writers, writerSteps) {
      for output in writer.outputs {
        check.add(written: output.path, "the output of '\(step)'", at: output.place, working: output.working)
      }
    }
    if let path = settings.checkpoint.map(context.resolve) {
      check.add(
        written: path, "the checkpoint", at: settingPlaces["checkpoint"],
        working: [".new", ".lock", KeptStates.suffix])
    }
    if let path = settings.deadLetter.map(context.resolve) {
      check.add(
        written: path, "the file of dead letters", at: settingPlaces["dead-letter"], working: complete)
    }
    if let path = settings.report.map(context.resolve) {
      check.add(written: path, "the report", at: settingPlaces["report"], working: complete)
    }
    for file in files { check.add(read: file, "the pipeline's own file", at: nil) }
    for input in inputs { check.add(read: input, "an input", at: readerPlaces.first ?? nil) }
    for path in followed { check.add(followed: path, at: readerPlaces.first ?? nil) }
    if let replayed,
      settings.deadLetter.map({ !ResumableFile.areSame(context.resolve($0), replayed) }) ?? true
    {
      check.add(read: replayed, "the dead letters that are tried again", at: nil)
    }
    return check.problems
  }

  /// A checkpoint must be able to hold what stages may come to remember.
  func stateProblems() -> [Diagnostic] {
    guard settings.checkpoint != nil else {
      let lasting = steps.filter {
        if case .stateful(let stage) = $0.work { stage.keepsState } else { false }
      }
      return lasting.map { step in
        Diagnostic(
          .structure,
          "'\(step.id)' is to remember between runs, and the run has no checkpoint to keep that beside.",
          at: step.place, suggestion: "Say run: { checkpoint: out/news.checkpoint }")
      }
    }
    var sum = 0
    var ids: [String] = []
    for step in steps {
      guard case .stateful(let stage) = step.work, let largest = stage.largestState else { continue }
      sum += largest
      ids.append("'\(step.id)'")
    }
    guard sum > CheckpointFile.maxBytes else { return [] }
    return [
      Diagnostic(
        .stateTooLarge,
        "what \(ids.joined(separator: " and ")) may come to remember takes \(sum >> 20) MiB, and a checkpoint holds \(CheckpointFile.maxBytes >> 20) MiB.",
        at: settingPlaces["checkpoint"], suggestion: Diagnostic.lessState)
    ]
  }
}

extension Diagnostic.Code {
  /// One file would be used for two things.
  public static let sameFile = Self(rawValue: "same-file")
}
