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
  var governs: Cues.Government = []
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
  /// Made once for all stages.
  static let standard = SpeechLexicon()

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
  let verbalNouns = VerbalNouns()

  init() {
    let normalize = Normalizer(.matchForm)
    complementisers = WordSet(Cues.complementisers)
    sourceHeads = WordSet(Cues.sourceHeads)
    notSources = WordSet(Cues.notSources)
    documents = WordSet("بيان حصيلة تقرير بلاغ تقارير تصريحات إحصاءات إحصائية مقال دراسة")
    figures = WordSet("تقدير تقديرات بيانات أرقام معطيات نتائج توقعات سجلات إحصاء مؤشرات تصنيف حسابات")
    nobodysFigures = WordSet("الأرقام المؤشرات مؤشرات الدلائل دلائل الأدلة أدلة المعطيات")
    phraseEnds = WordSet(Cues.phraseEnds)
    occasions = WordSet(Cues.occasions)
    conjunctions = WordSet(
      "لكن ولكن إلا بيد غير لكنه لكنها ولكنه ولكنها لكنهم فيما بينما وفيما وبينما حيث كما وكان وكانت كان كانت أما وقد قد"
    )
    beforeNouns = WordSet(
      "في من على عن إلى الى مع بعد قبل عدم دون بدون منذ خلال عبر حول ضد بين لدى حتى كل أي بعض هذا هذه مجرد أول آخر تم تمت يتم جرى ليتم رغم ورغم"
    )
    sides = WordSet(
      "جهته جهتها جانبه جانبها جهة جانب صعيد سياق ناحيته ناحيتها ناحية اتجاه موضوع إطار مما ومما")
    resumptives = WordSet("فيه فيها فيهما فيهم إليه إليها به بها له لها لهم عنه عنها عليه عليها عنهم أيضا")
    deniedThings = WordSet(
      "الاتهامات اتهامات التهم التهمة الأنباء أنباء المزاعم مزاعم الادعاءات ادعاءات التقارير الشائعات شائعات صحة علاقته علاقتها تورطه تورطها تلك هذه هذا ذلك"
    )
    media = WordSet(
      "وكالة الوكالة قناة القناة صحيفة الصحيفة شبكة الشبكة موقع إذاعة الإذاعة وسائل مجلة المجلة برنامج جريدة الجريدة التلفزيون تلفزيون الصحافيين الصحفيين صحافيين صحفيين صحافي رويترز فرانس الأناضول العربية الجزيرة سكاي مراسلنا أسوشيتد بي"
    )
    for (number, lemma) in Cues.lemmas.enumerated() {
      let groups: [(String, SpeechWord.Form)] = [
        (lemma.past, .past), (lemma.present, .present), (lemma.participle, .participle),
        (lemma.nominal, .nominal),
      ]
      for (forms, form) in groups {
        for word in forms.split(separator: " ") {
          let isPresent = form == .present
          set(
            normalize(String(word)),
            SpeechWord(
              form: form, lemma: lemma.name, denies: lemma.denies, isWeak: lemma.isWeak,
              needsMarks: lemma.needsMarks, takesClause: lemma.takesClause, expects: lemma.expects,
              opensClause: lemma.opensClause, isPassive: lemma.isPassive, governs: lemma.governs,
              isFeminine: isPresent
                ? word.hasPrefix("ت") && !lemma.name.hasPrefix("ت")
                : word.hasSuffix("ت") || word.hasSuffix("ة") || word.hasSuffix("ها"),
              isPlural: word.hasSuffix("وا") || word.hasSuffix("ون") || word.hasSuffix("هم"), number: number))
        }
      }
    }
    for particle in Cues.particles {
      set(
        normalize(particle),
        SpeechWord(
          form: .particle, lemma: particle, denies: false, isWeak: false, needsMarks: false,
          isFeminine: false, isPlural: false))
    }
  }

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
        isFeminine: word.hasSuffix("ت"), isPlural: word.hasSuffix("وا")))
  }
}
