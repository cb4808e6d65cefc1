/// What a model may have found in a name.
enum NameReason: Hashable, Sendable {
  case frequency, word, wordBefore, wordBehind, beforeLast, afterNext, withBefore, withBehind
  case firstLetters, lastLetters, lettersBefore, lettersBehind
  case lexicon, lexiconBefore, lexiconBehind, shape
  case wordClass, classBefore, classBehind
  /// Of the encoder alone.
  case sentenceBefore

  /// The templates of ``TaggerFeatures``.
  init(template: UInt8) {
    self =
      switch template {
      case 0: .frequency
      case 1, 32, 35: .word
      case 2, 33: .wordBefore
      case 3, 34: .wordBehind
      case 4: .beforeLast
      case 5: .afterNext
      case 6: .withBefore
      case 7: .withBehind
      case 8..<12: .firstLetters
      case 12..<16: .lastLetters
      case 16..<24: .lettersBefore
      case 24..<32: .lettersBehind
      case 40..<56, 88, 91, 92: .lexicon
      case 56..<72, 89: .lexiconBefore
      case 72..<88, 90: .lexiconBehind
      case 93..<96: .shape
      case 96, 97: .wordClass
      case 98, 99, 102: .classBefore
      default: .classBehind
      }
  }
}
