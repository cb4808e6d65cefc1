import IsnadArabic
import IsnadText

/// Pieces of words with the logarithm of how likely each is: a text is cut into the pieces whose product is the most
/// likely (Kudo, "Subword Regularization", 2018, the unigram model of sentencepiece).
struct PieceVocabulary: Sendable {
  /// The first pieces of every vocabulary.
  static let begin: Int32 = 0
  static let end: Int32 = 2
  static let unknown: Int32 = 3
  /// What stands for white space before a word.
  private static let space: [UInt8] = Array("▁".utf8)
  /// A longer token is read no farther, in bytes.
  private static let longestToken = 400

  private let numbers: FingerprintTable<Int32>
  private let scores: [Float]
  /// Bytes of the longest piece.
  private let longest: Int
  private let unknownScore: Float
  /// What the encoder reads: no marks and no tatweel, but hamza, ة and ى as they are written.
  private let normalizer: Normalizer

  /// - Parameters:
  ///   - starts: where each piece begins in `text`, and where the last one ends.
  ///   - scores: of each piece.
  /// - Returns: nil where a piece ends before it begins or behind the text.
  init?(starts: [Int], text: UnsafeRawBufferPointer, scores: [Float]) {
    guard starts.count == scores.count + 1, starts.first == 0, starts.last == text.count else { return nil }
    var numbers = FingerprintTable<Int32>(capacity: scores.count)
    var longest = 1
    for number in Int(Self.unknown) + 1..<scores.count {
      let (start, end) = (starts[number], starts[number + 1])
      guard start <= end, end <= text.count else { return nil }
      let piece = [UInt8](text[start..<end])
      numbers[Fingerprint.of(piece.span, from: 0, to: piece.count)] = Int32(number)
      longest = max(longest, piece.count)
    }
    guard longest <= Self.longestToken else { return nil }
    self.numbers = numbers
    self.scores = scores
    self.longest = longest
    unknownScore = (scores.min() ?? 0) - 10
    var rules = Normalization.matchForm
    (rules.alef, rules.alefMaqsura, rules.tehMarbuta) = (false, false, false)
    normalizer = Normalizer(rules)
  }

  /// The pieces of a token; never none.
  /// - Parameter hasSpace: white space stands before it.
  func pieces(of token: some Collection<UInt8>, hasSpace: Bool) -> [Int32] {
    let cut = token.prefix(Self.longestToken)
    let form = normalizer(SourceText(String(decoding: cut, as: UTF8.self))).bytes
    var bytes = hasSpace ? Self.space : []
    // The ellipsis is three dots to sentencepiece.
    bytes += form == [0xE2, 0x80, 0xA6] ? Array("...".utf8) : form
    let found = best(bytes.span)
    return found.isEmpty ? [Self.unknown] : found
  }

  /// Viterbi over the beginnings of code points.
  private func best(_ text: Span<UInt8>) -> [Int32] {
    let size = text.count
    var scores = [Float](repeating: -.infinity, count: size + 1)
    var last = [(start: Int, piece: Int32)](repeating: (0, Self.unknown), count: size + 1)
    scores[0] = 0
    var start = 0
    while start < size {
      var hash = Fingerprint.seed
      var end = start
      var firstEnd: Int?
      while end < min(size, start + longest) {
        hash = Fingerprint.step(hash, text[end])
        end += 1
        guard end == size || text[end] & 0xC0 != 0x80 else { continue }
        firstEnd = firstEnd ?? end
        guard let piece = numbers[Fingerprint.finish(hash)] else { continue }
        let score = scores[start] + self.scores[Int(piece)]
        if score > scores[end] { (scores[end], last[end]) = (score, (start, piece)) }
      }
      // A letter that no piece has. One that is longer than all pieces ends where the next one begins.
      var next = firstEnd ?? end
      while next < size, text[next] & 0xC0 == 0x80 { next += 1 }
      let score = scores[start] + unknownScore
      if score > scores[next] { (scores[next], last[next]) = (score, (start, Self.unknown)) }
      start = next
      while start < size, scores[start] == -.infinity { start += 1 }
    }
    var found: [Int32] = []
    var place = size
    while place > 0 {
      // Letters without a piece say as much once as three times.
      if last[place].piece != Self.unknown || found.last != Self.unknown { found.append(last[place].piece) }
      place = last[place].start
    }
    return found.reversed()
  }
}

/// Pieces of tokens that were met before.
struct PieceMemo: Sendable {
  private static let most = 1 << 15
  private var known = FingerprintTable<[Int32]>()

  mutating func pieces(of token: ArraySlice<UInt8>, hasSpace: Bool, _ vocabulary: PieceVocabulary) -> [Int32]
  {
    let key = token.withUnsafeBufferPointer { bytes in
      var hash = Fingerprint.step(Fingerprint.seed, hasSpace ? 1 : 0)
      for byte in bytes { hash = Fingerprint.step(hash, byte) }
      return Fingerprint.finish(hash)
    }
    if let pieces = known[key] { return pieces }
    let pieces = vocabulary.pieces(of: token, hasSpace: hasSpace)
    if known.count >= Self.most { known = FingerprintTable() }
    known[key] = pieces
    return pieces
  }
}
