import Isnad
import IsnadArabic

/// Reads ordinals: الخامس، الحادي عشر، الثالث والعشرون.
struct OrdinalParser {
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  func parse(at index: Int) -> (value: Int, end: Int)? {
    guard let word = words.word(index), !isFamilyName(index) else { return nil }
    guard let unit = word.ordinal else { return definite(word, index) }
    var value = unit
    var end = index + 1
    guard end < words.limit else { return (value, end) }
    if words.stripped(end) == 0, words.cardinal(end) == .ten,
      !words.tokens[end].flags.contains(.lineBefore), unit < 10, unit != 1 || isEleventh(index)
    {
      return (value + 10, end + 1)
    }
    let joined = words.isConjunction(end) ? end + 1 : end
    let hasWaw = joined > end || words.stripped(end) == 2 && words.beginsWithWaw(end)
    if unit < 10, hasWaw, case .tens(let tens)? = words.cardinal(joined), tens % 10 == 0,
      word.isDefinite == false || words.word(joined)?.isDefinite == true
    {
      value += tens
      end = joined + 1
    } else if unit < 10, hasWaw, case .ten? = words.cardinal(joined), word.isDefinite {
      return (value, end)
    }
    return after(value, end)
  }

  /// حادي عشر; in أول عشر سنوات the ten count years.
  private func isEleventh(_ index: Int) -> Bool {
    !words.tokens.ends(index, "اول") && !words.tokens.ends(index, "اولي")
  }

  /// آل ثاني, the family: آل alone stands before nothing else. (In match form it has lost its mark.)
  private func isFamilyName(_ index: Int) -> Bool { index > 0 && words.has(index - 1, .articleAlone) }

  /// العشرون، المئة والرابع، الألف: a definite number from eleven up says which by itself.
  private func definite(_ word: NumberWord, _ index: Int) -> (Int, Int)? {
    guard word.isDefinite, word.cardinal != nil,
      let number = CardinalParser(words).parse(at: index), let value = number.value.int,
      value >= 11, value < 1 << 60,
      // الجرحى الثلاثة والعشرون are counted; الثالث والعشرون says which.
      !isUnit(word.cardinal) || value < 20 || index == 0 || words.tokens[index - 1].kind != .word
        || !words.hasArticle(index - 1)
    else { return nil }
    if value >= 100, value % 100 == 0, let at = joined(number.end), words.word(at)?.ordinal != nil,
      let low = parse(at: at), low.value < 100
    {
      return (value + low.value, low.end)
    }
    return after(value, number.end)
  }

  private func isUnit(_ cardinal: NumberWord.Cardinal?) -> Bool {
    if case .unit(let value)? = cardinal { return value > 2 }
    return false
  }

  /// Past a و that is attached or stands alone.
  private func joined(_ index: Int) -> Int? {
    guard index < words.limit else { return nil }
    if words.isConjunction(index) {
      return index + 1 < words.limit && words.stripped(index + 1) == 0 ? index + 1 : nil
    }
    return words.stripped(index) == 2 && words.beginsWithWaw(index) ? index : nil
  }

  /// الأولى بعد الألف: what comes after adds to it.
  private func after(_ value: Int, _ end: Int) -> (Int, Int) {
    guard end + 1 < words.limit, words.has(end, .after), words.word(end + 1)?.isDefinite == true,
      let base = CardinalParser(words).parse(at: end + 1), let more = base.value.int,
      more >= 100, more < 1 << 60
    else { return (value, end) }
    return (value + more, base.end)
  }
}
