import Isnad

/// A rule as its file declares it.
struct RuleDeclaration: Sendable {
  /// For people: name, meaning and examples.
  let text: StageRule
  /// Where the rule is asked: at each of these.
  let opens: [RuleOpener]

  init(
    _ name: String, _ meaning: String, opens: [RuleOpener], witness: RuleWitness = .articles,
    finds: [RuleExample], leaves: [String]
  ) {
    self.opens = opens
    // A word and a phrase of one class have one name.
    let openers = opens.map(\.text).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    text = StageRule(
      name, meaning, opens: openers.joined(separator: ", "), witness: witness, finds: finds, leaves: leaves)
  }
}
