import Isnad

/// A web page.
struct HTMLInput: CutFormat {
  static let format = FormatDescription(
    "html", "a page is one", extensions: ["html", "htm", "xhtml"])

  var isOne: Bool { true }

  func recognises(_ head: [UInt8]) -> Bool {
    MarkupHead.has(["<html", "<!doctype html"], in: head)
  }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.pages.html(record)
  }
}

/// How a file of elements begins.
enum MarkupHead {
  static func has(_ names: [String], in head: [UInt8]) -> Bool {
    let text = JSONHead.text(head)
    guard text.first == UInt8(ascii: "<") else { return false }
    let letters = String(decoding: text.prefix(2048).filter { $0 < 0x80 }, as: UTF8.self)
      .lowercased()
    return names.contains { letters.contains($0) }
  }
}
