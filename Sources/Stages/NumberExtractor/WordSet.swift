import Isnad
import IsnadArabic

/// A few words, asked for by a token's fingerprint: no string is made to look one up.
struct WordSet: Sendable {
  private var words = FingerprintTable<Bool>()

  /// - Parameter list: words in any spelling, apart by spaces.
  init(_ list: String) {
    let normalize = Normalizer(.matchForm)
    for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      words[Fingerprint.of(normalize(String(word)))] = true
    }
  }

  @inline(__always)
  func contains(_ token: Token) -> Bool { words.contains(token.fingerprint) }

  @inline(__always)
  func contains(_ fingerprint: UInt64) -> Bool { words.contains(fingerprint) }
}
