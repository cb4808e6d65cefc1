import Isnad
import IsnadArabic

/// All that a number can begin with, by fingerprint: one look-up a reading of a token.
struct NumberVocabulary: Sendable {
  /// Made once for all stages.
  static let standard = NumberVocabulary()

  struct Sense: Sendable {
    /// The index of the lexicon's entry; 0 for none.
    var entry: UInt16 = 0
    /// For the word with or without clitics.
    var startsPhrase = false
    /// A sign or a code of a currency.
    var startsCurrency = false
    /// For the word as it stands.
    var opens: Openings = []
  }

  let lexicon = NumberLexicon.standard
  private var table = FingerprintTable<Sense>(capacity: 16384)
  /// A bit for each key by its low 17 bits: nearly all words of a text are turned away by one read.
  private var filter = [UInt64](repeating: 0, count: 2048)

  private init() {
    for (key, entry) in lexicon.indices { change(key) { $0.entry = entry } }
    for key in NumberPhrases.standard.firstWords { change(key) { $0.startsPhrase = true } }
    for key in CurrencyReader.anywhere.firstWords { change(key) { $0.startsCurrency = true } }
    let normalize = Normalizer(.matchForm)
    for (words, opens) in Self.openers {
      for word in words.split(separator: " ") {
        change(Fingerprint.of(normalize(String(word)))) { $0.opens.formUnion(opens) }
      }
    }
  }

  private mutating func change(_ key: UInt64, _ body: (inout Sense) -> Void) {
    var sense = table[key] ?? Sense()
    body(&sense)
    table[key] = sense
    filter[Int(truncatingIfNeeded: key >> 6) & 2047] |= 1 << (key & 63)
  }

  @inline(__always)
  func sense(of word: UInt64) -> Sense? {
    filter[Int(truncatingIfNeeded: word >> 6) & 2047] & 1 << (word & 63) == 0 ? nil : table[word]
  }

  /// Words that open a number without being one.
  private static let openers: [(words: String, opens: Openings)] = [
    ("من بين ما مابين", .range), ("الساعة بالساعة والساعة منتصف ومنتصف لمنتصف بمنتصف", .clock),
    ("الساعة الدقيقة الليلة ليلة", .period),
    ("شهر", .month), ("عام العام لعام للعام بعام وعام سنة السنة لسنة", [.year, .period]), ("فاتح غرة", .day),
    ("قبل منذ بعد", .distance),
    ("هذا هذه هذي هاي هاد لهذا لهذه بهذا بهذه ذلك تلك ذاك لذلك بذلك لتلك بتلك", .period),
    (
      "الأسبوع الإسبوع الشهر للأسبوع للشهر بالأسبوع بالشهر والأسبوع والشهر والسنة والعام بالعام للسنة",
      .period
    ),
    ("القرن والقرن بالقرن للقرن", .period), ("اليوم", [.day, .period]), ("يوم", .day),
    ("سالب ناقص جزء جزءا أجزاء", .quantity), ("آخر لآخر", [.day, .span]),
    (PeriodSpanParser.nounList, .span), (DateParser.seasonWords, .period),
  ]
}
