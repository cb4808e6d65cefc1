import Isnad

/// RSS or Atom: an entry is an article.
struct FeedInput: CutFormat {
  static let format = FormatDescription(
    "feed", "an entry of RSS, Atom or JSON Feed is one (.rss, .atom, .xml)",
    extensions: ["rss", "atom", "xml", "rdf", "jsonfeed"])

  var isLookedAt: Bool { true }
  var findsPlace: Bool { true }

  func recognises(_ head: [UInt8]) -> Bool {
    MarkupHead.has(["<rss", "<feed", "<rdf:rdf"], in: head)
      && !MarkupHead.has(["<html", "<!doctype html"], in: head)
  }

  func cutter(_ input: CutInput) -> any RecordCutter {
    FeedCutter(input.source, name: input.name, maxBytes: input.maxBytes, from: input.resumed)
  }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.values.entry(record)
  }
}

/// A feed in JSON, whose entries are the elements of its list.
struct JSONFeedInput: CutFormat {
  static let format = FeedInput.format

  var isText: Bool { true }

  func cutter(_ input: CutInput) -> any RecordCutter {
    JSONCutter(
      input.source, name: input.name, path: [JSONFeed.items], isFeed: true,
      maxBytes: input.maxBytes,
      from: input.resumed)
  }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.values.entry(record)
  }
}
