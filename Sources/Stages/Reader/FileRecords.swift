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
  private var upcoming = 0
  private var lines: LineReader?
  private(set) var unreadable: [Diagnostic]
  let totalBytes: Int?
  private var doneBytes = 0

  init(inputs: [InputFile], maxBytes: Int, problems: [Diagnostic]) {
    self.inputs = inputs
    self.maxBytes = maxBytes
    unreadable = problems
    var total: Int? = 0
    for input in inputs {
      var status = stat()
      let isRegular =
        !input.isStandardInput && input.path.withPlatformString { stat($0, &status) } == 0
        && status.st_mode & S_IFMT == S_IFREG
      total = isRegular ? total.map { $0 + Int(status.st_size) } : nil
    }
    totalBytes = total
  }

  var readBytes: Int { doneBytes + (lines?.offset ?? 0) }

  var wouldBlock: Bool {
    if let lines { return lines.wouldBlock }
    return false
  }

  mutating func next() throws -> Record? {
    while true {
      if let record = try nextLine() { return record }
      guard upcoming < inputs.count else { return nil }
      let input = inputs[upcoming]
      upcoming += 1
      do {
        let file = input.isStandardInput ? .standardInput : try FileDescriptor.open(input.path, .readOnly)
        if input.format == .jsonl {
          lines = LineReader(file: file, name: input.name, maxBytes: maxBytes)
        } else {
          return try whole(file, input)
        }
      } catch let error as Errno {
        unreadable.append(Diagnostic(.unreadable, "'\(input.name)' can't be read: \(error)."))
      }
    }
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
      unreadable.append(Diagnostic(.unreadable, "'\(inputs[upcoming - 1].name)' can't be read: \(error)."))
    }
    doneBytes += lines?.offset ?? 0
    lines?.close()
    lines = nil
    return nil
  }

  /// A file as one record.
  private mutating func whole(_ file: FileDescriptor, _ input: InputFile) throws -> Record {
    defer { if !input.isStandardInput { try? file.close() } }
    let source = DocumentSource(uri: input.name)
    var bytes: [UInt8] = []
    while bytes.count <= maxBytes {
      let start = bytes.count
      let wanted = min(1 << 18, maxBytes + 1 - start)
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      let got = try bytes.withUnsafeMutableBytes { buffer in
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
      }
      bytes.removeLast(wanted - got)
      if got == 0 { break }
    }
    doneBytes += bytes.count
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
