import Isnad
import IsnadArabic

extension NumberRule {
  static let decadeText = RuleDeclaration(
    "decade", "A decade.",
    opens: [.meaning(.decade)],
    finds: [
      RuleExample("ولد في التسعينيات.", "التسعينيات", "199X")
    ], leaves: ["ولد قبل تسعين يوما."])
}

extension DateParser {
  /// التسعينيات، ثمانينيات القرن التاسع عشر.
  func decade(at index: Int) -> ParsedDate? {
    guard let decade = words.word(index)?.decade, !quantities.isOfLife(index + 1) else { return nil }
    let century = index + 1 < words.limit ? self.century(at: index + 1) : nil
    var hundreds = 19
    if case .point(.century(let said, false))? = century?.value { hundreds = said }
    return ParsedDate(
      value: .point(.decade(hundreds * 10 + decade / 10)), start: words.start(index),
      end: century?.end ?? index + 1,
      rule: .decade)
  }

  private var quantities: QuantityParser { relative.quantities }
}
