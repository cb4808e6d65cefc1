import CLibXML2
import Isnad

/// The entries of an RSS or Atom feed as records. A feed is one XML document, so it is read as a whole, up
/// to the limit of a document; its entries are what the reader makes documents of.
struct FeedCutter: WindowCutter {
  private let name: String
  private(set) var window: ByteWindow
  private(set) var count = 0
  private let maxBytes: Int
  private var entries: [FeedEntry]?
  private let resumed: InputPosition.Current?
  /// What made no sense behind the last entry.
  private var problem: UnreadableInput?

  init(_ source: any ByteSource, name: String, maxBytes: Int, from resumed: InputPosition.Current?) {
    window = ByteWindow(source)
    self.name = name
    self.maxBytes = maxBytes
    self.resumed = resumed
    count = resumed?.line ?? 0
  }

  mutating func next() throws -> Record? {
    if entries == nil { try parse() }
    guard let entries, count < entries.count else {
      if let problem {
        self.problem = nil
        throw problem
      }
      return nil
    }
    defer { count += 1 }
    let source = DocumentSource(uri: name, record: count + 1)
    return Record(source: source, format: "feed", bytes: entries[count].json)
  }

  private mutating func parse() throws {
    try window.fill(to: maxBytes + 1)
    guard window.count <= maxBytes else {
      throw UnreadableInput(
        message: "a feed of more than \(maxBytes) bytes is too large",
        suggestion: "'max-document-bytes' under 'run' sets the limit.")
    }
    let bytes = Array(window.first(window.count))
    window.advance(bytes.count)
    if let resumed, resumed.offset != window.offset || resumed.content != window.content {
      throw Diagnostic.changedInput("'\(name)' is not what had been read.")
    }
    var parser = FeedParser()
    do throws(UnreadableInput) {
      try parser.parse(bytes)
    } catch {
      problem = error
    }
    entries = parser.entries
  }
}

/// An entry of a feed: names and texts, in the order of the feed.
struct FeedEntry {
  private(set) var members: [JSONValue.Member]

  /// - Parameter feed: what the feed says of all of its entries.
  init(feed: [JSONValue.Member]) { members = feed }

  /// Sets a text, unless there is one.
  mutating func set(_ name: String, _ text: String) {
    if !text.isEmpty, !members.contains(where: { $0.name == name }) {
      members.append(.init(name, .string(text)))
    }
  }

  var json: [UInt8] {
    var json = JSONWriter()
    json.value(.object(members))
    return Array(json.text.utf8)
  }
}
