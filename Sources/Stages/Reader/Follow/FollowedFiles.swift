import Isnad
import Logging
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The records of files that grow, and of those that appear in folders, as they come.
///
/// **Invariants.** Of a file that grows whole records are read, each once; half a line waits for its end. A file that
/// takes the name of another one (rotation) is begun when the rest of the other is read, and one that was cut
/// (truncation) from its beginning; both are said. A file under another name is not read again. Any other file is read
/// when it has not changed between two looks, and again where what it holds is something else. What is kept is bounded:
/// see `maxFiles` and `maxMissing`.
final class FollowedFiles: RecordSource {
  private static let maxFiles = 200_000
  /// Files that are not there any more and remembered all the same, should they come back.
  private static let maxMissing = 10_000
  /// Files that stay open, so that what is added before they are rotated away is read.
  private static let maxOpen = 64
  /// Records of one file before others have their turn.
  private static let maxInARow = 1_000
  /// How long a file that was rotated away is read on: its writer may not know yet.
  private static let rotatedTime = Duration.seconds(60)
  /// A file that was changed so long ago is not being written.
  private static let settledTime = 2.0
  /// Problems that are remembered, so that each is said once.
  private static let maxTold = 1_000
  /// Files of a folder that are looked at for one that was rotated away.
  private static let maxNeighbours = 10_000

  private let paths: [(path: FilePath, given: String)]
  private let format: InputFormat
  private let directory: FilePath
  private let cutting: CutterSettings
  private let every: Duration
  private let logger: Logger

  /// By name, in the order in which they were found.
  private var followed: OrderedDictionary<String, FollowedFile> = [:]
  private var names: [FileIdentity: String] = [:]
  private var missing: OrderedSet<String> = []
  /// The last number of a record under each name that several files have had: no two records have one number.
  private var lines: OrderedDictionary<String, Int> = [:]
  private var rotated: [(file: FollowedFile, end: ContinuousClock.Instant)] = []
  /// Those that have something to read, from `first` on.
  private var waiting: [FollowedFile] = []
  private var first = 0
  private var inARow = 0
  private var open: [FollowedFile] = []
  private var nextLook = ContinuousClock.now
  private var hasLooked = false
  private var told: Set<String> = []
  private(set) var readBytes = 0
  private(set) var passedOver: [String: Int] = [:]
  private(set) var hasNewPosition = false

  /// - Parameters:
  ///   - every: how often it is looked whether there is more.
  ///   - position: where an earlier run was; nil to begin.
  init(
    _ paths: [(path: FilePath, given: String)], format: InputFormat, directory: FilePath,
    cutting: CutterSettings,
    every: Duration, logger: Logger, at position: JSONValue?
  ) throws {
    self.paths = paths
    self.format = format
    self.directory = directory
    self.cutting = cutting
    self.every = every
    self.logger = logger
    guard let position else { return }
    func files(_ name: String) throws -> [FollowedFile] {
      guard let values = position[name]?.array else { throw Self.badPosition }
      return try values.map { value in
        guard let file = FollowedFile(value, format: format == .auto ? nil : format) else {
          throw Self.badPosition
        }
        return file
      }
    }
    for file in try files("files") {
      followed[file.input.name] = file
      names[file.identity] = file.input.name
    }
    rotated = try files("rotated").map { ($0, .now + Self.rotatedTime) }
    if case .object(let members)? = position["lines"] {
      for member in members { lines[member.name] = member.value.int }
    }
  }

  private static let badPosition = Diagnostic(
    .badCheckpoint, "the checkpoint says no place in the files that are followed.",
    suggestion: "Begin anew with --restart.")

  var wouldBlock: Bool { first == waiting.count }
  var totalBytes: Int? { nil }
  /// What can't be read is told of when it is found, and tried again.
  var unreadable: [Diagnostic] { [] }

  var position: JSONValue? {
    hasNewPosition = false
    return .object([
      .init("files", .array(followed.values.map(\.json))), .init("rotated", .array(rotated.map(\.file.json))),
      .init("lines", .object(lines.map { .init($0.key, .integer($0.value)) })),
    ])
  }

