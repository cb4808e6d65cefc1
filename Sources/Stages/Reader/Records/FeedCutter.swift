import Isnad

/// The entries of an RSS or Atom feed as records. A feed is read as a whole, up to the limit of a document; its
/// entries are what the reader makes documents of, each a feed of its own, so that one that is broken is a dead
/// letter by itself.
struct FeedCutter: WindowCutter {
  private let name: String
  private(set) var window: ByteWindow
  private(set) var count = 0
  private let maxBytes: Int
  private var feed: Feed?
  private let resumed: InputPosition.Current?
  /// What made no sense behind the last entry.
  private var problem: UnreadableInput?

  private struct Feed {
    let bytes: [UInt8]
    let entries: [FeedScanner.Entry]
    let heads: [FeedHead]
    let entities: FeedEntities
  }

  init(_ source: any ByteSource, name: String, maxBytes: Int, from resumed: InputPosition.Current?) {
    window = ByteWindow(source)
    self.name = name
    self.maxBytes = maxBytes
    self.resumed = resumed
    count = resumed?.line ?? 0
  }

  mutating func next() throws -> Record? {
    if feed == nil { try open() }
    guard let feed, count < feed.entries.count else {
      if let problem {
        self.problem = nil
        throw problem
      }
      return nil
    }
    defer { count += 1 }
    let entry = feed.entries[count]
    let source = DocumentSource(uri: name, record: count + 1, byteOffset: entry.bytes.lowerBound)
    guard let bytes = feed.entities.replaced(in: feed.bytes[entry.bytes], upTo: maxBytes) else {
      return Record(source: source, format: "feed", failure: .tooLarge(maxBytes))
    }
    return Record(source: source, format: "feed", bytes: feed.heads[entry.head].feed(of: bytes))
  }

  private mutating func open() throws {
    try window.fill(to: maxBytes + 1)
    guard window.count <= maxBytes else {
      throw UnreadableInput(
        message: "a feed of more than \(maxBytes) bytes is too large",
        suggestion: "'max-document-bytes' under 'run' sets the limit.")
    }
    let read = Array(window.first(window.count))
    window.advance(read.count)
    if let resumed, resumed.offset != window.offset || resumed.content != window.content {
      throw Diagnostic.changedInput("'\(name)' is not what had been read.")
    }
    let bytes = FeedLetters.utf8(read)
    let scan = FeedScanner(bytes)
    feed = Feed(
      bytes: bytes, entries: scan.entries,
      heads: scan.heads.map { FeedHead(bytes[$0], entities: scan.entities) }, entities: scan.entities)
    if scan.heads.isEmpty {
      let found = scan.firstElement.map { "its first element is '\($0)'" } ?? "there is no element in it"
      problem = UnreadableInput(
        message: "it is no feed: \(found)",
        suggestion: "A feed is RSS or Atom. 'format' of 'reader' says what a file is.")
    } else if !scan.isClosed {
      problem = UnreadableInput(message: "the feed is not closed; the file was cut")
    }
  }
}
