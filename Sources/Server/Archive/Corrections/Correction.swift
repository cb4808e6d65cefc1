#if Server && SQLite
  import Isnad

  /// What a reader says is wrong with a quote, and what is right.
  struct Correction: Sendable, Hashable {
    enum Wrong: Sendable, Hashable {
      /// Nobody says it.
      case notAQuote
      /// The words that are said, as they stand in the article.
      case content(String)
      /// Who says it, as the article writes it, empty for nobody in particular; and of which label the name is,
      /// ``noName`` for who is described, nil where the reader says nothing of it.
      case speaker(String, label: String?)
      case polarity(Quote.Polarity)
      case kind(Quote.Kind)
    }

    /// A label that says that a speaker is no name.
    static let noName = "none"
    static let labels = ["PER", "ORG", "LOC", "NORP", "MISC", noName]
    /// Code points.
    static let longestContent = 20_000
    static let longestSpeaker = 500

    /// As the article has it, such as `q3`.
    let quote: String
    let wrong: Wrong

    /// As requests and lines call what is wrong.
    static let names = ["not-a-quote", "content", "speaker", "polarity", "kind"]

    /// What is wrong, as ``names`` call it.
    var name: String {
      switch wrong {
      case .notAQuote: "not-a-quote"
      case .content: "content"
      case .speaker: "speaker"
      case .polarity: "polarity"
      case .kind: "kind"
      }
    }

    /// What requests and lines say.
    var members: [(name: String, value: String)] {
      let right: [(String, String)] =
        switch wrong {
        case .notAQuote: []
        case .content(let words): [("content", words)]
        case .speaker(let name, let label): [("speaker", name)] + (label.map { [("label", $0)] } ?? [])
        case .polarity(let polarity): [("polarity", polarity.rawValue)]
        case .kind(let kind): [("kind", kind.rawValue)]
        }
      return [("quote", quote), ("wrong", name)] + right
    }

    /// - Parameters:
    ///   - members: as ``members`` gives them.
    ///   - isForm: whether it comes from a page's form, which sends what belongs to other choices too, and an empty
    ///     label for none.
    /// - Throws: a ``Problem`` that names the member.
    init(_ members: [String: String], isForm: Bool = false) throws(Problem) {
      func need(_ name: String, longest: Int) throws(Problem) -> String {
        guard let value = members[name] else {
          throw Self.bad(name, "A correction of this kind has a '\(name)'.")
        }
        guard value.unicodeScalars.count <= longest else {
          throw Self.bad(name, "'\(name)' may have at most \(longest) characters.")
        }
        return value
      }
      quote = try need("quote", longest: 32)
      let known: Set<String>
      switch members["wrong"] {
      case "not-a-quote": (wrong, known) = (.notAQuote, [])
      case "content":
        let words = try need("content", longest: Self.longestContent)
        guard words.contains(where: { !$0.isWhitespace }) else {
          throw Self.bad("content", "'content' must have the words that are said.")
        }
        (wrong, known) = (.content(words), ["content"])
      case "speaker":
        let name = try need("speaker", longest: Self.longestSpeaker)
        let label = members["label"].flatMap { isForm && $0.isEmpty ? nil : $0 }
        if let label, !Self.labels.contains(label) {
          throw Self.bad("label", "'label' must be one of \(Self.labels.joined(separator: ", ")).")
        }
        (wrong, known) = (.speaker(name, label: label), ["speaker", "label"])
      case "polarity": (wrong, known) = (.polarity(try Self.choice("polarity", members)), ["polarity"])
      case "kind": (wrong, known) = (.kind(try Self.choice("kind", members)), ["kind"])
      default: throw Self.bad("wrong", "'wrong' must be one of \(Self.names.joined(separator: ", ")).")
      }
      let others = members.keys.filter { !isForm && !known.contains($0) && !["quote", "wrong"].contains($0) }
      if let other = others.min() {
        throw Self.bad(other, "A correction of this kind has no '\(other)'.")
      }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
      _ name: String, _ members: [String: String]
    ) throws(Problem) -> Choice where Choice.RawValue == String {
      guard let choice = members[name].flatMap(Choice.init(rawValue:)) else {
        throw bad(
          name, "'\(name)' must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return choice
    }

    /// The same of a quote that is called otherwise.
    func about(_ quote: String) -> Correction { Correction(quote: quote, wrong: wrong) }

    private init(quote: String, wrong: Wrong) {
      self.quote = quote
      self.wrong = wrong
    }

    /// Whether it says again, or otherwise, what another one has said.
    func replaces(_ other: Correction) -> Bool {
      guard quote == other.quote else { return false }
      return wrong == .notAQuote || other.wrong == .notAQuote
        || name == other.name
    }

    static func bad(_ name: String, _ detail: String) -> Problem {
      Problem(status: .badRequest, code: "bad-correction", detail: detail, field: name)
    }
  }
#endif
