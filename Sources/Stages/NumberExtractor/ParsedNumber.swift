import Isnad

/// A number as it was read: digits, words, or both.
struct ParsedNumber {
  var value: ExactDecimal
  /// The token after the last one.
  var end: Int
  /// Bytes of clitics on the first token.
  var stripped: Int
  var isDefinite: Bool
  var hasWords: Bool
  /// A single word of 1 to 10 or of tens: what may be an ordinal or a fraction instead.
  var isSingleWord: Bool
  /// Ends in مليون, ألف: what may take ونصف.
  var lastScale: Int
}
