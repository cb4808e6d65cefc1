import Isnad
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
    ("السبت, 27 أبريل 2024 08:26:02 +0300", "2024-04-27T08:26:02+03:00"),
    ("٢٧ نيسان/أبريل ٢٠٢٤", "2024-04-27"),
    ("28 رمضان 1445 هـ", "2024-04-07"), ("1445/09/28", "2024-04-07"), ("45389", "2024-04-07"),
    ("7 أبريل 2024 الموافق 28 رمضان 1445", "2024-04-07"), ("20240407", "2024-04-07"),
    ("2024/04/07", "2024-04-07"),
    ("27/04/2024 08:26", "2024-04-27T08:26:00"), ("Saturday, April 27, 2024 - 08:26", "2024-04-27T08:26:00"),
    ("Sat Apr 27 08:26:02 +0000 2024", "2024-04-27T08:26:02Z"), ("Apr 7, 2024", "2024-04-07"),
    ("Sat, 27 Apr 2024 24:00:00 GMT", "2024-04-28T00:00:00Z"),
    ("7 أبريل 2024 3:05 مساء", "2024-04-07T15:05:00"),
    ("12:10 ص 7 أبريل 2024", "2024-04-07T00:10:00"), ("2024-04", "2024-04"),
    ("31 كانون الأول 2023", "2023-12-31"),
  ])
  func datesOfPublication(_ said: String, _ iso: String) { #expect(PublicationDate.iso(said) == iso) }

  @Test(arguments: [
    "", "أمس", "2023-02-29", "2024-13-01", "2024-04-07T25:00:00", "07/04/2024",
    "Sun, 31 Apr 2024 10:00:00 GMT",
    "2024-04-07T10:00:00+99:00", "12", "2024-04-07Tx", String(repeating: "1", count: 70), "7 أبريل",
    "رمضان 1445",
    "7/4/2024", "30 فبراير 2024", "31/13/2024", "قريبا في 2024", "10:00", "1500-01-01", "غدا 7 أبريل 2024",
  ])
  func noDates(_ said: String) { #expect(PublicationDate.iso(said) == nil) }

  /// What feeds write nearly always has a way of its own, which takes nothing else and means the same.
  @Test(
    arguments: [
      ("Sun, 07 Apr 2024 10:00:00 +0300", "2024-04-07T10:00:00+03:00"),
      ("Sun, 7 Apr 2024 09:08:07 GMT", "2024-04-07T09:08:07Z"),
      ("Thu, 29 Feb 2024 23:59:60 -0930", "2024-02-29T23:59:60-09:30"),
      ("Sun, 31 Apr 2024 10:00:00 GMT", nil), ("Sun, 07 Apr 2024 24:00:00 GMT", nil),
      ("Sun, 07 Apr 2024 10:60:00 GMT", nil), ("Sun, 07 Apr 2024 10:00:00 +1500", nil),
      ("Sun, 07 Apr 2024 10:00:00 EST", nil), ("sun, 07 Apr 2024 10:00:00 GMT", nil),
      ("Sun, 07 Apr 2024 10.00.00 GMT", nil), ("Sun, 07 Apr 1599 10:00:00 GMT", nil),
      ("Sun, 07 Apr 2024 10:00 +03:00", nil), ("ينا, 07 Apr 2024 10:00:00 GMT", nil),
    ] as [(String, String?)])
  func datesOfMessages(_ said: String, _ iso: String?) {
    #expect(MessageDate.iso(said) == iso)
    if iso != nil { #expect(PublicationDate.iso(said) == iso) }
  }

  @Test func theDayByTheOutletsHabit() {
    #expect(PublicationDate.iso("12/03/2025", order: .dayFirst) == "2025-03-12")
    #expect(PublicationDate.iso("12/03/2025", order: .monthFirst) == "2025-12-03")
    #expect(PublicationDate.iso("25/03/2025", order: .monthFirst) == "2025-03-25")
    #expect(
      PublicationDate.kept("12/03/2025", order: .unknown).problem
        == "'date' says '12/03/2025', and the day is unclear; set 'date-order' of 'reader' to day-first or month-first"
    )
    #expect(
      PublicationDate.kept("أمس", order: .dayFirst).problem
        == "'date' says 'أمس', which is not a known date; it stays as it is")
  }

  @Test func entriesAreCutWhateverTheirXMLIs() {
    func entries(_ feed: String) -> [String] {
      let bytes = Array(feed.utf8)
      return FeedScanner(bytes).entries.map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
    }
    #expect(
      entries("<rss><channel><item>1</item><item/><item a='>'>2</item ></channel></rss>") == [
        "<item>1</item>", "<item/>", "<item a='>'>2</item >",
      ])
    #expect(entries("<rss><channel><item>1<item>2</item></channel></rss>") == ["<item>1", "<item>2</item>"])
    #expect(
      entries("<rss><item><![CDATA[</item>]]></item><item><![CDATA[x</item><item>3</item></rss>") == [
        "<item><![CDATA[</item>]]></item>", "<item><![CDATA[x</item>", "<item>3</item>",
      ])
    #expect(entries("<html><rss><item>1</item></rss></html>") == [])
    #expect(entries("<br><rss><items>0</items><item>1") == ["<item>1"])
  }

  @Test func entitiesOfADocumentType() {
    var entities = FeedEntities()
    let type = Array(
      "<!DOCTYPE a [<!ENTITY x 'أ&#33;'><!ENTITY y '&x;&x;'><!-- ' --><!ENTITY z SYSTEM 'f'>]>b".utf8)
    #expect(type[entities.read(type, from: 0)...].elementsEqual("b".utf8))
    let text = Array("&x; &y; &z; &amp; &laquo; &#1; &nix; <![CDATA[&x;]]>".utf8)
    #expect(
      entities.replaced(in: text[...], upTo: 100).map { String(decoding: $0, as: UTF8.self) }
        == "أ! &y; &z; &amp; « &#1; &nix; <![CDATA[&x;]]>")
    #expect(entities.replaced(in: text[...], upTo: 10) == nil)
    #expect(FeedEntities().replaced(in: text[...], upTo: 100) == text)
  }

  @Test func linesThatPartArticles() throws {
    let rule = try LineSplit.decode(YAMLParser.parse(Array("dashes".utf8)))
    func parts(_ line: String) -> Bool { rule.parts(ArraySlice(Array(line.utf8))) }
    #expect(parts("---") && parts(" – – – \r") && parts("====") && parts("* * *"))
    #expect(!parts("--") && !parts("-=-") && !parts("--- نص") && !parts(""))
  }

  @Test func invitationsInAllSpellings() {
    func folded(_ text: String) -> String {
      String(decoding: Invitation.folded(Array(text.utf8)), as: UTF8.self)
    }
    for text in ["اقرأ أيضًا", "إقرأ ايضا", "» اقــرأ أيضاً", "أقرأ أيضا"] {
      #expect(folded(text) == "اقرا ايضا")
    }
  }

  @Test func linkedDataIsMended() {
    func mended(_ text: String) -> String { String(decoding: LenientJSON.mended(text), as: UTF8.self) }
    #expect(mended("<!-- //<![CDATA[\n{\"a\":[1,,2,],}\n//]]> -->;").filter { $0 != " " } == "{\"a\":[1,2]}")
    #expect(mended("{\"a\":\"x\\'\ny,}\"}") == "{\"a\":\"x' y,}\"}")
  }

  @Test func lettersInBase64() {
    #expect(Base64.decoded("2YbY\n uQ==") == Array("نع".utf8))
    #expect(Base64.decoded("a*b") == nil)
  }

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
    ("c.json", #"[{"text":"1"},,{"text":"2"}] [3]"#),
    ("d.json", #"{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"1"},{"title":"2"}]}"#),
    ("c.csv", "sep=;\ntext;id\n1;a\n2;b\n"),
    (
      "a.arc",
      "filedesc://a 0.0.0.0 20040407103000 text/plain 2\nx\n\nhttp://x/1 1.2.3.4 20040407103000 text/html 3\n<p>\nhttp://x/2 1.2.3.4 20040407103000 text/html 3\n<b>\n"
    ),
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
      if name.hasSuffix("arc") || name.hasSuffix("rss"), bytes.count != content.utf8.count { continue }
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
    for names in [
      "relatedArticles", "related-articles_2 x", "x-comments", "ad", "sr-only", "post-author-box",
    ] {
      #expect(HTMLHint.facts(names).contains(.around), "\(names)")
    }
    for names in ["unrelated", "header shadow", "adrelated", "content", "author"] {
      #expect(!HTMLHint.facts(names).contains(.around), "\(names)")
    }
    for names in ["articleBody", "field field--name-body", "single-post-content", "a wysiwyg b"] {
      #expect(HTMLHint.facts(names).contains(.body), "\(names)")
    }
    #expect(!HTMLHint.facts("body post main").contains(.body))
  }

  /// Attributes beyond some hundreds are blanks, what closes an element stays, and nothing else changes.
  @Test func tagsAreKeptSmall() throws {
    let many = (0..<400).map { "a\($0)='>'" }.joined(separator: " ")
    for tag in ["<x \(many)/>", "<_y \(many) />", "<ع \(many)/>"] {
      let feed = "<rss><!-- <b \(many)> --><a b='1'>نص</a>\(tag)</rss>"
      let guarded = String(decoding: TagGuard.guarded(xml: Array(feed.utf8)), as: UTF8.self)
      #expect(guarded.utf8.count == feed.utf8.count)
      #expect(guarded.hasPrefix("<rss><!-- <b \(many)> --><a b='1'>نص</a>"))
      #expect(guarded.hasSuffix("/></rss>"))
      #expect(guarded.contains("a200=") && !guarded.dropFirst(many.count + 40).contains("a399="))
    }
    #expect(TagGuard.guarded("<p a='1'>نص</p>") == "<p a='1'>نص</p>")
  }
}
