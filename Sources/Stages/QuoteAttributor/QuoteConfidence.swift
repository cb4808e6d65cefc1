/// How certain a quotation is, by how it was found.
///
/// Each figure is the share of quotations whose content and speaker were both right, with one
/// success and one failure added, among the 206 that the attributor found in 39 articles annotated
/// by hand (20 of gold/quotes, 19 drawn at random from ANT corpus; `make score` runs both). Those of
/// nouns are of 45 that were read, drawn at random from 2,000 other articles of ANT corpus.
enum QuoteConfidence {
  static func share(rule: String, isWeak: Bool) -> Double {
    if rule.hasPrefix("headline") { return 0.5 }
    if rule.hasPrefix("nominal") || rule.hasPrefix("predicate") { return 0.8 }
    // A verb that reports now and then, such as كشف، اعتبر: 15 of 21.
    if isWeak { return 0.7 }
    if rule.hasPrefix("marks") || rule.hasPrefix("cue-after") { return 0.91 }
    return rule.hasPrefix("particle") ? 0.86 : 0.9
  }
}
