/// What a lemma of saying does, as `cues.tsv` says it: `7 weak governs-to`.
struct CueTraits: Sendable {
  /// The number by which the model of speakers knows the lemma; nil for lemmas that it has never seen.
  private(set) var number: Int?
  private(set) var denies = false
  /// Says little by itself: only with a complementiser or in marks of some length.
  private(set) var isWeak = false
  /// Asks, praises or threatens: only words in marks are a quotation.
  private(set) var needsMarks = false
  /// With أن it says something all the same: اتهمه بأنه …
  private(set) var takesClause = false
  /// What it says may be in the subjunctive: توقع أن ترتفع, يستبعد أن يكون.
  private(set) var expects = false
  /// A cue only where its clause begins with it: elsewhere بين is between, and زاد grew.
  private(set) var opensClause = false
  /// Nobody in particular: قيل إن.
  private(set) var isPassive = false
  /// What introduces a noun that says what happened: أفاد ب, أشار إلى.
  private(set) var governs: Government = []
  private(set) var manner: Manner?

  /// What one lemma does and others do not.
  enum Manner: String, Sendable, CaseIterable {
    /// جاء في البيان: the paper speaks.
    case comes
    /// يُعتقد أن: whoever believes it is not said.
    case believes
    /// وصف الخطوة بالخطيرة: it has an object and a predicate.
    case describes
    /// نقل عن: who is asked speaks.
    case conveys
    /// حسبما أفادت: a verb follows the particle.
    case particleVerb = "verb"
    /// كما قال: a verb follows, and what it says stands before.
    case particleAs = "as"
    /// نقلا عن: عن follows.
    case particleFrom = "from"
    /// وفقا ل: ل follows.
    case particleTo = "to"

    static let ofVerbs: [Manner] = [.comes, .believes, .describes, .conveys]

    /// - Parameter particle: a value of the class `cue-particle`.
    init?(particle: String) {
      guard let manner = Manner(rawValue: particle), !Self.ofVerbs.contains(manner) else { return nil }
      self = manner
    }
  }

  /// Prepositions of a verb, and whether it takes an object.
  struct Government: OptionSet, Sendable {
    let rawValue: UInt8
    static let beh = Government(rawValue: 1)
    static let to = Government(rawValue: 2)
    static let on = Government(rawValue: 4)
    static let about = Government(rawValue: 8)
    static let object = Government(rawValue: 16)

    static let names: [(name: String, government: Government)] = [
      ("governs-beh", .beh), ("governs-to", .to), ("governs-on", .on), ("governs-about", .about),
      ("governs-object", .object),
    ]
  }

  private static let switches: [(name: String, path: WritableKeyPath<CueTraits, Bool> & Sendable)] = [
    ("denies", \.denies), ("weak", \.isWeak), ("marks", \.needsMarks), ("clause", \.takesClause),
    ("expects", \.expects), ("opens", \.opensClause), ("passive", \.isPassive),
  ]

  static let names = switches.map(\.name) + Manner.ofVerbs.map(\.rawValue) + Government.names.map(\.name)

  /// - Parameter text: the value of a line of the class `cue`.
  init?(_ text: String) {
    for (place, part) in text.split(separator: " ").enumerated() {
      if let number = Int(part) {
        guard place == 0, (0...10_000).contains(number) else { return nil }
        self.number = number
      } else if let found = Self.switches.first(where: { $0.name == part }) {
        self[keyPath: found.path] = true
      } else if let found = Government.names.first(where: { $0.name == part }) {
        governs.insert(found.government)
      } else if let found = Manner.ofVerbs.first(where: { $0.rawValue == part }) {
        manner = found
      } else {
        return nil
      }
    }
  }
}
