import SystemPackage

/// The records of a dead-letter file, to be tried again.
struct DeadLetterRecords: RecordSource {
  private static let chunk = 1 << 18
  /// Base 64 and escapes make a record longer than it is; the line holds the rest besides.
  private static let roomFactor = 6

  private let file: FileDescriptor
  private let name: String
  private let maxLine: Int
  private let readers: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var line = 0
  private var offset = 0
  private var isAtEnd = false
  let totalBytes: Int?
  let unreadable: [Diagnostic] = []

  init(_ path: FilePath, maxDocumentBytes: Int, readers: Int, at position: JSONValue?) throws {
    name = path.string
    maxLine = maxDocumentBytes * Self.roomFactor + 65_536
    self.readers = readers
    do {
      file = try .open(path, .readOnly, options: .closeOnExec)
      totalBytes = ResumableFile.size(of: path)
      if let position {
        guard let at = position["offset"]?.int, let line = position["line"]?.int,
          Checkpoint.figures.contains(at), Checkpoint.figures.contains(line)
        else {
          throw Diagnostic.badCheckpoint
        }
        try file.seek(offset: Int64(at), from: .start)
        offset = at
        self.line = line
      }
    } catch let error as Errno {
      throw Diagnostic(.unreadable, "the dead letters '\(path)' can't be read: \(error).")
    }
  }

  func close() { try? file.close() }

  var wouldBlock: Bool { false }
  var readBytes: Int { offset }
  var position: JSONValue? { .object([.init("offset", .integer(offset)), .init("line", .integer(line))]) }

  mutating func next() throws -> Record? {
    while let bytes = try nextLine() {
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      let place = DocumentSource(uri: name, record: line, byteOffset: offset)
      guard bytes.count <= maxLine else {
        return Record(
          source: place, format: "dead-letter",
          failure: StageFailure(code: "too-large", message: "the line is longer than any dead letter"))
      }
      do throws(StageFailure) {
        let letter = try DeadLetter(bytes)
        guard letter.reader < readers else {
          throw StageFailure(
            code: "invalid-dead-letter", message: "the pipeline has no reader number \(letter.reader)")
        }
        return letter.record
      } catch {
        return Record(source: place, format: "dead-letter", failure: error)
      }
    }
    return nil
  }

  /// The next line; of one beyond the limit only its head.
  private mutating func nextLine() throws -> [UInt8]? {
    var head: [UInt8] = []
    while true {
      if let end = buffer[start...].firstIndex(of: 0x0A) {
        head += buffer[start..<end].prefix(maxLine + 1 - head.count)
        advance(to: end + 1)
        line += 1
        return head
      }
      head += buffer[start...].prefix(maxLine + 1 - head.count)
      advance(to: buffer.count)
      if isAtEnd {
        guard !head.isEmpty else { return nil }
        line += 1
        return head
      }
      try fill()
    }
  }

  private mutating func advance(to index: Int) {
    offset += index - start
    start = index
  }

  private mutating func fill() throws {
    buffer = [UInt8](repeating: 0, count: Self.chunk)
    start = 0
    do {
      let got = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      buffer.removeLast(Self.chunk - got)
      isAtEnd = got == 0
    } catch let error as Errno {
      buffer = []
      throw Diagnostic(.unreadable, "the dead letters '\(name)' can't be read: \(error).")
    }
  }
}
