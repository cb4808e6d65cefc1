import Isnad
import IsnadArabic

/// What joins the two ends of a range.
enum RangeJoint {
  /// و, after بين.
  case between
  /// إلى or حتى, after من.
  case to
  /// A dash or إلى, after nothing.
  case dashOrTo

  /// The token after the joint at a token; nil where there is none.
  func pass(_ index: Int, _ words: TokenWords) -> Int? {
    switch self {
    case .between: Self.between(index, words)
    case .to: Self.to(index, words) ?? Self.dash(index, words)
    case .dashOrTo: Self.dash(index, words) ?? Self.to(index, words)
    }
  }

  private static func between(_ index: Int, _ words: TokenWords) -> Int? {
    var cursor = Cursor(words, at: index)
    return cursor.acceptAnd() && !cursor.isAtEnd ? cursor.index : nil
  }

  private static func to(_ index: Int, _ words: TokenWords) -> Int? {
    var cursor = Cursor(words, at: index)
    return cursor.accept(.until) && !cursor.isAtEnd ? cursor.index : nil
  }

  private static func dash(_ index: Int, _ words: TokenWords) -> Int? {
    guard index + 1 < words.limit,
      words.tokens[index].kind != .word, words.tokens[index + 1].kind == .number,
      words.isPunctuation(index, "-") || words.isPunctuation(index, "–") || words.isPunctuation(index, "—")
        || words.isPunctuation(index, "~")
    else { return nil }
    return words.isAttached(index) == words.isAttached(index + 1) ? index + 1 : nil
  }

  /// The token after بين or ما بين; nil where neither stands.
  static func afterBetween(_ index: Int, _ words: TokenWords) -> Int? {
    var cursor = Cursor(words, at: index)
    return cursor.accept(.between) || cursor.accept(.betweenJoined) || cursor.accept(.what, .between)
      ? cursor.index : nil
  }
}
