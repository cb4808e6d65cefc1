import Isnad
import IsnadStages
import Testing

/// What each rule finds and what it leaves alone, as the rules say themselves.
@Suite struct RuleTests {
  /// Stages whose rules have examples.
  private static let stages = [
    NumberExtractor.description, QuoteAttributor.description, FigureLinker.description,
  ]
  private static let rules = stages.flatMap { stage in stage.rules.map { Case(stage: stage.name, rule: $0) } }

  struct Case: Sendable, CustomTestStringConvertible {
    let stage: String
    let rule: StageRule

    var testDescription: String { "\(stage)/\(rule.name)" }
  }

  private struct Finding: Equatable {
    let text: String
    let rule: String
    let reading: String
  }

  /// The stages that run before one.
  private static let before = [
    NumberExtractor.description.name: ["normalizer"],
    QuoteAttributor.description.name: ["normalizer", "entity-tagger", "number-extractor"],
    FigureLinker.description.name: ["normalizer", "entity-tagger", "number-extractor", "quote-attributor"],
  ]

  /// A Wednesday's noon.
  private static let today: Metadata = ["date": "2024-05-15T12:00:00Z"]

  private func findings(of stage: String, in text: String) async throws -> [Finding] {
    let before = try #require(Self.before[stage])
    let document = try await Chain.make(before + [stage])(text, metadata: Self.today)
    if stage == FigureLinker.description.name {
      return (document.figures ?? []).map { figure in
        Finding(
          text: document.text[figure.span], rule: figure.by.rule, reading: figure.event?.rawValue ?? "-")
      }
    }
    if stage == QuoteAttributor.description.name {
      return (document.quotes ?? []).map { quote in
        let kind = quote.kind.rawValue + (quote.polarity == .denied ? ", denied" : "")
        return Finding(
          text: document.text[quote.span], rule: quote.by.rule,
          reading: "\(kind) · \(quote.speakerName ?? "-")")
      }
    }
    return (document.numbers ?? []).map { number in
      let reading = [number.reading.figure, number.reading.unit].compactMap { $0 }.joined(separator: " ")
      return Finding(text: document.text[number.span], rule: number.by.rule, reading: reading)
    }
  }

  @Test(arguments: rules)
  func finds(_ example: Case) async throws {
    let rule = example.rule
    for text in rule.finds {
      let found = try await findings(of: example.stage, in: text.text)
      let expected = Finding(text: text.found, rule: rule.name, reading: text.reading)
      #expect(found.contains(expected), "\(rule.name) in '\(text.text)': \(found)")
    }
  }

  @Test(arguments: rules)
  func leaves(_ example: Case) async throws {
    let rule = example.rule
    for text in rule.leaves {
      let found = try await findings(of: example.stage, in: text)
      #expect(!found.contains { $0.rule == rule.name }, "\(rule.name) in '\(text)': \(found)")
    }
  }

  @Test(arguments: rules)
  func hasExamplesAndCounterExamples(_ example: Case) {
    let rule = example.rule
    #expect(!rule.opens.isEmpty)
    #expect(!rule.finds.isEmpty)
    #expect(!rule.leaves.isEmpty)
  }
}
