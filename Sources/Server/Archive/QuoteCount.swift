/// A number of quotes with its noun. Arabic has a form of the noun for one, for two, for 3 to 10, for 11 to 99 and for whole
/// hundreds, which the last two figures choose.
enum QuoteCount {
  /// As it stands behind a word that governs it: في 5 اقتباسات.
  static func arabic(_ count: Int) -> String {
    switch (count, count % 100) {
    case (1, _): "اقتباس واحد"
    case (2, _): "اقتباسين"
    case (_, 3...10): "\(count) اقتباسات"
    case (_, 11...99): "\(count) اقتباسًا"
    default: "\(count) اقتباس"
    }
  }

  static func english(_ count: Int) -> String { count == 1 ? "1 quote" : "\(count) quotes" }
}
