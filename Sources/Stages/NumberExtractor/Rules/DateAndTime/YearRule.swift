import Isnad
import IsnadArabic

extension NumberRule {
  static let yearText = RuleDeclaration(
    "year", "A word for a year, and the number.",
    opens: [.word(.yearWord)],
    finds: [
      RuleExample("حدث ذلك عام 1967.", "عام 1967", "1967")
    ], leaves: ["انتخب الأمين العام 3 نواب."])
}

extension DateParser {
  /// عام 2023, سنة سبع وتسعين وتسعمئة وألف.
  func namedYear(at index: Int) -> ParsedDate? {
    guard isYearWord(index), let (year, end) = year(at: index) else { return nil }
    let isAttached = words.tokens[index].form.length > 6 && !words.tokens.begins(index, "ال")
    let start = words.tokens.span(of: index, strippingForm: isAttached ? 2 : 0).start
    if let hijri = hijriYear(year, from: 1, start, end) { return hijri }
    if let end = beforeChrist(end) {
      // EDTF has a year 0: 247 before Christ is −246.
      return ParsedDate(value: .year(1 - year), start: start, end: end, rule: .year)
    }
    return ParsedDate(
      value: .year(year), start: start, end: afterMark(end), rule: .year)
  }

  /// Past ميلاديا; م belongs to digits only where it is attached to them.
  private func afterMark(_ index: Int) -> Int {
    guard let (meaning, end) = phrases.at(index, in: words),
      case .gregorianMark = meaning,
      !words.has(index, .letterMeem) || words.isAttached(index)
    else { return index }
    return end
  }

  /// قبل الميلاد، ق.م; where it ends.
  func beforeChrist(_ index: Int) -> Int? {
    var cursor = Cursor(words, at: index)
    if cursor.accept(.before, .birth) { return cursor.index }
    guard cursor.accept(.letterQaf) else { return nil }
    _ = cursor.accept(mark: ".")
    return cursor.accept(.letterMeem) ? cursor.index : nil
  }
}
