import Isnad
import IsnadArabic

extension NumberRule {
  static let ordinalText = RuleDeclaration(
    "ordinal", "A place in an order.",
    opens: [.meaning(.ordinal), .meaning(.unit), .meaning(.tens), .meaning(.largeNumber)],
    finds: [
      RuleExample("حل الفريق في المركز الثالث.", "الثالث", "3")
    ], leaves: ["ذلك في المقام الأول واجب.", "قال من جهة ثانية إنه مستعد."])
}

extension QuantityParser {
  func ordinal(at index: Int) -> FoundNumber? {
    guard let word = words.word(index), words.tokens[index].kind == .word,
      let ordinal = OrdinalParser(words).parse(at: index)
    else { return nil }
    if isOther(word, index, ordinal.value, ordinal.end) { return nil }
    if let age = age(at: index, ordinal.value, ordinal.end) { return age }
    // ثانية واحدة is a time; the scanner reads it from its noun.
    if word.noun != nil, index + 1 < words.limit, words.cardinal(index + 1) == .unit(1) { return nil }
    if word.ordinal == nil {
      // العشرون شخصا counts; العشرون alone says which one.
      guard let number = cardinals.parse(at: index),
        unitNoun(words.start(index), number.value, number.end) == nil, word.weekday == nil
      else { return nil }
      if number.end < words.limit, words.tokens[number.end].kind == .word, isPercent(number.end) {
        return nil
      }
    }
    return found(words.start(index), ordinal.end, .ordinal, ExactDecimal(ordinal.value), .ordinal)
  }

  /// في المقام الأول, من جهة ثانية and العالم الثالث rank nothing; أولي without the dots' absence is preliminary; أول عشر
  /// سنوات is ten years.
  private func isOther(_ word: NumberWord, _ index: Int, _ value: Int, _ end: Int) -> Bool {
    guard word.ordinal != nil else { return false }
    let tokens = words.tokens
    if index > 0 {
      if value <= 2, words.has(index - 1, .rankIdiom) { return true }
      // الدقيقة الخامسة of a game
      if word.isDefinite, words.has(index - 1, .minuteWord) { return true }
      // القناة الثانية is a station.
      if word.isDefinite, words.has(index - 1, .stationWord) { return true }
      if value == 3, words.has(index - 1, .worldWord) { return true }
      if value == 5, words.has(index - 1, .columnWord) { return true }
    }
    guard value == 1, end == index + 1 else { return false }
    if tokens.ends(index, "اولي"), !tokens[index].flags.contains(.endsInMaqsura) {
      // المرحلة الأولي, as Egypt's papers write
      return index == 0 || !tokens.ends(index - 1, "ه") || !words.hasArticle(index)
    }
    return !word.isDefinite && end < words.limit && words.stripped(end) == 0
      && (tokens[end].kind == .number
        || words.cardinal(end) != nil && words.word(end)?.isDefinite == false
          && words.word(end)?.bareWeekday == nil)
  }

  /// العشرين من عمره، سن الخمسين, الثامنة من العمر: years of a life.
  private func age(at index: Int, _ value: Int, _ end: Int) -> FoundNumber? {
    guard (1...120).contains(value), index > 0, !words.has(index - 1, .decadeOfLife) else {
      return nil
    }
    let isAfterAge = words.has(index - 1, .ageWord)
    guard isAfterAge || isOfLife(end) else {
      // شاب في الثلاثين
      guard value % 10 == 0, (20...90).contains(value), index > 1, words.has(index - 1, .inside),
        words.has(index - 2, .personWord), end >= words.limit || !words.has(end, .from)
      else { return nil }
      return duration(words.start(index), ExactDecimal(value), .year, end)
    }
    return duration(words.start(index), ExactDecimal(value), .year, isAfterAge ? end : end + 2)
  }

  /// من عمره، من العمر
  func isOfLife(_ index: Int) -> Bool {
    index + 1 < words.limit && words.has(index, .from) && words.has(index + 1, .lifeWord)
  }
}
