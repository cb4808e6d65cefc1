import IsnadArabic

/// The words of a class, for those that read a date as strings, before there are tokens.
struct DateWords {
  private static let normalize = Normalizer(.matchForm)

  private let words: Set<String>

  init(_ wordClass: WordClass) { words = Set(Language.own.spellings(wordClass).map { Self.normalize($0) }) }

  /// - Parameter word: in small letters.
  func contains(_ word: String) -> Bool { words.contains(Self.normalize(word)) }
}
