import Isnad

/// A web archive: a page is an article.
///
/// Every record of it is a gzip member of its own: the others outlive a damaged one, and its cutter tells of that one.
protocol ArchiveInput: CutFormat {}

extension ArchiveInput {
  var skipsDamage: Bool { true }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.pages.warc(record)
  }
}

/// The archives of ISO 28500.
struct WARCInput: ArchiveInput {
  static let format = FormatDescription(
    "warc", "a page of a web archive is one", extensions: ["warc"])

  func recognises(_ head: [UInt8]) -> Bool { head.starts(with: "WARC/".utf8) }

  func cutter(_ input: CutInput) -> any RecordCutter {
    WARCCutter(input.stream, name: input.name, maxBytes: input.maxBytes, from: input.resumed)
  }
}

/// Those that came before.
struct ARCInput: ArchiveInput {
  static let format = FormatDescription("arc", "the same of an old one", extensions: ["arc"])

  func recognises(_ head: [UInt8]) -> Bool { head.starts(with: "filedesc://".utf8) }

  func cutter(_ input: CutInput) -> any RecordCutter {
    ARCCutter(input.stream, name: input.name, maxBytes: input.maxBytes, from: input.resumed)
  }
}
