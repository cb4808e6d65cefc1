import Isnad
import IsnadArabic

/// What a word does in reported speech.
struct SpeechWord: Sendable {
  enum Form: String, Sendable, CaseIterable { case past, present, participle, nominal, particle }

  let form: Form
  let lemma: String
  let denies: Bool
  let isWeak: Bool
  let needsMarks: Bool
  var takesClause = false
  var expects = false
  var opensClause = false
  var isPassive = false
  var governs: CueTraits.Government = []
  /// What only this lemma does.
  var manner: CueTraits.Manner?
  /// The verb's subject is feminine, or plural without gender: أكدت، أكدوا.
  let isFeminine: Bool
  let isPlural: Bool
  /// The lemma's place in ``Cues/lemmas``; -1 for particles and words of the user's.
  var number = -1

  /// The form as a trait's value.
  var formNumber: Int {
    switch form {
    case .past: 0
    case .present: 1
    case .participle: 2
    case .nominal: 3
    case .particle: 4
    }
  }
}

/// The words of reported speech by fingerprint.
struct SpeechLexicon: Sendable {
  /// Made once for all stages that use the tables as they lie in the program.
  static let embedded = Result { try SpeechLexicon(Language.embedded.get()) }

  /// For a stage: with the tables that the pipeline lays over ours.
  static func of(_ context: StageContext) throws -> SpeechLexicon {
    try context.language.isEmpty ? embedded.get() : SpeechLexicon(Language.of(context))
  }

  let language: Language
  /// Where a word stands among ``words``.
  private var cues = FingerprintTable<UInt32>(capacity: 2048)
  private var words: [SpeechWord] = []
  let complementisers: WordSet
  let sourceHeads: WordSet
  let notSources: WordSet
  /// Papers and figures that somebody gives out.
  let documents: WordSet
  let figures: WordSet
  /// الأرقام: figures by themselves are no source.
  let nobodysFigures: WordSet
  let phraseEnds: WordSet
  let occasions: WordSet
  let conjunctions: WordSet
  /// Words after which no verb stands: عدم كشف, في رد.
  let beforeNouns: WordSet
  /// من جهته، على صعيد آخر: between these and a verb nothing stands.
  let sides: WordSet
  /// Whom one tells: وكالة, الصحافيين.
  let media: WordSet
  /// فيه، إليه: between a verb and its subject.
  let resumptives: WordSet
  /// التهم، الأنباء: what one denies.
  let deniedThings: WordSet
  /// التي, الذي.
  let relatives: WordSet
  /// Openings of a relative clause without a relative pronoun: طلب عدم كشف هويته.
  let detached: WordSet
  let verbalNouns: VerbalNouns

  init(_ language: Language) {
    self.language = language
    complementisers = language.words(.complementiser)
    sourceHeads = language.words(.sourceHead)
    notSources = language.words(.notSource)
    documents = language.words(.documentNoun)
    figures = language.words(.figuresNoun)
    nobodysFigures = language.words(.nobodysFigures)
    phraseEnds = language.words(.phraseEnd)
    occasions = language.words(.occasion)
    conjunctions = language.words(.speechConjunction)
    beforeNouns = language.words(.beforeNoun)
    sides = language.words(.side)
    media = language.words(.medium)
    resumptives = language.words(.resumptive)
    deniedThings = language.words(.deniedThing)
    relatives = language.words(.relative)
    detached = language.words(.detachedAdverb)
    verbalNouns = VerbalNouns(language)
    addCues()
    let normalize = Normalizer(.matchForm)
    for entry in language[.cueParticle] {
      for particle in entry.words {
        set(
          normalize(particle),
          SpeechWord(
            form: .particle, lemma: particle, denies: false, isWeak: false, needsMarks: false,
            manner: CueTraits.Manner(particle: entry.value), isFeminine: false, isPlural: false))
      }
    }
  }

  private mutating func addCues() {
    var traits: [String: CueTraits] = [:]
    for entry in language[.cue] { for lemma in entry.words { traits[lemma] = CueTraits(entry.value) } }
    // A word of two lemmas is of the later one, whatever its form.
    var forms: [(order: Int, lemma: String, word: String, form: SpeechWord.Form)] = []
    var places: [String: Int] = [:]
    for (place, entry) in language[.cue].enumerated() { for lemma in entry.words { places[lemma] = place } }
    for (wordClass, form) in Self.forms {
      for entry in language[wordClass] {
        for word in entry.words { forms.append((places[entry.value] ?? 0, entry.value, word, form)) }
      }
    }
    let normalize = Normalizer(.matchForm)
    let sorted = forms.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
    for (_, (_, lemma, word, form)) in sorted {
      guard let traits = traits[lemma] else { continue }
      let isPresent = form == .present
      set(
        normalize(word),
        SpeechWord(
          form: form, lemma: lemma, denies: traits.denies, isWeak: traits.isWeak,
          needsMarks: traits.needsMarks, takesClause: traits.takesClause, expects: traits.expects,
          opensClause: traits.opensClause, isPassive: traits.isPassive, governs: traits.governs,
          manner: traits.manner,
          isFeminine: isPresent
            ? word.hasPrefix(Ending.teh) && !lemma.hasPrefix(Ending.teh)
            : Ending.feminine.contains { word.hasSuffix($0) },
          isPlural: Ending.plural.contains { word.hasSuffix($0) }, number: traits.number ?? -1))
    }
  }

  private static let forms: [(WordClass, SpeechWord.Form)] = [
    (.cuePast, .past), (.cuePresent, .present), (.cueParticiple, .participle), (.cueNominal, .nominal),
  ]

  /// The number of a word; 0 for none.
  func number(of fingerprint: UInt64) -> UInt32 { cues[fingerprint] ?? 0 }

  /// A word by its number, which is not 0.
  subscript(number: UInt32) -> SpeechWord { words[Int(number) - 1] }

  /// A word has one meaning: the last that it was given.
  private mutating func set(_ form: String, _ word: SpeechWord) {
    words.append(word)
    cues[Fingerprint.of(form)] = UInt32(words.count)
  }

  /// Adds a word of the user's; it takes the place of one that is there.
  mutating func add(_ word: String, _ form: SpeechWord.Form) {
    set(
      Normalizer(.matchForm)(word),
      SpeechWord(
        form: form, lemma: word, denies: false, isWeak: false, needsMarks: false,
        isFeminine: word.hasSuffix(Ending.teh), isPlural: word.hasSuffix(Ending.plural[0])))
  }
}
