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

  private var cues = FingerprintTable<SpeechWord>(capacity: 2048)
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
          cues[Fingerprint.of(normalize(String(word)))] = SpeechWord(
            form: form, lemma: lemma.name, denies: lemma.denies, isWeak: lemma.isWeak,
            needsMarks: lemma.needsMarks, governs: lemma.governs,
            isFeminine: isPresent
              ? word.hasPrefix("ت") && !lemma.name.hasPrefix("ت")
              : word.hasSuffix("ت") || word.hasSuffix("ة") || word.hasSuffix("ها"),
            isPlural: word.hasSuffix("وا") || word.hasSuffix("ون") || word.hasSuffix("هم"))
        }
      }
    }
    for particle in Cues.particles {
      cues[Fingerprint.of(normalize(particle))] = SpeechWord(
        form: .particle, lemma: particle, denies: false, isWeak: false, needsMarks: false, isFeminine: false,
        isPlural: false)
    }
  }

  subscript(fingerprint: UInt64) -> SpeechWord? { cues[fingerprint] }

  /// Adds a word of the user's; it takes the place of one that is there.
  mutating func add(_ word: String, _ form: SpeechWord.Form) {
    cues[Fingerprint.of(Normalizer(.matchForm)(word))] = SpeechWord(
      form: form, lemma: word, denies: false, isWeak: false, needsMarks: false,
      isFeminine: word.hasSuffix("ت"), isPlural: word.hasSuffix("وا"))
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
  let cue: [SpeechWord?]
  /// Bytes of a conjunction before the cue.
  let stripped: [UInt8]
  /// The entity that covers a token, as an index, or -1.
  let entityAt: [Int32]
  /// For every token the first one of the next line.
  private let lineEnds: [Int32]

  init(_ tokens: Tokens, _ lexicon: SpeechLexicon, _ marks: QuotationMarks, _ entities: [Entity]) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.marks = marks
    self.entities = entities
    var cue = [SpeechWord?](repeating: nil, count: tokens.count)
    var stripped = [UInt8](repeating: 0, count: tokens.count)
    var entityAt = [Int32](repeating: -1, count: tokens.count)
    var lineEnds = [Int32](repeating: Int32(tokens.count), count: tokens.count)
    for i in (0..<tokens.count).reversed() where i + 1 < tokens.count {
      lineEnds[i] = tokens[i + 1].flags.contains(.lineBefore) ? Int32(i + 1) : lineEnds[i + 1]
    }
    let forms = tokens.forms.span
    for i in 0..<tokens.count where tokens[i].kind == .word {
      if let word = lexicon[tokens[i].fingerprint] {
        // After a preposition the form is a noun: عدم كشف هويته.
        let isNoun =
          word.form == .past && i > 0 && tokens[i - 1].isWord
          && lexicon.beforeNouns.contains(tokens[i - 1].fingerprint)
        if !isNoun { cue[i] = word }
      } else if tokens[i].form.length >= 8, let first = Clitics.firstLetter(tokens[i], in: forms) {
        // وأكد، فقال; of ل only the present: ليؤكد.
        let rest = Fingerprint.of(forms, from: tokens[i].form.start + 2, to: tokens[i].form.end)
        if let word = lexicon[rest], first == .conjunction || first == .lam && word.form == .present {
          cue[i] = word
          stripped[i] = 2
        }
      }
    }
    var index = 0
    for (number, entity) in entities.enumerated() {
      index = max(index, tokens.index(endingAfter: entity.span.start))
      while index < tokens.count, tokens[index].start < entity.span.end {
        entityAt[index] = Int32(number)
        index += 1
      }
    }
    (self.cue, self.stripped, self.entityAt, self.lineEnds) = (cue, stripped, entityAt, lineEnds)
  }

  var count: Int { tokens.count }
  var verbalNouns: VerbalNouns { lexicon.verbalNouns }

  func entity(_ index: Int) -> Entity? {
    index >= 0 && index < count && entityAt[index] >= 0 ? entities[Int(entityAt[index])] : nil
  }

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
