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
  var governs: Cues.Government = []
  /// The verb's subject is feminine, or plural without gender: أكدت، أكدوا.
  let isFeminine: Bool
  let isPlural: Bool
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
    resumptives = WordSet("فيه فيها فيهما فيهم إليه إليها به بها له لها لهم عنه عنها عليه عليها عنهم أيضا")
    deniedThings = WordSet(
      "الاتهامات اتهامات التهم التهمة الأنباء أنباء المزاعم مزاعم الادعاءات ادعاءات التقارير الشائعات شائعات صحة علاقته علاقتها تورطه تورطها تلك هذه هذا ذلك"
    )
    media = WordSet(
      "وكالة الوكالة قناة القناة صحيفة الصحيفة شبكة الشبكة موقع إذاعة الإذاعة وسائل مجلة المجلة برنامج جريدة الجريدة التلفزيون تلفزيون الصحافيين الصحفيين صحافيين صحفيين صحافي رويترز فرانس الأناضول العربية الجزيرة سكاي مراسلنا أسوشيتد بي"
    )
    for lemma in Cues.lemmas {
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
              needsMarks: lemma.needsMarks, governs: lemma.governs,
              isFeminine: isPresent
                ? word.hasPrefix("ت") && !lemma.name.hasPrefix("ت")
                : word.hasSuffix("ت") || word.hasSuffix("ة") || word.hasSuffix("ها"),
              isPlural: word.hasSuffix("وا") || word.hasSuffix("ون") || word.hasSuffix("هم")))
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

/// A document's tokens with what each does in reported speech.
///
/// A class, for everything that looks for quotes holds it: one reference instead of a copy of all its arrays.
final class SpeechTokens {
  let tokens: Tokens
  let lexicon: SpeechLexicon
  let marks: QuotationMarks
  let entities: [Entity]
  /// The number of the word that each token is; 0 for none.
  private let cues: [UInt32]
  /// Bytes of a conjunction before the cue.
  let stripped: [UInt8]
  /// The entity that covers a token, as an index, or -1.
  private let entityAt: [Int32]
  /// Whether each entity is a person.
  private let people: [Bool]
  /// For every token the first one of the next line.
  private let lineEnds: [Int32]

  init(_ tokens: Tokens, _ lexicon: SpeechLexicon, _ marks: QuotationMarks, _ entities: [Entity]) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.marks = marks
    self.entities = entities
    var cues = [UInt32](repeating: 0, count: tokens.count)
    var stripped = [UInt8](repeating: 0, count: tokens.count)
    var entityAt = [Int32](repeating: -1, count: tokens.count)
    var lineEnds = [Int32](repeating: Int32(tokens.count), count: tokens.count)
    var i = tokens.count - 2
    while i >= 0 {
      lineEnds[i] = tokens[i + 1].flags.contains(.lineBefore) ? Int32(i + 1) : lineEnds[i + 1]
      i -= 1
    }
    let forms = tokens.forms.span
    for i in 0..<tokens.count where tokens[i].kind == .word {
      let whole = lexicon.number(of: tokens[i].fingerprint)
      if whole != 0 {
        // After a preposition the form is a noun: عدم كشف هويته.
        let isNoun =
          lexicon[whole].form == .past && i > 0 && tokens[i - 1].isWord
          && lexicon.beforeNouns.contains(tokens[i - 1].fingerprint)
        if !isNoun { cues[i] = whole }
      } else if tokens[i].form.length >= 8, let first = Clitics.firstLetter(tokens[i], in: forms) {
        // وأكد، فقال; of ل only the present: ليؤكد.
        let rest = lexicon.number(
          of: Fingerprint.of(forms, from: tokens[i].form.start + 2, to: tokens[i].form.end))
        if rest != 0, first == .conjunction || first == .lam && lexicon[rest].form == .present {
          cues[i] = rest
          stripped[i] = 2
        }
      }
    }
    var index = 0
    for (number, entity) in entities.enumerated() {
      // Entities stand in the text's order.
      while index < tokens.count, tokens[index].end <= entity.span.start { index += 1 }
      while index < tokens.count, tokens[index].start < entity.span.end {
        entityAt[index] = Int32(number)
        index += 1
      }
    }
    people = entities.map { $0.label == .person }
    (self.cues, self.stripped, self.entityAt, self.lineEnds) = (cues, stripped, entityAt, lineEnds)
  }

  var count: Int { tokens.count }
  var verbalNouns: VerbalNouns { lexicon.verbalNouns }

  /// What a token does in reported speech.
  func cue(_ index: Int) -> SpeechWord? { cues[index] == 0 ? nil : lexicon[cues[index]] }

  func isCue(_ index: Int) -> Bool { cues[index] != 0 }

  func entity(_ index: Int) -> Entity? { hasEntity(index) ? entities[Int(entityAt[index])] : nil }

  /// A token lies in an entity.
  func hasEntity(_ index: Int) -> Bool { index >= 0 && index < count && entityAt[index] >= 0 }

  /// A token lies in a person's name.
  func isPerson(_ index: Int) -> Bool { hasEntity(index) && people[Int(entityAt[index])] }

  func isComplementiser(_ index: Int) -> Bool {
    index < count && tokens[index].kind == .word
      && lexicon.complementisers.contains(tokens[index].fingerprint)
  }

  func isMark(_ index: Int, _ mark: StaticString) -> Bool {
    index >= 0 && index < count && tokens[index].kind == .punctuation && tokens.matches(index, mark)
  }

  func isComma(_ index: Int) -> Bool { isMark(index, "،") || isMark(index, ",") || isMark(index, "؛") }

  func has(_ index: Int, _ set: WordSet) -> Bool {
    index >= 0 && index < count && set.contains(tokens[index].fingerprint)
  }

  /// The next token that starts a line, or the end.
  func lineEnd(after index: Int) -> Int { index < count ? Int(lineEnds[index]) : count }
}
