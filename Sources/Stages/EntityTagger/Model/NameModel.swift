import IsnadArabic
import IsnadText

/// What finds names in sentences: features with weights, or an encoder.
protocol NameModel: Sendable {
  var chain: LabelChain { get }
  /// Makes of the model's own probability the share of names that are right at it.
  var calibration: Calibration { get }

  /// The names of each sentence.
  /// - Parameters:
  ///   - text: the article that the words are of.
  ///   - sentences: ranges of tokens, from the first on.
  /// - Throws: where the time for the article is over (``WorkLimit``).
  func read(_ words: NameWords, of text: SourceText, _ sentences: [Range<Int>]) throws -> [[LabelChain
    .Mention]]

  /// The news uses the word.
  func knows(_ word: UInt64) -> Bool

  /// What speaks for a mention, by what a reader would call it, and how much.
  func reasons(
    _ words: NameWords, of text: SourceText, _ sentences: [Range<Int>], for mention: Range<Int>, label: String
  ) -> [NameReason: Float]
}
