import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The records of a list of files, one after another: a whole file, or its lines.
///
/// A byte order mark at the start of a file is the encoding's, not the text's, and is left out;
/// byte offsets count it.
struct FileRecords: RecordSource {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let inputs: [InputFile]
  private let maxBytes: Int
  /// Files that are read, and their digest.
  private var done = InputPosition()
  private var lines: LineReader?
  private var linesState = InputDigest.FileState()
  /// Where an interrupted run was in the next file.
  private var resumed: InputPosition.Current?
  private(set) var unreadable: [Diagnostic]
  let totalBytes: Int?
  private var doneBytes = 0

  /// - Parameter position: where an interrupted run was; nil to begin.
  /// - Throws: a ``Diagnostic`` where the files are not those that it had read.
  init(inputs: [InputFile], maxBytes: Int, problems: [Diagnostic], at position: JSONValue?) throws {
    self.inputs = inputs
    self.maxBytes = maxBytes
    unreadable = problems
    var sizes: [Int?] = []
    for input in inputs {
      var status = stat()
      let isRegular =
        !input.isStandardInput && !input.isCompressed
        && input.path.withPlatformString { stat($0, &status) } == 0
        && status.st_mode & S_IFMT == S_IFREG
      sizes.append(isRegular ? Int(status.st_size) : nil)
    }
    totalBytes = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    guard let position else { return }
    guard let from = InputPosition(position) else {
      throw Diagnostic(
        .badCheckpoint, "the checkpoint says no place in the inputs.",
        suggestion: "Begin anew with --restart.")
    }
    try from.check(inputs, maxBytes: maxBytes)
    done = from
    done.current = nil
    resumed = from.current
    doneBytes = sizes[..<from.done].reduce(0) { $0 + ($1 ?? 0) }
    if resumed != nil { try openNext() }
  }

  var readBytes: Int { doneBytes + (lines?.offset ?? 0) }

  var wouldBlock: Bool {
    if let lines { return lines.wouldBlock }
    return false
  }

  var position: JSONValue? {
    var position = done
    if let lines {
      position.current = .init(
        name: inputs[done.done].name, offset: lines.offset, content: lines.content, line: lines.line,
        state: linesState)
    }
    return position.json
  }

  mutating func next() throws -> Record? {
    while true {
      if let record = try nextLine() { return record }
      guard done.done < inputs.count else { return nil }
      if let record = try openNext() { return record }
    }
  }

  /// Opens the next file: for its lines, or as one record.
  @discardableResult
  private mutating func openNext() throws -> Record? {
    let input = inputs[done.done]
    do {
      let file = input.isStandardInput ? .standardInput : try FileDescriptor.open(input.path, .readOnly)
      let stream = ByteStream(file)
      guard input.format == .jsonl else { return try whole(stream, file, input) }
      try resumed?.skip(stream, of: file)
      linesState = input.isStandardInput ? .init() : InputDigest.state(of: file)
      lines = LineReader(stream, name: input.name, maxBytes: maxBytes, from: resumed)
      resumed = nil
    } catch let error where error is Errno || error is CompressionError {
      finish(input, .init(), content: 0)
      unreadable.append(Diagnostic(.unreadable, "'\(input.name)' can't be read: \(error)."))
    }
    return nil
  }

  private mutating func finish(_ input: InputFile, _ state: InputDigest.FileState, content: UInt64) {
    done.digest.add(input.name, state, content: input.isStandardInput ? 0 : content)
    done.done += 1
  }

  /// The next line that is not empty.
  private mutating func nextLine() throws -> Record? {
    guard lines != nil else { return nil }
    do {
      while let record = try lines?.next() {
        if record.failure != nil || !record.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
          return record
        }
      }
    } catch let error as Errno {
      unreadable.append(Diagnostic(.unreadable, "'\(inputs[done.done].name)' can't be read: \(error)."))
    } catch let error as CompressionError {
      // What came before is read; of a cut file that is most of it.
      unreadable.append(
        Diagnostic(
          .unreadable,
          "'\(inputs[done.done].name)' can't be read behind line \(lines?.line ?? 0): \(error)."))
    }
    doneBytes += lines?.offset ?? 0
    finish(inputs[done.done], linesState, content: lines?.content ?? 0)
    lines?.close()
    lines = nil
    return nil
  }

  /// A file as one record.
  private mutating func whole(_ stream: ByteStream, _ file: FileDescriptor, _ input: InputFile) throws
    -> Record
  {
    defer { stream.close() }
    let source = DocumentSource(uri: input.name)
    let state = input.isStandardInput ? .init() : InputDigest.state(of: file)
    var bytes: [UInt8] = []
    while bytes.count <= maxBytes {
      let start = bytes.count
      let wanted = min(1 << 18, maxBytes + 1 - start)
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      let got = try bytes.withUnsafeMutableBytes { buffer in
        try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
      }
      bytes.removeLast(wanted - got)
      if got == 0 { break }
    }
    doneBytes += bytes.count
    finish(input, state, content: InputDigest.extend(Fingerprint.seed, bytes[...]))
    guard bytes.count <= maxBytes else {
      return Record(
        source: source, format: input.format.rawValue, failure: .tooLarge(maxBytes))
    }
    if bytes.starts(with: Self.byteOrderMark) { bytes.removeFirst(3) }
    return Record(source: source, format: "text", bytes: bytes)
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
