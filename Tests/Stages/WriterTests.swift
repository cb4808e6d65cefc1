import Foundation
import IsnadStages
import Testing

@Suite struct WriterTests {
  private func json(_ text: String, _ options: String = "") async throws -> JSONValue {
    let document = try await Chain.make()(text)
    let stage = try await Registry.standard.make(
      "writer", options: options, context: StageContext(id: "w", directory: "."))
    let writer = try #require(stage as? JSONLinesOutput)
    let bytes = writer.encode(document)
    return try JSONParser.parse(bytes.dropLast())
  }

  private func names(_ value: JSONValue?) -> [String] {
    guard case .object(let members)? = value else { return [] }
    return members.map(\.name)
  }

  @Test func everyKeyIsAlwaysThere() async throws {
    let value = try await json("قال الرئيس جو بايدن: \"قتل نحو 5 أشخاص\". وقال مصدر إن الأمر انتهى.")
    #expect(
      names(value) == [
        "schema", "offsets", "id", "source", "metadata", "text", "sentences", "entities", "numbers", "quotes",
        "figures", "layers", "errors",
      ])
    #expect(
      names(value["entities"]?.array?.first) == [
        "id", "start", "end", "text", "label", "name", "cluster", "kb_id", "country",
        "latitude", "longitude", "confidence", "by",
      ])
    #expect(
      names(value["numbers"]?.array?.first)
        == [
          "id", "start", "end", "text", "kind", "value", "min", "max", "unit", "currency", "iso", "hijri",
          "modifier", "by",
        ])
    for quote in value["quotes"]?.array ?? [] {
      #expect(
        names(quote)
          == [
            "id", "start", "end", "text", "kind", "polarity", "cue", "speaker", "speaker_name",
            "speaker_type", "speaker_entity", "via", "nested_in", "confidence", "by",
          ])
    }
    #expect(value["schema"] == .string("isnad/1"))
  }

  @Test(arguments: ["codepoint", "utf8", "utf16"])
  func offsetsHoldInEveryUnit(_ unit: String) async throws {
    let text = "😀 قال الرئيس جو بايدن: \"قتل نَحْوُ 5 أشخاص\"."
    let value = try await json(text, "offsets: \(unit)")
    let annotations = ["entities", "numbers", "quotes"].flatMap { value[$0]?.array ?? [] }
    #expect(annotations.count == 3)
    for annotation in annotations {
      let start = annotation["start"]?.int ?? -1
      let end = annotation["end"]?.int ?? -1
      let slice =
        switch unit {
        case "utf8": String(decoding: Array(text.utf8)[start..<end], as: UTF8.self)
        case "utf16": String(decoding: Array(text.utf16)[start..<end], as: UTF16.self)
        default: String(String.UnicodeScalarView(Array(text.unicodeScalars)[start..<end]))
        }
      #expect(annotation["text"] == .string(slice))
    }
  }

  @Test func layersCanBeChosen() async throws {
    let value = try await json("قال الرئيس جو بايدن: \"نعم\".", "layers: [tokens, entities]")
    #expect(value["quotes"]?.array == [])
    #expect(value["entities"]?.array?.count == 1)
    #expect((value["layers"]?["tokens"]?.array?.count ?? 0) > 5)
  }

  @Test func theSummaryIsForPeople() async throws {
    let document = try await Chain.make()("قال الرئيس جو بايدن: \"قتل أكثر من 33 ألف شخص في غزة\".")
    let stage = try await Registry.standard.make(
      "writer", options: "format: summary", context: StageContext(id: "w", directory: "."))
    let writer = try #require(stage as? SummaryOutput)
    let bytes = writer.encode(document)
    let text = String(decoding: bytes, as: UTF8.self)
      .replacing("\u{2068}", with: "").replacing("\u{2069}", with: "")
    #expect(text.contains("People        جو بايدن"))
    #expect(text.contains("أكثر من 33 ألف شخص  > 33000 شخص"))
    #expect(text.contains("Who said what جو بايدن:"))
  }

  /// A run that was killed while its outputs got their names goes on, whether this one has it or not.
  @Test(arguments: ["spacy", "label-studio", "csv", "brat", "conll"])
  func whatIsCompleteStaysSo(_ format: String) async throws {
    let folder = NSTemporaryDirectory() + "isnad-writer-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let stage = try await Registry.standard.make(
      "writer", options: "format: \(format)\npath: out",
      context: StageContext(id: "w", directory: .init(folder)))
    let writer = try #require(stage as? any Writer)
    let document = try await Chain.make()("قال الرئيس جو بايدن: \"نعم\".")
    let mark = try #require(try write(document, with: writer))
    let before = try contents(folder)
    #expect(before.contains { !$0.value.isEmpty })
    var again = try writer.open(.complete(mark))
    try again.finish()
    #expect(try contents(folder) == before)
  }

  private func write<W: Writer>(_ document: Document, with writer: W) throws -> JSONValue? {
    var session = try writer.open(.new)
    try session.write([writer.encode(document)])
    let mark = try session.commit()
    try session.finish()
    return mark
  }

  private func contents(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      found[name] = FileManager.default.contents(atPath: folder + "/" + name)
    }
    return found
  }

  @Test(arguments: [
    "format: brat\npath: b\noffsets: utf8", "format: csv\npath: c\nlayers: [quotes]", "format: spacy",
  ])
  func optionsThatMeanNothingAreRefused(_ options: String) async throws {
    await #expect(throws: Diagnostic.self) {
      try await Registry.standard.make(
        "writer", options: options, context: StageContext(id: "w", directory: "."))
    }
  }
}
