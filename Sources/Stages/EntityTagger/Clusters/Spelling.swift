import IsnadArabic

/// Two writings of one name in one article: نتنياهو and نتانياهو, غوارديولا and جوارديولا, a slip of the pen.
///
/// Only what differs in one letter is near, and which letter that may be depends on the length of the name: where it is
/// short, a vowel letter or one that stands for the same foreign sound; where it is long, any.
enum Spelling {
  /// Shorter names are never near: حسن and حسين.
  private static let leastLetters = 4
  /// From here on any letter may be missing.
  private static let longName = 5

  private static let alef: UInt16 = 0x627
  private static let waw: UInt16 = 0x648
  private static let yeh: UInt16 = 0x64A

  /// Letters that stand for one another in foreign names and in slips.
  private static let classes = [
    "جغقكگ", "تط", "سصثز", "دضذ", "ضظ", "اعءئؤ", "ويا", "فڤ", "بپ", "شچ", "ها", "هح",
  ].map {
    Array($0.utf16)
  }

  static func areNear(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    // A letter is one or two bytes: most pairs are told apart by their length.
    guard abs(one.count - other.count) <= 2, one != other else { return one == other }
    let (one, other) = (letters(one), letters(other))
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    guard short.count >= leastLetters, long.count - short.count <= 1 else { return false }
    var at = 0
    while at < short.count && short[at] == long[at] { at += 1 }
    if short.count < long.count {
      guard short[at...].elementsEqual(long[(at + 1)...]) else { return false }
      let isVowel = long[at] == alef || long[at] == waw || long[at] == yeh
      let isDouble = at > 0 && long[at - 1] == long[at]
      // A vowel at the end is an ending: قطر and قطري.
      return isVowel && at > 0 && at < short.count || isDouble || short.count >= longName && at < short.count
    }
    guard at < short.count else { return true }
    if at + 1 < short.count, short[at] == long[at + 1], short[at + 1] == long[at],
      short[(at + 2)...].elementsEqual(long[(at + 2)...])
    {
      return true
    }
    return short[(at + 1)...].elementsEqual(long[(at + 1)...])
      && classes.contains { $0.contains(short[at]) && $0.contains(long[at]) }
  }

  /// Keys of which near names have one in common: the name, and the name without one of its letters.
  static func keys(_ name: [UInt8]) -> [UInt64] {
    let letters = letters(name)
    guard letters.count >= leastLetters, letters.count <= mostLetters else { return [] }
    return [key(letters, without: letters.count)] + letters.indices.map { key(letters, without: $0) }
  }

  /// What is longer is no name that is misspelt.
  private static let mostLetters = 24

  private static func key(_ letters: [UInt16], without missing: Int) -> UInt64 {
    var key = Fingerprint.seed
    for (index, letter) in letters.enumerated() where index != missing {
      key = Fingerprint.step(Fingerprint.step(key, UInt8(letter & 0xFF)), UInt8(letter >> 8))
    }
    return Fingerprint.finish(key)
  }

  private static func letters(_ bytes: [UInt8]) -> [UInt16] {
    Array(String(decoding: bytes, as: UTF8.self).utf16)
  }

  /// A word without its ال; with it where hardly anything would be left.
  static func withoutArticle(_ word: [UInt8]) -> [UInt8] {
    word.count >= 10 && word.starts(with: [0xD8, 0xA7, 0xD9, 0x84]) ? Array(word[4...]) : word
  }
}
