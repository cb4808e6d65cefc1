import Isnad
import IsnadArabic

extension NumberRule {
  static let scoreText = RuleDeclaration(
    "score", "The score of a game.",
    opens: [.digits, .meaning(.unit)],
    finds: [
      RuleExample("فاز الفريق 3-1 أمس.", "3-1", "3 – 1")
    ], leaves: ["الفصل 2-5 من الكتاب."])
}

extension RangeParser {
  /// 3-1 after a verb of winning or before على; صفر-صفر.
  func score(at index: Int) -> FoundNumber? {
    guard let a = goals(index), index + 2 < words.limit,
      words.isPunctuation(index + 1, "-") || words.isPunctuation(index + 1, "–") || isStroke(index, a),
      let b = goals(index + 2), !words.isPunctuation(index + 3, "-"), !words.isPunctuation(index + 3, "/"),
      !words.isPunctuation(index + 3, "%")
    else { return nil }
    let next = index + 3
    let isBeforeGame = next < words.limit && words.has(next, .afterScore)
    let isAfterResult = (max(0, index - 8)..<index).contains { words.has($0, .resultWord) }
    // 3-صفر and 2-0 can be nothing else.
    let hasNil =
      words.tokens[index].kind == .word || words.tokens[index + 2].kind == .word || a == 0 || b == 0 && a < 10
    // 3-3, 3-2, 119-100: a range would rise.
    let isFalling =
      words.isAttached(index + 1) && words.isAttached(index + 2) && isFallingScore(a, b, at: index)
    guard isBeforeGame || isAfterResult || hasNil || isAfterScore(index) || isFalling,
      max(a, b) < 100 || isAfterResult || isFalling
    else { return nil }
    // فوز الحزب ب10-12 مقعدا
    if !isBeforeGame, CountedNoun(words).range(after: next, value: ExactDecimal(b)) != nil {
      return nil
    }
    var mention = NumberMention(
      span: TextSpan(words.start(index), words.tokens[index + 2].end), kind: .score,
      by: NumberExtractor.by(.score))
    mention.min = ExactDecimal(a)
    mention.max = ExactDecimal(b)
    return FoundNumber(mention: mention, end: index + 3)
  }

  private func isFallingScore(_ a: Int, _ b: Int, at index: Int) -> Bool {
    a >= b && b > 0 && a < 200 && (a < 20 || b > 40) && words.plainDigits(index) != nil
      && words.isPunctuation(index + 1, "-") && !words.isPunctuation(index - 1, "-")
      && !words.isPunctuation(index - 1, "/")
      && (index == 0
        || words.tokens[index - 1].kind == .word && !words.tokens[index - 1].flags.contains(.latin)
          && !words.has(index - 1, .beforeReference))
  }

  /// التعادل 1/1; but 1/4 نهائي is a round.
  private func isStroke(_ index: Int, _ goals: Int) -> Bool {
    guard goals < 10, words.isPunctuation(index + 1, "/"), words.isAttached(index + 1),
      words.isAttached(index + 2),
      words.plainDigits(index + 2).map({ $0.count == 1 }) == true
    else { return false }
    return (max(0, index - 4)..<index).contains { words.has($0, .resultWord) }
      && (index + 3 >= words.count || words.tokens[index + 3].kind != .word
        || !words.has(index + 3, .roundWord))
  }

  /// 6-4 و6-3 و7-5: the sets of one match.
  private func isAfterScore(_ index: Int) -> Bool {
    guard index >= 4,
      words.isConjunction(index - 1) || words.isPunctuation(index - 1, "،")
        || words.isPunctuation(index - 1, "(")
    else { return false }
    return words.plainDigits(index - 2) != nil && words.isPunctuation(index - 3, "-")
      && words.isAttached(index - 3) && words.plainDigits(index - 4) != nil
  }

  private func goals(_ index: Int) -> Int? {
    if let digits = words.plainDigits(index) { return digits.count <= 3 ? digits.value : nil }
    guard index < words.count, words.stripped(index) == 0 else { return nil }
    switch words.cardinal(index) {
    case .zero?: return 0
    case .unit(let value)?: return value
    default: return nil
    }
  }
}
