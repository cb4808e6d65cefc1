import IsnadArabic
import IsnadText

/// Where a noun stands before, with or without its article.
struct SpeakerPlaces {
  /// Tokens that are looked at.
  private static let reach = 1500
  private static let most = 12

  enum Form: Int { case none, indefinite, definite }

  /// Tokens, the nearest first.
  private(set) var places: [Int] = []
  /// How the noun stood last.
  let form: Form

  init(of noun: UInt64, before limit: Int, _ speech: SpeechTokens) {
    var index = limit - 1
    let end = max(0, limit - Self.reach)
    while index >= end, places.count < Self.most {
      if speech.stem(index) == noun, speech.tokens[index].isWord { places.append(index) }
      index -= 1
    }
    form = places.first.map { speech.tokens.hasArticle($0) ? .definite : .indefinite } ?? .none
  }
}
