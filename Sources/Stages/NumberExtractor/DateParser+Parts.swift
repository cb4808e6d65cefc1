import Isnad
import IsnadArabic

// The parts of a date: day, month and year.
extension DateParser {
  /// A month's name, with its second name (تشرين الأول/أكتوبر) or the same in brackets.
  func month(at index: Int) -> (month: Int, isHijri: Bool, end: Int)? {
    guard var found = oneMonth(at: index) else { return nil }
    if words.isPunctuation(found.end, "/") || words.isPunctuation(found.end, "-"),
      let second = oneMonth(at: found.end + 1), second.month == found.month
    {
      found.end = second.end
    } else if words.isPunctuation(found.end, "("), let second = oneMonth(at: found.end + 1),
      second.month == found.month, words.isPunctuation(second.end, ")")
    {
      found.end = second.end + 1
    } else {
      // فبراير شباط، أكتوبر تشرين الأول
      let isComma = words.isPunctuation(found.end, "،")
      let at = isComma ? found.end + 1 : found.end
      if at < words.limit, words.stripped(at) == 0, let second = oneMonth(at: at),
        second.month == found.month,
        second.isHijri == found.isHijri
      {
        found.end = second.end
      }
    }
    return found
  }

  private func oneMonth(at index: Int) -> (month: Int, isHijri: Bool, end: Int)? {
    guard index < words.limit, words.tokens[index].kind == .word else { return nil }
    if let (meaning, end) = words.phrase(at: index) {
      if case .month(let month) = meaning { return (month, false, end) }
      if case .hijriMonth(let month) = meaning { return (month, true, end) }
    }
    guard let word = words.word(index) else { return nil }
    if let month = word.month { return (month, false, index + 1) }
    if let month = word.hijriMonth { return (month, true, index + 1) }
    return nil
  }

  /// A day of the month in digits or as a word: 7، الثالث عشر، العشرين، فاتح.
  func day(at index: Int) -> (day: Int, end: Int)? {
    if let digits = words.plainDigits(index) {
      return digits.count <= 2 && (1...31).contains(digits.value) ? (digits.value, index + 1) : nil
    }
    guard index < words.limit, words.tokens[index].kind == .word else { return nil }
    // فاتح ماي، غرة رمضان
    if words.has(index, .firstOfMonth) { return (1, index + 1) }
    guard let word = words.word(index) else { return nil }
    if word.ordinal != nil, let ordinal = OrdinalParser(words).parse(at: index),
      ordinal.value <= 31
    {
      return (ordinal.value, ordinal.end)
    }
    if let number = CardinalParser(words).parse(at: index), let value = number.value.int,
      (1...31).contains(value)
    {
      return (value, number.end)
    }
    return nil
  }

  /// A year of four digits, or spelled out after عام or سنة; with من, في, عام and a comma before it.
  func year(at index: Int) -> (year: Int, end: Int)? {
    var cursor = Cursor(words, at: index)
    _ = cursor.acceptComma()
    let isNamed =
      cursor.accept(.inside, .yearWord) || cursor.accept(.from, .yearWord) || cursor.accept(.yearWord)
    if !isNamed { _ = cursor.accept(.from) }
    let at = cursor.index
    if let digits = words.plainDigits(at), digits.count == 4, (1000...2999).contains(digits.value),
      !isCounting(at)
    {
      return (digits.value, at + 1)
    }
    // سنة 622
    if isNamed, let digits = words.plainDigits(at), digits.count == 3, digits.value >= 100,
      !isCounting(at),
      CountedNoun(words).range(after: at + 1, value: ExactDecimal(digits.value)) == nil
    {
      return (digits.value, at + 1)
    }
    // Spelled out it is a year after عام, or one of our days after a month.
    let least = words.word(at)?.isDefinite == true ? 1000 : 100
    guard let number = CardinalParser(words).parse(at: at), number.hasWords,
      let value = number.value.int, isNamed ? (least...2999).contains(value) : (1900...2100).contains(value),
      isNamed || at < words.limit && words.stripped(at) == 0 && !isCounting(number.end - 1)
    else { return nil }
    return (value, number.end)
  }

  func isYearWord(_ index: Int) -> Bool { words.has(index, .yearWord) }

  /// Whether a number of four digits counts something: 2000 شخص.
  func isCounting(_ index: Int) -> Bool {
    guard index + 1 < words.limit else { return false }
    if let word = words.word(index + 1), words.stripped(index + 1) == 0 {
      return word.noun.map { !$0.isDual } ?? false || word.cardinal != nil
    }
    return false
  }

  /// شهر 11، شهر تسعة: a month by its number; شهر واحد is one month.
  func monthNumber(at index: Int) -> (month: Int, end: Int)? {
    if let digits = words.plainDigits(index), digits.count <= 2, (1...12).contains(digits.value) {
      return isCounting(index) && !isYear(index + 1) ? nil : (digits.value, index + 1)
    }
    guard words.stripped(index) == 0, let number = CardinalParser(words).parse(at: index),
      number.hasWords, let value = number.value.int, (2...12).contains(value),
      !isCounting(number.end - 1) || isYear(number.end)
    else { return nil }
    return (value, number.end)
  }

  /// سنة 2015 after شهر عشرة: a year of its own, no ten years.
  private func isYear(_ index: Int) -> Bool {
    index < words.limit && isYearWord(index) && year(at: index) != nil
  }
}
