import IsnadArabic
import IsnadText

/// Tokens that the encoder reads at once, as pieces.
struct EncoderWindow: Sendable {
  /// Pieces of a window, its two ends among them, if the encoder has so many positions. 512 are no better (87.1 for
  /// 87.9 on unseen articles) and take a quarter longer.
  static let most = 256
  /// Tokens that two windows share, or a quarter of the first one's: each is read where it stands farther from an
  /// end.
  private static let overlap = 32

  private(set) var tokens: Range<Int>
  private(set) var pieces: [Int32] = [PieceVocabulary.begin]
  /// The place of each token's first piece.
  private(set) var firsts: [Int] = []

  /// As many tokens from `start` on as fit; at least one.
  private init(
    _ words: Tokens, _ text: SourceText, from start: Int, most: Int, _ vocabulary: PieceVocabulary,
    _ memo: inout PieceMemo, replaced: Range<Int>
  ) {
    tokens = start..<start
    for index in start..<words.count {
      let token = words[index]
      var parts = memo.pieces(
        of: text.bytes[token.start..<token.end], hasSpace: token.flags.contains(.spaceBefore) || index == 0,
        vocabulary)
      if replaced.contains(index) { parts = [PieceVocabulary.unknown] }
      parts = Array(parts.prefix(most - 3))
      // A line's end is as good as a sentence's.
      let mark = token.flags.contains(.lineBefore) && index > start ? 1 : 0
      guard pieces.count + mark + parts.count < most else { break }
      if mark > 0 { pieces.append(PieceVocabulary.end) }
      firsts.append(pieces.count)
      pieces += parts
      tokens = start..<index + 1
    }
    pieces.append(PieceVocabulary.end)
  }

  /// The windows of an article.
  /// - Parameters:
  ///   - positions: of the encoder: a window has no more pieces.
  ///   - replaced: tokens that are read as unknown ones.
  static func all(
    of words: Tokens, _ text: SourceText, positions: Int, _ vocabulary: PieceVocabulary,
    _ memo: inout PieceMemo, replaced: Range<Int> = 0..<0
  ) -> [EncoderWindow] {
    var windows: [EncoderWindow] = []
    var start = 0
    while start < words.count {
      let window = EncoderWindow(
        words, text, from: start, most: min(most, positions), vocabulary, &memo, replaced: replaced)
      windows.append(window)
      guard window.tokens.upperBound < words.count else { break }
      start = window.tokens.upperBound - min(overlap, window.tokens.count / 4)
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
