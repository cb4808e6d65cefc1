import IsnadArabic

/// Which rules a token opens, from what the rules say of themselves: the others aren't asked.
struct RuleOpenings: Sendable {
  /// A number in figures.
  let digits: RuleSet
  /// What begins a phrase.
  let phrases: RuleSet
  let currencySign: RuleSet
  let symbol: RuleSet
  let sign: RuleSet
  private let byClass: [(wordClass: WordClass, rules: RuleSet)]
  private let byMeaning: [(meaning: NumberWord.Meaning, rules: RuleSet)]

  init() {
    var rules: [RuleOpener: RuleSet] = [:]
    for rule in NumberRule.allCases {
      for opener in rule.declaration.opens { rules[opener, default: []].insert(rule) }
    }
    digits = rules[.digits, default: []]
    currencySign = rules[.currencySign, default: []]
    symbol = rules[.symbol, default: []]
    sign = rules[.sign, default: []]
    var phrases = RuleSet()
    var byClass: [(wordClass: WordClass, rules: RuleSet)] = []
    for (opener, rules) in rules {
      if case .phrase = opener { phrases.formUnion(rules) }
      if case .word(let wordClass) = opener { byClass.append((wordClass, rules)) }
    }
    self.phrases = phrases
    self.byClass = byClass
    byMeaning = NumberWord.Meaning.allCases.compactMap { meaning in
      rules[.meaning(meaning)].map { (meaning, $0) }
    }
  }

  /// By the classes of a word, as it stands.
  func of(_ classes: WordClassSet, in language: Language) -> RuleSet {
    byClass.reduce(into: []) { if language.has(classes, $1.wordClass) { $0.formUnion($1.rules) } }
  }

  /// By the meanings of a word, with or without clitics.
  func of(_ word: NumberWord) -> RuleSet {
    byMeaning.reduce(into: []) { if word.means($1.meaning) { $0.formUnion($1.rules) } }
  }
}
