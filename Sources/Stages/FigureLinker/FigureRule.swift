import Isnad

/// How a figure's event was found: what stands in `by`.
enum FigureRule: String, CaseIterable {
  case noun, verb, total, counted, behind, change, crowd
  /// By the event of the figure of which it is a part, or which it follows.
  case part, coordination, repetition
  /// Money to which something rose or fell.
  case level
  /// By the unit or the kind of the number alone.
  case unit
  case none

  init(_ government: EventGovernment) {
    switch government {
    case .noun: self = .noun
    case .verb: self = .verb
    case .total: self = .total
    case .counted, .thing, .disease: self = .counted
    case .behind: self = .behind
    case .change: self = .change
    case .crowd: self = .crowd
    }
  }

  private var meaning: String {
    switch self {
    case .noun: "A noun that says what happened, and the number as its genitive: مقتل خمسة."
    case .verb: "A verb of which the counted is subject or object: قُتل خمسة."
    case .total: "Something whose number is said by another word: عدد النازحين بلغ."
    case .counted: "What is counted says it: خمسة قتلى."
    case .behind: "A phrase behind the number says it: خمسة لقوا حتفهم."
    case .change: "A word for a change, and the number by which it changed: ارتفع بنسبة."
    case .crowd: "Tens, hundreds or thousands of people of whom nothing else is said: مئات الشباب."
    case .part: "A part of the figure before it: منهم, من بينهم."
    case .coordination: "It stands beside a figure of the same event: خمسة في حلب وستة في حماة."
    case .repetition: "The article has said before what this number is a number of."
    case .level: "Money to which something rose or fell: هبط الذهب إلى."
    case .unit: "The unit says it: kilometres are a distance, a percentage a share."
    case .none: "No word says what it is a number of."
    }
  }

  static var all: [StageRule] { allCases.map { StageRule($0.rawValue, $0.meaning) } }

  var provenance: Provenance { Provenance(stage: FigureLinker.signature, rule: rawValue) }

  /// How often the event is right that was found by the rule, on the annotated articles.
  var confidence: Double {
    switch self {
    case .noun: 0.95
    case .verb: 0.85
    case .total: 0.85
    case .counted: 0.9
    case .behind: 0.95
    case .change: 0.9
    case .crowd: 0.7
    case .part: 0.85
    case .coordination: 0.8
    case .repetition: 0.8
    case .level: 0.8
    case .unit: 0.75
    case .none: 0.85
    }
  }
}
