import IsnadJSON
import SystemPackage
import Testing

@testable import IsnadStages

@Suite struct FormatTests {
  @Test(arguments: [
    ("2024-04-07", "2024-04-07"), ("2024-04-07T10:00:00+03:00", "2024-04-07T10:00:00+03:00"),
    ("2024-04-07 10:00", "2024-04-07T10:00:00"), ("2024-04-07T10:00:00.123Z", "2024-04-07T10:00:00Z"),
    ("20240407T100000+0300", "2024-04-07T10:00:00+03:00"),
    ("Sun, 07 Apr 2024 10:00:00 +0300", "2024-04-07T10:00:00+03:00"),
    ("7 Apr 24 10:00 GMT", "2024-04-07T10:00:00Z"),
    ("Sun, 07 Apr 2024", "2024-04-07"), ("07-Apr-2024", "2024-04-07"),
    ("Sun, 7 Apr 2024 10:00:00 EST", "2024-04-07T10:00:00-05:00"), ("1712484000", "2024-04-07T10:00:00Z"),
    ("1712484000123", "2024-04-07T10:00:00Z"), ("2024-02-29T23:59:60Z", "2024-02-29T23:59:60Z"),
  ])
  func datesOfPublication(_ said: String, _ iso: String) { #expect(PublicationDate.iso(said) == iso) }

  @Test(arguments: [
    "", "أمس", "2023-02-29", "2024-13-01", "2024-04-07T25:00:00", "07/04/2024",
    "Sun, 31 Apr 2024 10:00:00 GMT",
    "2024-04-07T10:00:00+99:00", "12", "2024-04-07Tx", String(repeating: "1", count: 70),
  ])
  func noDates(_ said: String) { #expect(PublicationDate.iso(said) == nil) }

  @Test func fieldsOfARow() {
    func fields(_ row: String) -> [String]? {
      DelimitedText.fields(ArraySlice(Array(row.utf8)), delimiter: 0x2C)
    }
    #expect(fields(#"a,"b ""c"", d",,"","#) == ["a", #"b "c", d"#, "", "", ""])
    #expect(fields("\"سطر\nثان\",x\r") == ["سطر\nثان", "x"])
    #expect(fields(#"a"b",c"#) == [#"a"b""#, "c"])
    #expect(fields(#""a"b"#) == nil)
    #expect(fields(#"a,"b"#) == nil)
  }

  @Test func theHeadOfAMessage() {
    let head = MessageHead(
      ArraySlice("HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=\"windows-1256\"\r\nX:\r\n".utf8))
    #expect(
      head.status == 200 && head["content-type"] == "text/html; charset=\"windows-1256\"" && head["x"] == "")
    #expect(WebPage.charset(head["Content-Type"]) == "windows-1256")
    #expect(MessageHead.end(of: ArraySlice("a: b\n\nc".utf8), from: 0) == 6)
    #expect(MessageHead.end(of: ArraySlice("a: b\r\n".utf8), from: 0) == nil)
  }

  /// Reading that goes on behind any record gives the same records as reading in one go.
  @Test(arguments: [
    ("a.jsonl", "{\"text\":\"1\"}\n\n{\"text\":\"2\"}\n{\"text\":\"3\"}"),
    ("a.json", #"[{"text":"1"}, 2 ,{"text":"]"}]"#),
    ("b.json", #"{"text":"1"} {"text":"2"}"#), ("a.csv", "id;text\n1;\"a\nb\"\n\n2;\"c\n3;d\n"),
    ("a.tsv", "text\tid\r\nx\t1\r\ny\t2\r\n"),
    ("a.rss", "<rss><channel><item><title>1</title></item><item><title>2</title></item></channel></rss>"),
    (
      "a.warc",
      "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nrubbish\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"
    ), ("a.txt", "نص"),
  ])
  func readingGoesOnBehindEveryRecord(_ name: String, _ content: String) throws {
    let scratch = try Scratch()
    for bytes in [Array(content.utf8), Array(content.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }] {
      // Archives and feeds say their encoding, or are ASCII.
      if name.hasSuffix("warc") || name.hasSuffix("rss"), bytes.count != content.utf8.count { continue }
      try scratch.write(name, bytes)
      try scratch.write("z.txt", "آخر")
      var options = ArticleReader.Options()
      options.paths = [scratch.path + "/" + name, scratch.path + "/z.txt"]
      let reader = try ArticleReader(
        options: options, context: .init(id: "r", directory: FilePath(scratch.path), maxDocumentBytes: 4000))
      var source = try reader.open(at: nil)
      var seen: [(String, [UInt8])] = []
      var positions: [JSONValue?] = []
      while let record = try source.next() {
        seen.append((record.source.place, record.bytes))
        positions.append(source.position)
      }
      #expect(source.unreadable.isEmpty)
      #expect(seen.count >= 2 && !positions.contains(nil))
      for (index, position) in positions.enumerated() {
        var rest = try reader.open(at: position)
        var found: [(String, [UInt8])] = []
        while let record = try rest.next() { found.append((record.source.place, record.bytes)) }
        #expect(found.map(\.0) == seen[(index + 1)...].map(\.0))
        #expect(found.map(\.1) == seen[(index + 1)...].map(\.1))
      }
    }
  }

  @Test func encodingsAreGuessed() {
    #expect(TextEncoding.guess(Array("plain".utf8)) == .utf8)
    #expect(TextEncoding.guess(Array("نص عربي".utf8.dropLast())) == .utf8)
    #expect(TextEncoding.guess([0xFF, 0xFE, 0x46, 0x06]) == .utf16le)
    #expect(TextEncoding.guess([0x06, 0x46, 0x06, 0x35]) == .utf16be)
    #expect(
      TextEncoding.guess([0xC7, 0xE1, 0xE6, 0xD2, 0xED, 0xD1, 0x20, 0xC7, 0xE1, 0xCC, 0xCF, 0xED, 0xCF])
        == .windows1256)
    #expect(TextEncoding.guess([]) == .utf8)
  }

  @Test func namesInMarkupAreWords() {
    #expect(
      HTMLHint.words("relatedArticles related-articles_2 ad") == [
        "related", "articles", "related", "articles", "ad",
      ])
    #expect(HTMLHint.words("header shadow") == ["header", "shadow"])
  }
}
