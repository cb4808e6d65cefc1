import IsnadStages
import Testing

/// What each rule finds and what it leaves alone, as the rules say themselves.
@Suite struct RuleTests {
  private static let rules = NumberExtractor.description.rules

  /// A Wednesday's noon.
  private static let today: Metadata = ["date": "2024-05-15T12:00:00Z"]

  private func numbers(in text: String) async throws -> [(text: String, rule: String, reading: String)] {
    let chain = try await Chain.make(["normalizer", "number-extractor"])
    let document = try chain(text, metadata: Self.today)
    return (document.numbers ?? []).map { number in
      let reading = [number.reading.figure, number.reading.unit].compactMap { $0 }.joined(separator: " ")
      return (document.text[number.span], number.by.rule, reading)
    }
  }

  @Test(arguments: rules)
  func finds(_ rule: StageRule) async throws {
    for example in rule.finds {
      let found = try await numbers(in: example.text)
      #expect(
        found.contains { $0 == (example.found, rule.name, example.reading) },
        "\(rule.name) in '\(example.text)': \(found)")
    }
  }

  @Test(arguments: rules)
  func leaves(_ rule: StageRule) async throws {
    for text in rule.leaves {
      let found = try await numbers(in: text)
      #expect(!found.contains { $0.rule == rule.name }, "\(rule.name) in '\(text)': \(found)")
    }
  }

  @Test(arguments: rules)
  func hasExamplesAndCounterExamples(_ rule: StageRule) {
    #expect(!rule.opens.isEmpty)
    #expect(!rule.finds.isEmpty)
    #expect(!rule.leaves.isEmpty)
  }
}