  func next() throws -> Record? {
    while true {
      if first < waiting.count {
        let file = waiting[first]
        if let record = try read(file) {
          readBytes += record.bytes.count
          return record
        }
        continue
      }
      try ReadingStop.check()
      if ContinuousClock.now >= nextLook { look() }
      if wouldBlock { try ReadingPause.wait(max(.milliseconds(1), nextLook - .now)) }
    }
  }

  func close() {
    for file in followed.values { file.close() }
    for (file, _) in rotated { file.close() }
  }

  // MARK: Reading

  /// The next record of the first file that waits; nil where it is another's turn.
  private func read(_ file: FollowedFile) throws -> Record? {
    do {
      if file.grows == nil || file.grows == true && !file.isOpen, try !begin(file) {
        finishTurn()
        return nil
      }
      if file.grows == true, inARow >= Self.maxInARow {
        finishTurn()
        wait(for: file)
        return nil
      }
      if let record = try file.grows == true ? nextGrowing(file) : nextWhole(file) { return record }
    } catch let error where InputProblem.isOne(error) {
      tell(InputProblem.told(of: file.input.name, error, behind: file.cutter).message)
      file.state = file.reading
      file.part = nil
      file.close()
      file.changed()
    }
    finishTurn()
    return nil
  }

  private func finishTurn() {
    inARow = 0
    waiting[first].isWaiting = false
    first += 1
    if first == waiting.count { (waiting, first) = ([], 0) }
  }

  /// Looks what a file is, and opens one that grows.
  /// - Returns: false where another file has taken its name since it was looked at.
  private func begin(_ file: FollowedFile) throws -> Bool {
    let descriptor = try FileDescriptor.openInput(file.input.path)
    do {
      guard FileStatus.identity(of: descriptor) == file.identity else {
        try descriptor.close()
        return false
      }
      let opened = try OpenInput(file.input, descriptor, cutting.formats)
      let grows = try cutting.canGrow(opened)
      if grows != file.grows { file.changed() }
      file.grows = grows
      guard grows else {
        try descriptor.close()
        return true
      }
      file.cutter = try cutting.cutter(
        growing: opened, file.input,
        from: .init(
          name: file.input.name, offset: file.offset, content: InputDigest.empty, line: file.line,
          state: .init()))
      file.file = descriptor
    } catch {
      try? descriptor.close()
      throw error
    }
    open.removeAll { $0 === file || !$0.isOpen }
    open.append(file)
    if open.count > Self.maxOpen { open.removeFirst().close() }
    return true
  }

  private func nextGrowing(_ file: FollowedFile) throws -> Record? {
    let record = try file.cutter?.next()
    file.reached()
    inARow += 1
    if record == nil { file.state = file.reading }
    return record.map { numbered($0, file) }
  }

  /// A record with a number of its own, where another file has had the name or has it now.
  private func numbered(_ record: Record, _ file: FollowedFile) -> Record {
    guard let last = lines[file.input.name], let line = record.source.record else { return record }
    let number = max(line, last + 1)
    lines[file.input.name] = number
    let source = DocumentSource(uri: record.source.uri, record: number, byteOffset: record.source.byteOffset)
    if let failure = record.failure { return Record(source: source, format: record.format, failure: failure) }
    return Record(source: source, format: record.format, bytes: record.bytes)
  }

  private func nextWhole(_ file: FollowedFile) throws -> Record? {
    if file.records == nil { file.records = try opened(file) }
    while let record = try file.records?.next() {
      file.part = file.records?.position
      file.changed()
      let content = Fingerprint.of(record.bytes.span, from: 0, to: record.bytes.count)
      // Of a file that is one document: it was touched, and says what it said.
      if record.source.record == nil, record.failure == nil {
        if content == file.content { continue }
        file.content = content
      }
      return record
    }
    for problem in file.records?.unreadable ?? [] { tell(problem.message) }
    for (reason, count) in file.records?.passedOver ?? [:] { passedOver[reason, default: 0] += count }
    file.close()
    file.part = nil
    file.state = file.reading
    file.changed()
    hasNewPosition = true
    return nil
  }

  private func opened(_ file: FollowedFile) throws -> FileRecords {
    let inputs = [file.input]
    if let part = file.part {
      do {
        return try FileRecords(inputs: inputs, cutting: cutting, problems: [], at: part)
      } catch is Diagnostic {
        logger.notice("'\(file.input.name)' has changed while it was read; it is read from its beginning")
      }
    }
    return try FileRecords(inputs: inputs, cutting: cutting, problems: [], at: nil)
  }

