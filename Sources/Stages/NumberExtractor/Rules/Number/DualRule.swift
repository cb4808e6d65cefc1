import Isnad
import IsnadArabic

extension NumberRule {
  static let dualText = RuleDeclaration(
    "dual", "A noun in the dual: the number is two.",
    opens: [.meaning(.dualNoun)],
    finds: [
      RuleExample("كتب الوزير رسالتين.", "رسالتين", "2 رسالتين"),
      RuleExample("العلاقات بين البلدين جيدة.", "البلدين", "2 البلدين"),
    ], leaves: ["زار البحرين مع والديه."])
}

extension QuantityParser {
  /// شهران، لترين، رسالتين
  func dualNoun(at index: Int) -> FoundNumber? {
    guard let noun = words.word(index)?.noun, noun.isDual || noun.isSingular else { return nil }
    if noun.isSingular {
      if let duration = duration(ofOne: noun, at: index) { return duration }
      // ساعة ونصف: the noun says one, the fraction makes it more.
      guard noun.measure != .counted, !isPartOfSmaller(index + 1),
        let extra = addedFraction(at: index + 1),
        let value = ExactDecimal(1).plus(extra.value)
      else { return nil }
      return measured(words.start(index), value, noun, nounAt: index, end: extra.end, .singularNoun)
    }
    // مدراء عامين are general managers.
    if index > 0, words.has(index - 1, .generalTitle), words.tokens.ends(index, "عامين") {
      return nil
    }
    // كاثرين is no ك with two traces.
    if words.stripped(index) > 0, words.tokens.begins(index, "ك") { return nil }
    var value: ExactDecimal = 2
    var end = index + 1
    if !isPartOfSmaller(end), let extra = addedFraction(at: end),
      let sum = value.plus(extra.value)
    {
      value = sum
      end = extra.end
    } else if end < words.limit, words.stripped(end) == 0, words.cardinal(end) == .unit(2),
      words.word(end)?.weekday == nil, !words.tokens[end].flags.contains(.lineBefore)
    {
      // رجلين اثنين
      end += 1
    }
    return measured(words.start(index), value, noun, nounAt: index, end: end, .dual)
  }

  /// Whether ولايتي is of two states and not my state: a noun follows, and a second one that و joins to it, or one
  /// thing that both belong to.
  func isConstruct(_ index: Int) -> Bool {
    let next = index + 1
    guard next < words.limit, words.tokens[next].kind == .word || words.isPunctuation(next, "\""),
      !words.tokens[next].flags.contains(.lineBefore), !words.beginsWithWaw(next),
      words.certainClitics(next) == 0,
      !words.has(next, .functionWord), words.cardinal(next) == nil
    else { return false }
    let isFeminineAdjective = words.hasArticle(next) && words.tokens.ends(next, "ه")
    if isJoined(after: next) {
      return !words.has(index, .mineBeforeTwo) || !isFeminineAdjective
    }
    if words.tokens.ends(index, "تا") { return true }
    guard words.hasArticle(next), words.word(next)?.ordinal == nil else { return false }
    if !words.tokens.ends(index, "تي") {
      return words.has(index, .pairNoun) || words.word(next)?.noun?.isDual == true
    }
    return !words.has(index, .mineBeforeTwo) && !isFeminineAdjective
  }

  /// Whether a word with و stands within a few words and before any mark: تكساس وأوكلاهوما.
  func isJoined(after index: Int) -> Bool {
    for at in index + 1..<max(index + 1, min(index + 5, words.limit)) {
      let token = words.tokens[at]
      if words.isPunctuation(at, "،"), at + 1 < words.limit, words.tokens[at + 1].kind == .word,
        words.beginsWithWaw(at + 1)
      {
        return true
      }
      if token.kind == .word {
        if words.beginsWithWaw(at), token.form.length > 4 { return true }
        if words.has(at, .functionWord) { return false }
      } else if !words.isPunctuation(at, "\""), !words.isPunctuation(at, "«"), !words.isPunctuation(at, "»") {
        return false
      }
    }
    return false
  }
}
