import Isnad
import IsnadArabic

// What a time is made of beside its hour: minutes, the half of the day, noon and midnight.
extension ClockParser {
  /// منتصف الليل، منتصف النهار.
  func noon(at index: Int) -> Clock? {
    guard index + 1 < words.limit, words.tokens[index].kind == .word, words.has(index, .middleOfDay)
    else {
      return nil
    }
    let isNight = words.has(index + 1, .nightNoun)
    guard isNight || words.has(index + 1, .noonNoun) else { return nil }
    // بعد منتصف الليل is no point in time.
    if index > 0, words.has(index - 1, .after) || words.has(index - 1, .before) {
      return nil
    }
    let isAttached = !words.has(index, .middle)
    return Clock(
      hour: isNight ? 0 : 12, minute: nil, second: nil, end: index + 2,
      start: words.tokens.span(of: index, strippingForm: isAttached ? 2 : 0).start,
      half: isNight ? .morning : .evening)
  }

  /// Hours and minutes apart by a point, one token.
  func dotted(_ index: Int) -> (hour: Int, minute: Int)? {
    let form = words.tokens[index].form
    guard words.tokens[index].kind == .number, (4...5).contains(form.length),
      words.tokens.forms[form.end - 3] == UInt8(ascii: "."),
      let hour = words.figures(form.start..<form.end - 3), hour <= 24,
      let minute = words.figures(form.end - 2..<form.end), minute < 60
    else { return nil }
    return (hour, minute)
  }

  /// 18 دقيقة; without the word where the half of the day follows (السابعة وثلاثين مساء).
  func minutes(at index: Int) -> (value: Int, end: Int)? {
    guard index < words.limit, let number = CardinalParser(words).parse(at: index),
      let value = number.value.int, (1..<60).contains(value), number.end < words.limit
    else { return nil }
    if case .duration(.minute)? = words.word(number.end)?.noun?.measure { return (value, number.end + 1) }
    return value >= 5 && halfDay(number.end) != nil ? (value, number.end) : nil
  }

  func halfDay(_ index: Int) -> (half: Half, end: Int)? {
    guard index < words.limit, words.tokens[index].kind == .word,
      let (meaning, end) = phrases.at(index, in: words)
    else { return nil }
    switch meaning {
    case .half(let half): return (half, end)
    case .gregorianMark where words.has(index, .letterMeem): return (.evening, end)
    default: return nil
    }
  }

  /// The half of the day before its hour, with اليوم or the like between them.
  func halfFirst(_ index: Int) -> (half: Half, end: Int)? {
    guard words.tokens[index].kind == .word, words.mayStartPhrase(index),
      !words.has(index, .letterMeem),
      !words.has(index, .letterSad), let (half, end) = halfDay(index), end < words.limit
    else { return nil }
    return (half, end)
  }
}
