import IsnadArabic

/// The spelling of a name: what two spellings of one name have in common, and whether two are spellings of one.
///
/// A foreign name in Arabic letters has no one spelling: long vowels come and go (ترمب, ترامب; نتنياهو, نتانياهو), one
/// sound has several letters (غوغل, جوجل; غوتيريش, غوتيريس). In Arabic names the same vowels tell one name from
/// another (سالم, سليم; محمد, محمود), so words that look Arabic must be the same letter by letter.
struct NameSpelling: Hashable, Sendable {
  /// Words in match form, without ال, with عبد joined to what follows.
  let words: [String]

  init(form: String) {
    var words: [String] = []
    for word in form.split(separator: " ") {
      let bare = String(word.hasPrefix("ال") && word.unicodeScalars.count > 4 ? word.dropFirst(2) : word)
      if let last = words.last, last == "عبد" || last == "ابو" {
        words[words.count - 1] = last + word
      } else {
        // داوود is داود.
        words.append(bare.replacing("وو", with: "و"))
      }
    }
    self.words = words
  }

  init(words: some Sequence<String>) { self.words = Array(words) }

  var strict: String { words.joined(separator: " ") }

  /// The same for all that ``isSpelling(of:)`` may take for one name.
  var skeleton: String { words.map { Self.skeleton(Array($0.unicodeScalars)) }.joined(separator: " ") }

  /// The same where words are written together or apart: نصر الله, نصرالله; nil where that says too little.
  var joined: String? {
    let joined = words.joined()
    return joined.unicodeScalars.count >= Self.leastJoined ? joined : nil
  }

  /// Without the names of fathers, where the family stands behind them: عادل بن أحمد الجبير, عادل الجبير. Nil where there are
  /// none, or no family.
  var withoutFathers: NameSpelling? {
    var kept: [String] = []
    var at = 0
    while at < words.count {
      if at > 0, Self.son.contains(words[at]) {
        at += 2
      } else {
        kept.append(words[at])
        at += 1
      }
    }
    guard kept.count > 1, kept.count < words.count, at == words.count, kept.last == words.last,
      !kept.contains(where: Self.filiation.contains)
    else { return nil }
    return NameSpelling(words: kept)
  }

  /// Whether two names are spellings of one.
  /// - Parameter isName: no word of the language such as مغربي, whose vowels tell it from مغاربي.
  func isSpelling(of other: NameSpelling, isName: Bool = true) -> Bool {
    guard words.count == other.words.count else { return false }
    let isBesideForeign = zip(words, other.words).contains { $0 == $1 && Self.isForeign($0) }
    let least =
      isBesideForeign ? Self.leastBesideForeign : words.count == 1 ? Self.leastAlone : Self.leastConsonants
    let isAlone = isName && words.count == 1
    let isBesideName = zip(words, other.words).contains {
      $0 == $1 && Self.isForeign($0, least: Self.leastBesideForeign)
    }
    return zip(words, other.words).allSatisfy {
      Self.areSpellings($0, $1, least: least, isAlone: isAlone)
        || isBesideName && Self.haveOneSkeleton($0, $1)
        || words.count > 1 && Self.areTransposed($0, $1)
    }
  }

  /// A word that is hardly an Arabic one.
  private static func isForeign(_ word: String, least: Int = leastConsonants) -> Bool {
    let letters = Array(word.unicodeScalars)
    return !isArabic(letters) && skeleton(letters).unicodeScalars.count >= least
  }

  /// Beside a foreign word that is the same, all vowels within may be others: هيذر نويرت, هيذر ناورت.
  private static func haveOneSkeleton(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
    guard !(one + other).contains(where: arabicLetters.contains), one.first == other.first,
      one.last == other.last
    else { return false }
    let bones = skeleton(one)
    return bones == skeleton(other) && bones.unicodeScalars.count > 1
  }

  /// Whether a vowel has changed places with the consonant beside it: أميركي, أمريكي.
  private static func areTransposed(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
    guard one.count == other.count, one.count >= leastTransposed,
      !one.contains(where: arabicLetters.contains),
      skeleton(one).unicodeScalars.count >= leastBesideForeign,
      let at = one.indices.first(where: { one[$0] != other[$0] }), at > 0, at + 1 < one.count
    else { return false }
    return one[at] == other[at + 1] && one[at + 1] == other[at] && one[(at + 2)...] == other[(at + 2)...]
      && vowels.contains(one[at]) != vowels.contains(one[at + 1])
  }

