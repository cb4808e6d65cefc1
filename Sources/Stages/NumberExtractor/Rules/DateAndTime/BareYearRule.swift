import Isnad
import IsnadArabic

extension NumberRule {
  static let bareYearText = RuleDeclaration(
    "bare-year", "A number that can only be a year where it stands.",
    opens: [.digits],
    finds: [
      RuleExample("حدث ذلك في 1967.", "1967", "1967")
    ], leaves: ["بلغ 1967."])
}

extension DateParser {
  /// The year in a name: خطة دبي 2021, كأس العالم 2022.
  func yearOfName(at index: Int) -> ParsedDate? {
    guard let digits = words.plainDigits(index), digits.count == 4, (1900...2100).contains(digits.value)
    else {
      return nil
    }
    return ParsedDate(
      value: .year(digits.value), start: words.tokens[index].start, end: index + 1,
      rule: .bareYear)
  }

  /// A year of four digits after a preposition of time, or in brackets by itself.
  func bareYear(at index: Int) -> ParsedDate? {
    guard let digits = words.plainDigits(index), digits.count == 4 else { return nil }
    if let hijri = hijriYear(digits.value, words.tokens[index].start, index + 1) { return hijri }
    guard (1800...2100).contains(digits.value), index > 0,
      !isCounting(index),
      CountedNoun(words).range(after: index + 1, value: ExactDecimal(digits.value)) == nil
    else { return nil }
    let isInBrackets = words.isPunctuation(index - 1, "(") && words.isPunctuation(index + 1, ")")
    guard
      isInBrackets || words.has(index - 1, .beforeYear) || isYear(digits.value, index)
    else { return nil }
    if words.isPunctuation(index + 1, "%") || words.isPunctuation(index + 1, "-") { return nil }
    return ParsedDate(
      value: .year(digits.value), start: words.tokens[index].start, end: index + 1,
      rule: .bareYear)
  }

  /// Whether four digits that count nothing are a year of our time: انتخابات 2016، 1994 و1998. After a word for an
  /// amount, a number or an hour they are none (بلغ 1950، الرقم 1900), nor beside other figures and signs.
  private func isYear(_ value: Int, _ index: Int) -> Bool {
    guard (1900...2050).contains(value), !words.has(index - 1, .beforeAmount) else {
      return false
    }
    let before = words.tokens[index - 1]
    // فالتحق بها 2000 من الجنود
    let isRound = value % 100 == 0
    if isRound, index + 1 < words.limit, words.has(index + 1, .from) { return false }
    // 2000 على 3
    if index + 2 < words.limit, words.has(index + 1, .on), words.tokens[index + 2].kind == .number {
      return false
    }
    switch before.kind {
    case .word:
      return !before.flags.contains(.latin) && (!isRound || words.tokens[index].flags.contains(.spaceBefore))
    case .punctuation:
      return !words.isAttached(index) || !words.tokens[index - 1].flags.contains(.latin) && isOpen(index - 1)
    default: return false
    }
  }

  private func isOpen(_ index: Int) -> Bool {
    words.isPunctuation(index, "(") || words.isPunctuation(index, "\"") || words.isPunctuation(index, "«")
  }
}
