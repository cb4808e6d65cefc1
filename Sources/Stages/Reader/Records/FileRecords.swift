import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The records of a list of files, one after another: whole files, or what a ``RecordCutter`` cuts out.
///
/// A byte order mark at the start of a file is the encoding's, not the text's, and is left out;
/// byte offsets count it.
struct FileRecords: RecordSource {
  private let inputs: [InputFile]
  private let cutting: CutterSettings
  /// Fetches inputs that are named by URLs.
  private let remote: RemoteFile?
  /// Whether what comes through a pipe is new, whatever came through it in the run before.
  private let isLive: Bool
  /// Files that are read, and their digest.
  private var done = InputPosition()
  private var cutter: (any RecordCutter)?
  /// Whether a wait in it may be ended.
  private var canPause = true
  private var state = InputDigest.FileState()
  /// Where an interrupted run was in the next file.
  private var resumed: InputPosition.Current?
  private(set) var unreadable: [Diagnostic]
  private let sizes: [Int?]
  private var doneBytes = 0

  /// - Parameter position: where an interrupted run was; nil to begin.
  /// - Throws: a ``Diagnostic`` where the files are not those that it had read.
  init(
    inputs: [InputFile], cutting: CutterSettings, remote: RemoteFile? = nil, problems: [Diagnostic],
    isLive: Bool = false, at position: JSONValue?
  ) throws {
    self.inputs = inputs
    self.isLive = isLive
    self.remote = remote
    self.cutting = cutting
    unreadable = problems
    sizes = inputs.map { input in
      var status = stat()
      let isRegular =
        !input.isStandardInput && !input.isRemote && !input.isCompressed
        && input.path.withPlatformString { stat($0, &status) } == 0
        && status.st_mode & S_IFMT == S_IFREG
      return isRegular ? Int(status.st_size) : nil
    }
    guard let position else { return }
    guard let from = InputPosition(position) else {
      throw Diagnostic(
        .badCheckpoint, "the checkpoint says no place in the inputs.",
        suggestion: "Begin anew with --restart.")
    }
    try from.check(inputs, cutting)
    done = from
    done.current = nil
    resumed = from.current
    doneBytes = Self.sum(sizes[..<from.done])
    if let current = resumed, isLive, inputs[done.done].isStandardInput, !FileStatus.isFile(.standardInput) {
      // Its records are counted on.
      resumed = .init(
        name: current.name, offset: 0, content: InputDigest.empty, line: current.line, state: .init(),
        cutter: nil)
      return
    }
    if resumed != nil { try openNext() }
  }

  var totalBytes: Int? { sizes.contains(nil) ? nil : Self.sum(sizes[...]) }

  /// A sparse file can claim more bytes than there are.
  private static func sum(_ sizes: ArraySlice<Int?>) -> Int {
    sizes.reduce(0) { min($0 + min($1 ?? 0, 1 << 60), 1 << 60) }
  }

  /// Of a file that is converted or asked for rows no more than it holds.
  var readBytes: Int {
    guard let cutter else { return doneBytes }
    return Self.sum([doneBytes, min(cutter.offset, sizes[done.done] ?? .max)])
  }

  var files: [FilePath] {
    inputs.filter { !$0.isRemote }.map { $0.isStandardInput ? FilePath("/dev/stdin") : $0.path }
  }

  func finished(of sources: Set<String>) -> Set<String> {
    Set(inputs[..<done.done].lazy.filter { !$0.isStandardInput && sources.contains($0.name) }.map(\.name))
  }

  mutating func close() {
    cutter?.close()
    cutter = nil
  }

  var wouldBlock: Bool { cutter?.wouldBlock ?? false }

  var passedOver: [String: Int] {
    done.passedOver.merging(cutter?.passedOver ?? [:], uniquingKeysWith: +)
  }

  /// What stands on a server may be something else the next time.
  var position: JSONValue? {
    guard !inputs.contains(where: \.isRemote) else { return nil }
    var position = done
    if let cutter {
      position.current = .init(
        name: inputs[done.done].name, offset: cutter.offset, content: cutter.content, line: cutter.count,
        state: state,
        cutter: cutter.state)
    }
    return position.json
  }

