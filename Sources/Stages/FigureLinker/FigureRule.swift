import Isnad

/// How a figure's event was found: what stands in `by`.
enum FigureRule: String, CaseIterable {
  case noun, verb, total, counted, behind, change, crowd
  /// By the event of the figure of which it is a part, or which it follows.
  case part, coordination, repetition
  /// Money to which something rose or fell, or in brackets behind a name.
  case level
  /// By the unit or the kind of the number alone.
  case unit
  case none

  init(_ government: EventGovernment) {
    switch government {
    case .noun: self = .noun
    case .verb, .near: self = .verb
    case .total, .measure, .value: self = .total
    case .counted, .object, .thing, .body, .disease, .scene: self = .counted
    case .behind: self = .behind
    case .change, .comparison: self = .change
    case .crowd: self = .crowd
    }
  }

  static var all: [StageRule] { FigureRuleExamples.all }

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
