import IsnadArabic
import IsnadText

/// Where a noun stands before, with or without its article.
struct SpeakerPlaces {
  /// Tokens that are looked at.
  private static let reach = 1500
  private static let most = 12

  enum Form: Int { case none, indefinite, definite }

  private let speech: SpeechTokens

  init(_ speech: SpeechTokens) { self.speech = speech }

  /// Tokens, the nearest first.
  func places(of noun: UInt64, before limit: Int) -> [Int] {
    var found: [Int] = []
    var index = limit - 1
    while index >= max(0, limit - Self.reach), found.count < Self.most {
      if speech.tokens[index].isWord, speech.stem(index) == noun { found.append(index) }
      index -= 1
    }
    return found
  }

  /// How the noun stood last.
  func form(of noun: UInt64, before limit: Int) -> Form {
    var index = limit - 1
    while index >= max(0, limit - Self.reach) {
      if speech.stem(index) == noun { return speech.tokens.hasArticle(index) ? .definite : .indefinite }
      index -= 1
    }
    return .none
  }
}
