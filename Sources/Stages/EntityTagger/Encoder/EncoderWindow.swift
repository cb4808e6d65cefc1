import IsnadArabic
import IsnadText

/// Tokens that the encoder reads at once, as pieces.
struct EncoderWindow: Sendable {
  /// Pieces of a window, its two ends among them: twice as many would see more of the article and take a fifth longer.
  static let most = 256
  /// Tokens that two windows share: each is read where it stands farther from an end.
  private static let overlap = 32

  private(set) var tokens: Range<Int>
  private(set) var pieces: [Int32] = [PieceVocabulary.begin]
  /// The place of each token's first piece.
  private(set) var firsts: [Int] = []

  /// As many tokens from `start` on as fit; at least one.
  /// - Parameter replaced: a token that is read as an unknown one.
  private init(
    _ words: Tokens, _ text: SourceText, from start: Int, _ vocabulary: PieceVocabulary,
    _ memo: inout PieceMemo,
    replaced: Range<Int>
  ) {
    tokens = start..<start
    for index in start..<words.count {
      let token = words[index]
      var parts = memo.pieces(
        of: text.bytes[token.start..<token.end], hasSpace: token.flags.contains(.spaceBefore) || index == 0,
        vocabulary)
      if replaced.contains(index) { parts = [PieceVocabulary.unknown] }
      parts = Array(parts.prefix(Self.most - 3))
      // A line's end is as good as a sentence's.
      let mark = token.flags.contains(.lineBefore) && index > start ? 1 : 0
      guard pieces.count + mark + parts.count < Self.most else { break }
      if mark > 0 { pieces.append(PieceVocabulary.end) }
      firsts.append(pieces.count)
      pieces += parts
      tokens = start..<index + 1
    }
    pieces.append(PieceVocabulary.end)
  }

  /// The windows of an article.
  static func all(
    of words: Tokens, _ text: SourceText, _ vocabulary: PieceVocabulary, _ memo: inout PieceMemo,
    replaced: Range<Int> = 0..<0
  ) -> [EncoderWindow] {
    var windows: [EncoderWindow] = []
    var start = 0
    while start < words.count {
      let window = EncoderWindow(words, text, from: start, vocabulary, &memo, replaced: replaced)
      windows.append(window)
      guard window.tokens.upperBound < words.count else { break }
      start = max(start + 1, window.tokens.upperBound - overlap)
    }
    return windows
  }

  /// The tokens that each window is asked for: all of the article, each once.
  static func shares(of windows: [EncoderWindow]) -> [Range<Int>] {
    var start = 0
    return windows.indices.map { place in
      let end =
        place + 1 < windows.count
        ? (windows[place + 1].tokens.lowerBound + windows[place].tokens.upperBound + 1) / 2
        : windows[place].tokens.upperBound
      defer { start = end }
      return start..<max(start, end)
    }
  }
}