  // MARK: Looking

  private func finder() -> InputFinder {
    var finder = InputFinder(format: format, directory: directory, cutting.formats)
    for (path, given) in paths { finder.add(path, given: given) }
    return finder
  }

  var files: [FilePath] { finder().inputs.map(\.path) }

  /// Looks for files that are new, or have more, or are others.
  private func look() {
    let start = ContinuousClock.now
    let finder = finder()
    for problem in finder.problems { tell("\(problem.message) It is waited for.") }
    if !hasLooked, let sentence = finder.leftOut.sentence { logger.notice("\(sentence)") }
    hasLooked = true
    var found: Set<String> = []
    readRotated()
    for input in finder.inputs {
      guard let status = FileStatus(input.path) else { continue }
      found.insert(input.name)
      missing.remove(input.name)
      notice(input, status)
    }
    for name in followed.keys where !found.contains(name) { missing.append(name) }
    while missing.count > Self.maxMissing { forget(missing.removeFirst()) }
    // Looking at very many files takes its time, and is a tenth of it at the most.
    nextLook = .now + max(every, (ContinuousClock.now - start) * 10)
  }

  private func forget(_ name: String) {
    guard let file = followed.removeValue(forKey: name) else { return }
    file.close()
    if names[file.identity] == name { names[file.identity] = nil }
    hasNewPosition = true
  }

  private func notice(_ input: InputFile, _ status: FileStatus) {
    guard let file = followed[input.name] else { return noticeNew(input, status) }
    // The folder may have another path than it had in the run before.
    file.input = input
    guard file.grows == true else {
      if file.identity != status.identity {
        rename(file, to: status.identity)
      }
      return noticeWhole(file, status.state)
    }
    if file.identity != status.identity {
      // What was copied and put in its place goes on where the other was.
      guard file.isContinued(by: input.path) else {
        rotate(file)
        note(file.line, under: input.name)
        return add(FollowedFile(input, status.identity, line: file.line), status)
      }
      file.close()
      rename(file, to: status.identity)
    }
    guard status.state != file.state else { return }
    if status.state.size < file.offset || !file.isContinued(by: input.path) {
      logger.notice("'\(input.name)' was cut or written anew; it is read from its beginning")
      file.restart()
      hasNewPosition = true
    }
    file.reading = status.state
    if status.state.size > file.offset { wait(for: file) } else { file.state = status.state }
  }

  private func rename(_ file: FollowedFile, to identity: FileIdentity) {
    if names[file.identity] == file.input.name { names[file.identity] = nil }
    file.identity = identity
    names[identity] = file.input.name
    file.changed()
    hasNewPosition = true
  }

  private func noticeNew(_ input: InputFile, _ status: FileStatus) {
    if let name = names[status.identity], let file = followed[name], file.grows == true,
      status.state.size >= file.offset, file.isContinued(by: input.path)
    {
      // It had another name; what takes that one counts on.
      note(file.line, under: name)
      followed[name] = nil
      missing.remove(name)
      file.input = input
      file.changed()
      followed[input.name] = file
      names[status.identity] = input.name
      hasNewPosition = true
      return notice(input, status)
    }
    if let index = rotated.firstIndex(where: { $0.file.identity == status.identity }),
      rotated[index].file.isContinued(by: input.path)
    {
      let file = rotated.remove(at: index).file
      file.input = input
      file.changed()
      followed[input.name] = file
      names[status.identity] = input.name
      return notice(input, status)
    }
    guard followed.count < Self.maxFiles else {
      return tell("There are more than \(Self.maxFiles) files to follow; the others are not read.")
    }
    add(FollowedFile(input, status.identity, line: lines[input.name] ?? 0), status)
  }

  private func note(_ count: Int, under name: String) {
    let last = max(count, lines.removeValue(forKey: name) ?? 0)
    lines[name] = last
    if lines.count > Self.maxTold { lines.removeFirst() }
  }

  private func add(_ file: FollowedFile, _ status: FileStatus) {
    followed[file.input.name] = file
    names[status.identity] = file.input.name
    noticeWhole(file, status.state)
  }

