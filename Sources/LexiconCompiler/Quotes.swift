import ArgumentParser
import Isnad
import IsnadStages
import IsnadText
import SystemPackage

/// Prints what could be quotations of annotated articles and who could have spoken them, with facts: `make quotes-model`
/// learns from it.
struct Quotes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints decisions about annotated quotations, for the model of the quote attributor.",
    discussion: """
      A line has tabs between: 'speaker' or 'speech', the article's outlet, the quotation's number, 1 for what is right,
      and a number for each fact, empty where it isn't known. The first two lines name the facts.
      """)

  @Option(help: "Annotated articles, JSON Lines.") var gold: String
  @Option(help: "The same articles as 'isnad run' writes them, for their names; may be given several times.")
  var names: [String]
  @Option(help: "A model that tells who spoke before; without it the annotation does.")
  var history: String?
  @Option(help: "Only articles of these outlets, a line each.")
  var outlets: String?

  func run() throws {
    let history = try history.map { path in
      guard let history = QuoteDecisions.History(try Self.bytes(path)) else {
        throw ValidationError("'\(path)' is no model of these facts")
      }
      return history
    }
    let outlets = try outlets.map {
      Set(
        String(decoding: try Self.bytes($0), as: UTF8.self).split(whereSeparator: \.isNewline).map(
          String.init))
    }
    var entities: [String: [[Entity]]] = [:]
    for path in names {
      for article in try Self.lines(path) {
        guard let id = article["id"]?.string, let text = article["text"]?.string else { continue }
        entities[id, default: []].append(
          Self.entities(article, OffsetIndex(SourceText(text), unit: .codepoint)))
      }
    }
    print((["speaker", "outlet", "quote", "right"] + QuoteDecisions.speakerColumns).joined(separator: "\t"))
    print((["speech", "outlet", "quote", "right"] + QuoteDecisions.speechColumns).joined(separator: "\t"))
    var number = 0
    for article in try Self.lines(gold) {
      let outlet = article["outlet"]?.string ?? ""
      guard let text = article["text"]?.string.map({ SourceText($0) }), let quotes = article["quotes"]?.array,
        outlets?.contains(outlet) ?? true
      else { continue }
      let index = OffsetIndex(text, unit: .codepoint)
      let annotated = quotes.compactMap { Self.quote($0, index) }
      for names in entities[article["id"]?.string ?? ""] ?? [] {
        let decisions = try QuoteDecisions(text, names, annotated, history: history)
        for possible in decisions.possible {
          number += 1
          for row in possible.speakers { write("speaker", outlet, number, row) }
          write("speech", outlet, number, possible.speech)
        }
      }
    }
  }

  private func write(_ kind: String, _ outlet: String, _ number: Int, _ row: QuoteDecisions.Row) {
    print(
      ([kind, outlet, String(number), row.isRight ? "1" : "0"] + row.facts.map { $0.map(String.init) ?? "" })
        .joined(separator: "\t"))
  }

  private static func lines(_ path: String) throws -> [JSONValue] {
    try bytes(path).split(separator: 0x0A).map { try JSONParser.parse($0) }
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    let file = try FileDescriptor.open(FilePath(path), .readOnly)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 1 << 20)
      while case let got = try part.withUnsafeMutableBytes({ try file.read(into: $0) }), got > 0 {
        bytes += part[..<got]
      }
      return bytes
    }
  }

  private static func entities(_ article: JSONValue, _ index: OffsetIndex) -> [Entity] {
    var entities: [Entity] = []
    for item in article["entities"]?.array ?? [] {
      guard let span = span(item, index), let label = item["label"]?.string, let name = item["name"]?.string,
        let cluster = item["cluster"]?.string.flatMap({ Int($0.dropFirst()) })
      else { continue }
      entities.append(
        Entity(
          id: entities.count + 1, span: span, label: EntityLabel(rawValue: label), name: name,
          cluster: cluster,
          confidence: 1, by: Provenance(stage: "entity-tagger", rule: "")))
    }
    return entities
  }

  private static func quote(_ quote: JSONValue, _ index: OffsetIndex) -> QuoteDecisions.Annotated? {
    guard let span = span(quote, index) else { return nil }
    let isNobody = quote["speaker_type"]?.string == "impersonal"
    let names =
      [quote["speaker_resolved"]?.string].compactMap { $0 }
      + (quote["speaker_resolved_alt"]?.array ?? []).compactMap(\.string)
    return .init(span: span, speakers: isNobody ? [] : names)
  }

  private static func span(_ item: JSONValue, _ index: OffsetIndex) -> TextSpan? {
    guard let start = item["start"]?.int.flatMap(index.byte(ofOffset:)),
      let end = item["end"]?.int.flatMap(index.byte(ofOffset:)), start < end
    else { return nil }
    return TextSpan(start, end)
  }
}
