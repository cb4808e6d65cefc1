import Isnad

/// What a fetched feed holds, each entry with what it is known by.
struct FeedEntries {
  struct Entry {
    let record: Record
    /// Fingerprints of its id and of what it says.
    let id: UInt64
    let content: UInt64
    /// Its page.
    let url: String?
  }

  private(set) var entries: [Entry] = []
  /// What made no sense behind the last entry.
  private(set) var problem: String?

  init(_ bytes: [UInt8], of url: String, cutting: CutterSettings, fields: FieldMap) throws {
    do {
      let opened = try OpenInput(named: .feed, ByteStream(MemorySource(bytes)), cutting.formats)
      var cutter = try cutting.cutter(opened, behind: PipedInputs.Head(uri: url))
      while let record = try cutter.next() { entries.append(Self.entry(record, fields)) }
    } catch let error as UnreadableInput {
      // What came before it is read.
      problem = error.message
    } catch let error as CompressionError {
      problem = "\(error)"
    }
  }

  private static func entry(_ record: Record, _ fields: FieldMap) -> Entry {
    guard let document = try? RecordDecoder(fields: fields).entry(record) else {
      let content = Fingerprint.of(record.bytes.span, from: 0, to: record.bytes.count)
      return Entry(record: record, id: content, content: content, url: nil)
    }
    var content = Fingerprint.of(document.text.string)
    for (name, value) in document.metadata {
      var json = JSONWriter()
      json.value(value)
      content = Fingerprint.joined(content, Fingerprint.of(name + "=" + json.text))
    }
    return Entry(
      record: record, id: Fingerprint.of(document.id), content: content,
      url: document.metadata["url"]?.string)
  }
}

/// Bytes in memory, to read like a file's.
final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - at)
    bytes[at..<at + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    at += count
    return count
  }

  var wouldBlock: Bool { false }
  var isSeekable: Bool { true }
  func seek(to offset: Int) { at = max(0, min(offset, bytes.count)) }
  func close() {}
}