  /// A file that may be read as a whole waits until nobody writes it. One that grows need not, and shows it when it is
  /// looked into: that is when it has a record's worth.
  private func noticeWhole(_ file: FollowedFile, _ state: InputDigest.FileState) {
    guard state != file.state || file.part != nil, state.size > 0 else { return }
    let age = Self.now - Double(state.modified) / 1e9
    let mayGrow = file.grows == nil && mayGrow(file.input)
    guard mayGrow || state == file.unsettled || age > Self.settledTime || age < 0 else {
      file.unsettled = state
      return
    }
    file.unsettled = nil
    file.reading = state
    wait(for: file)
  }

  /// Whether its name says that it grows.
  private func mayGrow(_ input: InputFile) -> Bool {
    guard !input.isCompressed, let format = input.format?.rawValue else { return false }
    return (cutting.formats[format] as? any CutFormat)?.canGrow(cutting) == true
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func wait(for file: FollowedFile) {
    guard !file.isWaiting else { return }
    file.isWaiting = true
    waiting.append(file)
  }

  // MARK: Rotation

  /// Another file has the name: what is left of this one is read first.
  private func rotate(_ file: FollowedFile) {
    logger.notice("'\(file.input.name)' is another file now; the rest of the one before is read first")
    if names[file.identity] == file.input.name { names[file.identity] = nil }
    rotated.append((file, .now + Self.rotatedTime))
    hasNewPosition = true
    readRotated()
  }

  private func readRotated() {
    var kept: [(file: FollowedFile, end: ContinuousClock.Instant)] = []
    for (file, end) in rotated {
      if !file.isOpen, let path = place(of: file) { file.input = file.input.at(path) }
      let isThere = file.isOpen || FileStatus(file.input.path)?.identity == file.identity
      if end > .now {
        if isThere { wait(for: file) }
        kept.append((file, end))
        continue
      }
      if !isThere {
        tell("The file that was '\(file.input.name)' is not there any more; its end may not have been read.")
      }
      file.close()
      hasNewPosition = true
    }
    rotated = kept
  }

  /// Where a file lies that has lost its name, in the folder where it lay.
  private func place(of file: FollowedFile) -> FilePath? {
    let folder = file.input.path.removingLastComponent()
    let paths = (try? Folder.paths(in: folder)) ?? []
    return paths.prefix(Self.maxNeighbours).first { path in
      FileStatus(path)?.identity == file.identity && file.isContinued(by: path)
    }
  }

  // MARK: Problems

  private func tell(_ message: String) {
    guard told.count < Self.maxTold, told.insert(message).inserted else { return }
    logger.warning("\(message)")
  }

  func reads(_ path: FilePath) -> Bool {
    let wanted = Self.absolute(path)
    let finder = InputFinder(format: format, directory: directory, cutting.formats)
    return paths.contains { given, _ in
      let place = Self.absolute(given)
      if place == wanted { return true }
      if Folder.kind(of: given) == .folder { return wanted.starts(with: place) && finder.isArticle(path) }
      guard let first = place.components.firstIndex(where: { $0.string.contains { "*?[".contains($0) } }),
        let last = place.lastComponent
      else { return false }
      let folder = FilePath(root: place.root, place.components[..<first])
      return wanted.starts(with: folder)
        && wanted.lastComponent?.withPlatformString { fnmatch(last.string, $0, 0) == 0 } == true
    }
  }

  /// The path from the root on, without links in what is there of its folder.
  private static func absolute(_ path: FilePath) -> FilePath {
    let path = InputNames.absolute(path).lexicallyNormalized()
    var folder = path
    var names: [FilePath.Component] = []
    while Folder.kind(of: folder) == nil || folder == path, let name = folder.lastComponent {
      names.insert(name, at: 0)
      folder.removeLastComponent()
    }
    guard let real = folder.withPlatformString({ realpath($0, nil) }) else { return path }
    defer { free(real) }
    return FilePath(platformString: real).appending(names)
  }
}

extension InputFile {
  /// The same under another path: it keeps the name by which it is known.
  fileprivate func at(_ path: FilePath) -> InputFile { InputFile(path: path, name: name, format: format) }
}
