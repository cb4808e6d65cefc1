/// What is in a file, by its name or by its first bytes.
enum FormatGuess {
  private static let extensions: [String: ArticleReader.Format] = [
    "txt": .text, "text": .text, "jsonl": .jsonl, "ndjson": .jsonl, "json": .json, "csv": .csv, "tsv": .tsv,
    "tab": .tsv,
    "html": .html, "htm": .html, "xhtml": .html, "rss": .feed, "atom": .feed, "xml": .feed, "warc": .warc,
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

  private static func markup(_ bytes: ArraySlice<UInt8>) -> ArticleReader.Format? {
    let head = String(decoding: bytes.prefix(2048).filter { $0 < 0x80 }, as: UTF8.self).lowercased()
    if head.contains("<html") || head.contains("<!doctype html") { return .html }
    return ["<rss", "<feed", "<rdf:rdf"].contains { head.contains($0) } ? .feed : nil
  }
}
