import Foundation
import IsnadStages
import SystemPackage
import Testing

/// A folder that goes with the test.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "isnad-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }
  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
}

@Suite struct ReaderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// What a reader yields: documents as `id=text`, failures as `place!message`.
  private func read(_ options: String, maxBytes: Int = 1 << 20) async throws -> (
    lines: [String], unreadable: [String]
  ) {
    let context = StageContext(id: "r", directory: FilePath(scratch.path), maxDocumentBytes: maxBytes)
    let stage = try await Registry.standard.make("reader", options: options, context: context)
    let reader = try #require(stage as? any Reader)
    var source = try reader.open(at: nil)
    var lines: [String] = []
    while let record = try source.next() {
      do {
        if let failure = record.failure { throw failure }
        let document = try reader.decode(record)
        lines.append("\(short(document.id))=\(document.text[document.text.span])")
      } catch {
        lines.append("\(short(record.source.place))!\(StageFailure(error).message)")
      }
    }
    return (lines, source.unreadable.map { short($0.message) })
  }

  private func short(_ text: String) -> String { text.replacing(scratch.path + "/", with: "") }

  @Test func filesFoldersAndPatterns() async throws {
    for name in ["a.txt", "b/c.txt", "b/d.jsonl", "b/.hidden.txt", "b/e.pdf", "b/f/g.text"] {
      try scratch.write(name, name.hasSuffix("jsonl") ? "{\"id\":\"d1\",\"text\":\"x\"}\n" : "x")
    }
    #expect(try await read("paths: [a.txt, b]").lines == ["a.txt=x", "b/c.txt=x", "d1=x", "b/f/g.text=x"])
    #expect(try await read("paths: ['*.txt', 'b/**/*.text']").lines == ["a.txt=x", "b/f/g.text=x"])
    #expect(try await read("paths: 'b/[cd].*'").lines == ["b/c.txt=x", "d1=x"])
  }

  @Test func missingInputsAreSaidAndTheOthersRead() async throws {
    try scratch.write("a.txt", "x")
    try scratch.write("empty/readme.pdf", "x")
    let found = try await read("paths: [gone.txt, a.txt, 'n*.txt', empty]")
    #expect(found.lines == ["a.txt=x"])
    #expect(
      found.unreadable == [
        "'gone.txt' is not there.", "nothing matches 'n*.txt'.", "the folder 'empty' holds no articles.",
      ])
    await #expect(throws: Diagnostics.self) { try await read("paths: [gone.txt]") }
  }

  @Test func badRecordsStandBesideGoodOnes() async throws {
    let long = String(repeating: "و", count: 800)
    let lines: [[UInt8]] = [
      Array(#"{"id":"a","text":"جيد"}"#.utf8), Array(#"{"id":"b","text":}"#.utf8), [], Array("   \r".utf8),
      Array(#"{"text":"بلا هوية"}"#.utf8), Array(#"{"id":7,"text":"x"}"#.utf8),
      Array(#"{"id":{},"text":"x"}"#.utf8),
      Array(#"{"id":"c"}"#.utf8), Array(#"{"text":5}"#.utf8), Array("[1]".utf8),
      Array(#"{"text":"a\#(long)"}"#.utf8),
      Array(#"{"text":""#.utf8) + [0xD9, 0x22, 0x7D], Array(#"{"id":"a","text":"ثان","metadata":[]}"#.utf8),
      Array(#"{"id":"","text":"آخر","id2":[1]}"#.utf8),
    ]
    try scratch.write("n.jsonl", [0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: [0x0A])))
    #expect(
      try await read("paths: n.jsonl", maxBytes: 1000).lines == [
        "a=جيد", "n.jsonl:2!malformed JSON: unexpected character at byte 18", "n.jsonl:5=بلا هوية", "7=x",
        "n.jsonl:7!'id' must be a string or a number, not an object", "n.jsonl:8!the object has no 'text'",
        "n.jsonl:9!'text' must be a string, not a number",
        "n.jsonl:10!a line must be an object with 'text', not an array",
        "n.jsonl:11!the document has more than 1000 bytes; 'max-document-bytes' under 'run' sets the limit",
        "n.jsonl:12!byte 10: 0xD9 is not UTF-8; convert the file, for example with iconv",
        "n.jsonl:13!'metadata' must be an object, not an array", "n.jsonl:14=آخر",
      ])
  }

  @Test func aVeryLongLineIsSkippedInBoundedMemory() async throws {
    try scratch.write(
      "l.jsonl",
      "{\"text\":\"" + String(repeating: "x", count: 900_000) + "\"}\n{\"id\":\"n\",\"text\":\"y\"}")
    #expect(
      try await read("paths: l.jsonl", maxBytes: 1000).lines == [
        "l.jsonl:1!the document has more than 1000 bytes; 'max-document-bytes' under 'run' sets the limit",
        "n=y",
      ])
  }

  @Test func textFiles() async throws {
    try scratch.write("bom.txt", [0xEF, 0xBB, 0xBF] + Array("نص\r\nثان\u{0}".utf8))
    try scratch.write("empty.txt", "")
    try scratch.write("bad.txt", Array("سطر\nثم ".utf8) + [0xFF] + Array("نعم".utf8))
    try scratch.write("big.txt", String(repeating: "x", count: 1001))
    #expect(
      try await read("paths: [bom.txt, empty.txt, bad.txt, big.txt]", maxBytes: 1000).lines == [
        "bom.txt=نص\r\nثان\u{0}", "empty.txt!the file is empty",
        "bad.txt!line 2, byte 6: 0xFF is not UTF-8; convert the file, for example with iconv",
        "big.txt!the document has more than 1000 bytes; 'max-document-bytes' under 'run' sets the limit",
      ])
  }

  @Test func theHeadlineTellsTitleLanguageAndDateline() async throws {
    let text = "عنوان الخبر\n\nأربيل (كوردستان24)- أفاد مسؤول أن النص طويل."
    try scratch.write("h.txt", text)
    let context = StageContext(id: "r", directory: FilePath(scratch.path))
    let reader = try #require(
      try await Registry.standard.make("reader", options: "paths: h.txt", context: context) as? any Reader)
    var source = try reader.open(at: nil)
    let document = try reader.decode(try #require(try source.next()))
    #expect(document.metadata["title"] == .string("عنوان الخبر"))
    #expect(document.metadata["language"] == .string("ar"))
    #expect(document.metadata["dateline"]?["place"] == .string("أربيل"))
    #expect(document.metadata["dateline"]?["outlet"] == .string("كوردستان24"))
  }

  @Test func metadataIsCarriedOn() async throws {
    try scratch.write(
      "m.jsonl",
      #"{"text":"hello","outlet":"x","n":0.10,"tags":["a"],"metadata":{"outlet":"y","language":"ar"}}"#)
    let context = StageContext(id: "r", directory: FilePath(scratch.path))
    let reader = try #require(
      try await Registry.standard.make("reader", options: "paths: m.jsonl", context: context) as? any Reader)
    var source = try reader.open(at: nil)
    let document = try reader.decode(try #require(try source.next()))
    #expect(
      document.metadata == [
        "outlet": .string("y"), "language": .string("ar"), "n": .number(JSONNumber("0.10")),
      ])
  }
}