  private static func areSpellings(_ one: String, _ other: String, least: Int, isAlone: Bool) -> Bool {
    if one == other { return true }
    let (one, other) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
    guard !isArabic(one), !isArabic(other) else { return false }
    let length = skeleton(one).unicodeScalars.count
    return isWithin(one, other, consonants: length, least: least, isAlone: isAlone)
      || isWithin(other, one, consonants: length, least: least, isAlone: isAlone)
  }

  /// Whether the long spelling is the short one with at most two long vowels more within, each consonant being the same or
  /// another letter for its sound.
  private static func isWithin(
    _ short: [Unicode.Scalar], _ long: [Unicode.Scalar], consonants: Int, least: Int, isAlone: Bool
  ) -> Bool {
    guard (0...2).contains(long.count - short.count) else { return false }
    var at = 0
    var more = 0
    var exchanged = 0
    for letter in long {
      if at < short.count, isSame(short[at], letter, isFirst: at == 0, consonants: consonants) {
        if short[at] != letter { exchanged += 1 }
        at += 1
      } else {
        // What a word ends with tells names apart: روبرت, روبرتو.
        guard vowels.contains(letter), at > 0, at < short.count else { return false }
        more += 1
      }
    }
    guard at == short.count else { return false }
    if more == 0 || consonants >= least { return true }
    // One vowel is left out of نتانياهو; more than that makes بندر and بنيدير one.
    return isAlone && consonants >= leastConsonants && more + exchanged == 1
  }

  /// Fewer consonants than these tell too little of a word for its vowels to be left out.
  private static let leastConsonants = 4
  /// A word that stands alone has no other one that says whose name it is: with fewer consonants it differs in one vowel
  /// at most.
  private static let leastAlone = 5
  private static let leastBesideForeign = 3
  /// Letters of a word in which they may have changed places: بدير and بيدر are two names.
  private static let leastTransposed = 6
  /// Letters of a name whose words may be written together.
  private static let leastJoined = 8

  private static func isSame(
    _ one: Unicode.Scalar, _ other: Unicode.Scalar, isFirst: Bool, consonants: Int
  ) -> Bool {
    if one == other { return true }
    // ج stands for the sound of غ in some countries, خ and غ for those of ج and ك in others; but ج and ك tell names
    // apart.
    let pair: Set = [one, other]
    if pair == ["غ", "ج"] || pair == ["غ", "ك"] || pair == ["خ", "ج"] { return consonants >= 3 }
    guard consonants >= leastConsonants else { return false }
    return pair == ["س", "ش"] || pair == ["ت", "ط"] || pair == ["ت", "ث"] || pair == ["ز", "ذ"]
      || pair == ["د", "ذ"]
      || isFirst && pair == ["و", "ف"]
  }

  private static let vowels: Set<Unicode.Scalar> = ["ا", "و", "ي", "ى"]
  /// Letters that foreign names are hardly ever written with.
  private static let arabicLetters: Set<Unicode.Scalar> = ["ع", "ح", "ص", "ض", "ظ", "ق"]
  /// What Arabic names without such a letter come to.
  private static let arabicSkeletons = Set(Language.own.spellings(.arabicSkeleton))

  private static func isArabic(_ word: [Unicode.Scalar]) -> Bool {
    word.contains { arabicLetters.contains($0) } || arabicSkeletons.contains(skeleton(word))
  }

  private static func skeleton(_ word: [Unicode.Scalar]) -> String {
    var kept = String.UnicodeScalarView()
    for (index, letter) in word.enumerated() {
      switch letter {
      case "و" where index == 0: kept.append("ف")
      case "ا", "و", "ي", "ى", "ء": break
      case "ه" where index == word.count - 1 && index > 1 && !isVowel(word[index - 1]): break
      case "غ", "ج", "ك", "گ", "خ": kept.append("ك")
      case "ط", "ث": kept.append("ت")
      case "ش": kept.append("س")
      case "ذ", "ز": kept.append("د")
      default: kept.append(letter)
      }
    }
    return String(kept)
  }

  private static func isVowel(_ letter: Unicode.Scalar) -> Bool { vowels.contains(letter) }
}
