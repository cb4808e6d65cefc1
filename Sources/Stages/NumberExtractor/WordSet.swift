import Isnad
import IsnadArabic

/// A few words, asked for by a token's fingerprint: no string is made to look one up.
struct WordSet: Sendable {
  private let words: Set<UInt64>

  /// - Parameter list: words in any spelling, apart by spaces.
  init(_ list: String) {
    let normalize = Normalizer(.matchForm)
    words = Set(list.split(separator: " ").map { Fingerprint.of(normalize(String($0))) })
  }

  func contains(_ token: Token) -> Bool { words.contains(token.fingerprint) }
}
