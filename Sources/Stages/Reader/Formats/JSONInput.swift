import Isnad

/// JSON: an element of a list is an article, or a value of several.
struct JSONInput: CutFormat {
  static let format = FormatDescription("json", "an element of a list is one", extensions: ["json"])

  var isText: Bool { true }
  var isLookedAt: Bool { true }

  func recognises(_ head: [UInt8]) -> Bool {
    let text = JSONHead.text(head)
    if text.first == UInt8(ascii: "[") { return true }
    // An object that goes on behind its first line is a file's; one that a line holds is one of many.
    return text.first == UInt8(ascii: "{") && !JSONHead.isLine(text)
  }

  func cutter(_ input: CutInput) -> any RecordCutter {
    JSONCutter(
      input.source, name: input.name, path: input.settings.records, maxBytes: input.maxBytes,
      from: input.resumed)
  }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.values.json(record)
  }
}

/// JSON Lines: a line is an article.
struct JSONLinesInput: CutFormat {
  static let format = FormatDescription("jsonl", "a line is one", extensions: ["jsonl", "ndjson"])

  var isText: Bool { true }

  func recognises(_ head: [UInt8]) -> Bool {
    let text = JSONHead.text(head)
    return text.first == UInt8(ascii: "{") && JSONHead.isLine(text)
  }

  func cutter(_ input: CutInput) -> any RecordCutter {
    LineCutter(
      input.source, name: input.name, maxBytes: input.maxBytes, from: input.resumed,
      isGrowing: input.isGrowing)
  }

  func canGrow(_ settings: CutterSettings) -> Bool { true }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.values.json(record)
  }
}

/// How a file of JSON begins.
enum JSONHead {
  static func text(_ head: [UInt8]) -> ArraySlice<UInt8> {
    let mark = head.starts(with: ByteOrderMark.utf8) ? ByteOrderMark.utf8.count : 0
    return head[mark...].drop { $0 <= 0x20 }
  }

  static func isLine(_ text: ArraySlice<UInt8>) -> Bool {
    !text.prefix { $0 != 0x0A }.dropFirst().allSatisfy { $0 <= 0x20 }
  }
}