  /// Of a pipe in a run that goes on.
  var holdsRecords: Bool {
    isLive && done.done < inputs.count && inputs[done.done].isStandardInput && cutter?.holdsRecord == true
  }

  mutating func next() throws -> Record? {
    while true {
      if let record = try nextCut() { return record }
      guard done.done < inputs.count else { return nil }
      if inputs[done.done].isStandardInput { try ReadingPause.wait(for: .standardInput) }
      if let record = try ReadingPause.without({ try openNext() }) { return record }
    }
  }

  /// Opens the next file: for what is cut out of it, or as one record.
  @discardableResult
  private mutating func openNext() throws -> Record? {
    let input = inputs[done.done]
    do {
      let file = try open(input)
      let opened: OpenInput
      do {
        opened = try OpenInput(input, file, cutting.formats)
      } catch {
        if !input.isStandardInput { try? file.close() }
        throw error
      }
      guard !cutting.isWhole(opened) else { return try whole(opened, file, input) }
      state = input.isStandardInput ? .init() : InputDigest.state(of: file)
      let made = try cutting.cutter(opened, input, from: resumed, state)
      (cutter, canPause) = (made, made.canPause)
      resumed = nil
    } catch let error where InputProblem.isOne(error) {
      finish(input, .init(), content: 0)
      unreadable.append(InputProblem.told(of: input.name, error, behind: nil))
    }
    return nil
  }

  private func open(_ input: InputFile) throws -> FileDescriptor {
    #if HTTP
      if input.isRemote, let remote { return try remote.open(input.name) }
    #endif
    return input.isStandardInput ? .standardInput : try FileDescriptor.openInput(input.path)
  }

  private mutating func finish(_ input: InputFile, _ state: InputDigest.FileState, content: UInt64) {
    done.digest.add(input.name, state, content: input.isStandardInput ? 0 : content)
    done.done += 1
  }

  private mutating func nextCut() throws -> Record? {
    guard cutter != nil else { return nil }
    do {
      if let record = try nextOfCutter() { return record }
    } catch let error where InputProblem.isOne(error) {
      unreadable.append(InputProblem.told(of: inputs[done.done].name, error, behind: cutter))
    }
    doneBytes = Self.sum([doneBytes, sizes[done.done] ?? cutter?.offset ?? 0])
    finish(inputs[done.done], state, content: cutter?.content ?? 0)
    done.passedOver = passedOver
    cutter?.close()
    cutter = nil
    return nil
  }

  private mutating func nextOfCutter() throws -> Record? {
    guard !canPause else { return try cutter?.next() }
    return try ReadingPause.without { try cutter?.next() }
  }

  /// A file as one record.
  private mutating func whole(_ opened: OpenInput, _ file: FileDescriptor, _ input: InputFile) throws
    -> Record
  {
    defer { opened.stream.close() }
    let state = input.isStandardInput ? .init() : InputDigest.state(of: file)
    let (record, count, content) = try cutting.whole(opened, name: input.name)
    doneBytes = Self.sum([doneBytes, sizes[done.done] ?? count])
    finish(input, state, content: content)
    return record
  }
}

/// An input that can't be read, or not to its end.
enum InputProblem {
  /// Whether an error is one of the input, and not of the run.
  static func isOne(_ error: any Error) -> Bool {
    error is Errno || error is CompressionError || error is UnreadableInput
  }

  /// - Parameter cutter: what came before is read; of a cut file that is most of it.
  static func told(of name: String, _ error: any Error, behind cutter: (any RecordCutter)?) -> Diagnostic {
    let word = cutter is LineCutter ? "line" : "record"
    let count = cutter?.count ?? 0
    let place = count == 0 ? "" : " behind \(word) \(count)"
    let unreadable = error as? UnreadableInput
    return Diagnostic(
      .unreadable, "'\(name)' can't be read\(place): \(unreadable?.message ?? "\(error)").",
      suggestion: unreadable?.suggestion)
  }
}

extension StageFailure {
  static func tooLarge(_ maxBytes: Int) -> StageFailure {
    StageFailure(
      code: "too-large",
      message: "the document has more than \(maxBytes) bytes; 'max-document-bytes' under 'run' sets the limit"
    )
  }
}
