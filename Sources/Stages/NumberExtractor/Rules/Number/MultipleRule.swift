import Isnad
import IsnadArabic

extension NumberRule {
  static let multipleText = RuleDeclaration(
    "multiple", "So many times as much.",
    opens: [.meaning(.multiple), .number],
    finds: [
      RuleExample("ارتفع السعر ثلاثة أضعاف.", "ثلاثة أضعاف", "3")
    ], leaves: ["يعاني المريض من ضعف عام."])
}

extension QuantityParser {
  /// ضعف، ضعفي
  func multiple(at index: Int) -> FoundNumber? {
    guard let multiple = words.word(index)?.multiple else { return nil }
    switch multiple {
    case .once:
      // ضعف is weakness as well; twofold only of a definite thing.
      guard index + 1 < words.limit, words.tokens[index + 1].kind == .word, index > 0,
        !words.has(index + 1, .inside),
        words.has(index - 1, .beforeTwofold)
          || words.has(index - 1, .from) && index > 1
            && words.has(index - 2, .comparative)
      else { return nil }
      return found(words.start(index), index + 1, .multiple, 2, .multiple)
    case .twice:
      // الأكثر ضعفا: weaker, no two of anything.
      if index > 0, words.has(index - 1, .comparative) { return nil }
      return found(words.start(index), index + 1, .multiple, 2, .multiple)
    case .counted: return nil
    }
  }
}
