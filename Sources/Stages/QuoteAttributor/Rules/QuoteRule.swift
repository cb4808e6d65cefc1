import Isnad

/// The rules of the quote attributor, each kind of content with its examples in a file of its own beside this one.
enum QuoteRule: Hashable, Sendable {
  /// How content is introduced behind a cue.
  enum Introduction: String, Sendable, CaseIterable {
    case clause, marks, colon, nominal, predicate
  }

  /// A cue of such a form, and content behind it.
  case cue(SpeechWord.Form, Introduction)
  case particle
  case cueAfterMarks
  case headline

  /// As it stands in `by`.
  var name: String {
    switch self {
    case .cue(let form, let introduction): "\(introduction.rawValue)-\(form.rawValue)"
    case .particle: "particle"
    case .cueAfterMarks: "cue-after-marks"
    case .headline: "headline"
    }
  }

  /// The kind of a rule, whatever the form of its cue, as the model numbers them.
  var origin: Int {
    switch self {
    case .cue(_, let introduction):
      switch introduction {
      case .clause: 0
      case .marks: 1
      case .colon: 2
      case .nominal: 3
      case .predicate: 4
      }
    case .particle: 5
    case .cueAfterMarks: 6
    case .headline: 7
    }
  }

  /// All, in the order in which people read them.
  static let texts = clauseTexts + marksTexts + colonTexts + nominalTexts + predicateTexts + otherTexts

  /// - Parameter content: what stands behind the cue.
  static func text(
    _ form: SpeechWord.Form, _ introduction: Introduction, _ content: String, finds: [RuleExample],
    leaves: [String]
  ) -> StageRule {
    let cue =
      switch form {
      case .past: "A verb of saying in the past"
      case .present: "A verb of saying in the present"
      case .participle: "A participle of saying, such as قائلا"
      case .nominal: "A noun of saying, such as قوله"
      case .particle: "A particle that names a source"
      }
    return StageRule(
      Self.cue(form, introduction).name, "\(cue), and \(content).", opens: "cues of this form", finds: finds,
      leaves: leaves)
  }
}
