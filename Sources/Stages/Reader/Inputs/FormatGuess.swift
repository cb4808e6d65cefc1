/// What is in a file, by its name or by its first bytes.
enum FormatGuess {
  private static let extensions: [String: ArticleReader.Format] = [
    "txt": .text, "text": .text, "jsonl": .jsonl, "ndjson": .jsonl, "json": .json, "csv": .csv, "tsv": .tsv,
    "tab": .tsv,
    "html": .html, "htm": .html, "xhtml": .html, "rss": .feed, "atom": .feed, "xml": .feed, "rdf": .feed,
    "warc": .warc,
    "arc": .arc, "jsonfeed": .feed,
    "sqlite": .sqlite, "sqlite3": .sqlite, "db": .sqlite,
  ]
  static let compressed: Set<String> = ["gz", "gzip", "zst", "zstd"]

  /// The format that a name tells, of a compressed file that of what is in it.
  static func byName(_ name: String) -> ArticleReader.Format? {
    var parts = name.lowercased().split(separator: ".")
    guard parts.count > 1 else { return nil }
    if compressed.contains(String(parts[parts.count - 1])) { parts.removeLast() }
    return parts.count > 1 ? extensions[String(parts[parts.count - 1])] : nil
  }

  /// The format that the first bytes show; nil where they could be any text.
  static func byContent(_ bytes: [UInt8]) -> ArticleReader.Format? {
    if bytes.starts(with: "SQLite format 3\0".utf8) { return .sqlite }
    if bytes.starts(with: "WARC/".utf8) { return .warc }
    if bytes.starts(with: "filedesc://".utf8) { return .arc }
    var rest = bytes[...]
    if rest.starts(with: ByteOrderMark.utf8) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 <= 0x20 }
    switch rest.first {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"):
      // An object that goes on behind its first line is a file's; one that a line holds is one of many.
      let line = rest.prefix { $0 != 0x0A }
      return line.dropFirst().allSatisfy { $0 <= 0x20 } ? .json : .jsonl
    case UInt8(ascii: "<"): return markup(rest)
    default: return nil
    }
  }

  /// What a file is whose first bytes are those of another kind than a text; nil for what may be one.
  static func foreign(_ bytes: [UInt8]) -> String? {
    for (mark, kind) in marks where bytes.starts(with: mark) { return kind }
    // POSIX's mark of a tar archive stands behind the name of its first file.
    if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) { return "a tar archive" }
    return nil
  }

  private static let marks: [(bytes: [UInt8], kind: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a zip archive, as the files of Word and Excel are"),
    (Array("PK\u{5}\u{6}".utf8), "an empty zip archive"), (Array("%PDF-".utf8), "a PDF"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "a file of an old Word or Excel"),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "a rar archive"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    (Array("BZh".utf8), "a file packed by bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "a file packed by xz"),
    ([0x04, 0x22, 0x4D, 0x18], "a file packed by lz4"), (Array("PAR1".utf8), "a Parquet file"),
    (Array("ORC".utf8) + [0x0A], "an ORC file"), (Array("Obj".utf8) + [0x01], "an Avro file"),
    ([0x89, 0x50, 0x4E, 0x47], "an image"), ([0xFF, 0xD8, 0xFF], "an image"),
    (Array("GIF8".utf8), "an image"),
    (Array("{\\rtf".utf8), "a text in RTF"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]

  private static func markup(_ bytes: ArraySlice<UInt8>) -> ArticleReader.Format? {
    let head = String(decoding: bytes.prefix(2048).filter { $0 < 0x80 }, as: UTF8.self).lowercased()
    if head.contains("<html") || head.contains("<!doctype html") { return .html }
    return ["<rss", "<feed", "<rdf:rdf"].contains { head.contains($0) } ? .feed : nil
  }
}
