import ArgumentParser
import Isnad
import IsnadStages

/// What stages look for, rule by rule.
struct RulesCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules of the stages, or explain one.",
    discussion: """
      The name of a rule stands in 'by' of each annotation: number-extractor@0.1/money.

        isnad rules
        isnad rules money
      """)

  @Argument(help: "The rule to explain.")
  var name: String?
  @Option(help: "Only the rules of this stage.")
  var stage: String?
  @Option(help: "text, or markdown (as in the documentation).")
  var format = Format.text

  func run() async throws {
    let registry = CommandContext.current.registry
    let stages = registry.stages.filter { $0.description.name == stage ?? $0.description.name }
    guard !stages.isEmpty else {
      throw Diagnostic(
        .unknownStage, "there is no stage '\(stage ?? "")'.",
        suggestion: registry.suggestion(for: stage ?? ""))
    }
    let all = stages.flatMap { stage in stage.description.rules.map { (stage.description.name, $0) } }
    switch (name, format) {
    case (let name?, _):
      let found = all.filter { $0.1.name == name }
      guard !found.isEmpty else {
        let nearest = NearestName.of(name, in: all.map(\.1.name))
        throw Diagnostic(
          .unknownRule, "there is no rule '\(name)'.",
          suggestion: nearest.map { "Did you mean '\($0)'?" } ?? "'isnad rules' lists them.")
      }
      try Output.print(found.map { RuleHelp(stage: $0.0, rule: $0.1) }.map(text).joined(separator: "\n\n"))
    case (nil, .text):
      let width = all.map(\.1.name.count).max() ?? 0
      var last = ""
      for (stage, rule) in all {
        if stage != last { try Output.print((last.isEmpty ? "" : "\n") + stage) }
        last = stage
        try Output.print(
          "  \(rule.name)" + String(repeating: " ", count: width - rule.name.count + 2) + rule.meaning
            + (rule.witness == .articles ? "" : " (No article has it.)"))
      }
      try Output.print("\n'isnad rules NAME' explains one.")
    case (nil, .markdown):
      try Output.print(
        "# The rules\n\nGenerated from the rules themselves by `isnad rules --format markdown`. "
          + "The examples are run by the tests.\n")
      for stage in stages where !stage.description.rules.isEmpty {
        try Output.print("## \(stage.description.name)\n")
        for rule in stage.description.rules {
          try Output.print(RuleHelp(stage: stage.description.name, rule: rule).markdown + "\n")
        }
      }
    }
  }

  private func text(_ help: RuleHelp) -> String { format == .text ? help.text : help.markdown }
}

/// A rule as people read it.
struct RuleHelp {
  let stage: String
  let rule: StageRule

  var text: String {
    var lines = ["\(rule.name)  (\(stage))", "  \(rule.meaning)"]
    if !rule.opens.isEmpty { lines.append("  opens   \(rule.opens)") }
    if let witness { lines.append("  \(witness)") }
    lines += rule.finds.map {
      "  finds   \u{2068}\($0.found)\u{2069}  \($0.reading)  in  \u{2068}\($0.text)\u{2069}"
    }
    lines += rule.leaves.map { "  leaves  \u{2068}\($0)\u{2069}" }
    return lines.joined(separator: "\n")
  }

  /// For a rule that no article has borne out.
  private var witness: String? {
    switch rule.witness {
    case .articles: nil
    case .suites: "No article that we know has it, only suites of examples that others have made."
    case .examples: "No article that we know has it, only its own examples."
    }
  }

  var markdown: String {
    var lines = ["### \(rule.name)", rule.meaning]
    if !rule.opens.isEmpty { lines += ["", "Asked where there is: \(rule.opens)."] }
    if let witness { lines += ["", witness] }
    if !rule.finds.isEmpty || !rule.leaves.isEmpty { lines.append("") }
    lines += rule.finds.map { "- \($0.text) → `\($0.found)`: \($0.reading)" }
    lines += rule.leaves.map { "- \($0) → nothing by this rule" }
    return lines.joined(separator: "\n")
  }
}
