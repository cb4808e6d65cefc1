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

  private static let vowels = letters("اوي")

  /// Letters that stand for one another in foreign names and in slips.
  private static let classes = [
    "جغقكگ", "تط", "سصثز", "دضذ", "ضظ", "اعءئؤ", "ويا", "فڤ", "بپ", "شچ", "ها", "هح",
  ].map(letters)

  private static func letters(_ text: String) -> [[UInt8]] { text.map { Array(String($0).utf8) } }

  /// - Parameters: words in match form; what is not all in Arabic letters, of two bytes each, is near nothing.
  static func areNear(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    guard long.count - short.count <= 2, short.count >= 2 * leastLetters, short.count % 2 == 0,
      long.count % 2 == 0
    else { return false }
    var at = 0
    while at < short.count && short[at] == long[at] { at += 1 }
    // Back to the start of the letter.
    at -= at % 2
    guard isArabic(short), isArabic(long) else { return false }
    if short.count < long.count {
      guard short[at...].elementsEqual(long[(at + 2)...]) else { return false }
      let isVowel = vowels.contains { long[at...].starts(with: $0) }
      let isDouble = at > 0 && long[at - 2] == long[at] && long[at - 1] == long[at + 1]
      // A vowel at the end is an ending: قطر and قطري.
      let isInside = at < short.count
      return isVowel && at > 0 && isInside || isDouble || short.count >= 2 * longName && isInside
    }
    guard at < short.count else { return true }
    if at + 2 < short.count, short[at..<at + 2].elementsEqual(long[at + 2..<at + 4]),
      short[at + 2..<at + 4].elementsEqual(long[at..<at + 2]),
      short[(at + 4)...].elementsEqual(long[(at + 4)...])
    {
      return true
    }
    guard short[(at + 2)...].elementsEqual(long[(at + 2)...]) else { return false }
    let (one, two) = (Array(short[at..<at + 2]), Array(long[at..<at + 2]))
    return classes.contains { $0.contains(one) && $0.contains(two) }
  }

  private static func isArabic(_ word: [UInt8]) -> Bool {
    for at in stride(from: 0, to: word.count, by: 2) where word[at] & 0xFC != 0xD8 { return false }
    return true
  }

  /// A word without its ال; with it where hardly anything would be left.
  static func withoutArticle(_ word: [UInt8]) -> [UInt8] {
    word.count >= 10 && word.starts(with: [0xD8, 0xA7, 0xD9, 0x84]) ? Array(word[4...]) : word
  }
}
