import Isnad

/// A document's tokens for training files, sentence by sentence: cut where a name begins or ends inside
/// one, so that وبايدن is و and بايدن and the name's span is exact.
struct TrainingTokens {
  struct Piece {
    /// Bytes.
    let span: TextSpan
    /// The index of the entity that the piece belongs to.
    let entity: Int?
    let isFirst: Bool
    var isLast: Bool
  }

  /// What a form for training is made of.
  static let layers = StageLayers(requires: [TokenLayer.name], uses: [SentenceLayer.name, EntityLayer.name])

  let sentences: [[Piece]]
  private let entities: [Entity]

  init(_ document: Document) {
    var placed: [Entity] = []
    // Names that lie over another one can't be told by tags; the first of them stays.
    for entity in (document.entities ?? []).sorted(by: {
      ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end)
    }) {
      if entity.span.start >= placed.last?.span.end ?? 0 { placed.append(entity) }
    }
    entities = placed
    let tokens = document.tokens?.items.map(\.span) ?? []
    let ranges = document.sentences?.map(\.tokens) ?? [0..<tokens.count]
    var next = 0
    sentences = ranges.map { range in
      var pieces: [Piece] = []
      for token in tokens[range.clamped(to: 0..<tokens.count)] {
        Self.cut(token, placed, &next, &pieces)
      }
      return pieces
    }
  }

  private static func cut(_ token: TextSpan, _ entities: [Entity], _ next: inout Int, _ pieces: inout [Piece])
  {
    var start = token.start
    while start < token.end {
      while next < entities.count, entities[next].span.end <= start { next += 1 }
      guard next < entities.count, entities[next].span.start < token.end else {
        pieces.append(Piece(span: TextSpan(start, token.end), entity: nil, isFirst: false, isLast: false))
        return
      }
      let entity = entities[next].span
      if start < entity.start {
        pieces.append(Piece(span: TextSpan(start, entity.start), entity: nil, isFirst: false, isLast: false))
        start = entity.start
      }
      let end = min(token.end, entity.end)
      pieces.append(
        Piece(
          span: TextSpan(start, end), entity: next, isFirst: start == entity.start, isLast: end == entity.end)
      )
      start = end
    }
  }

  /// `B-PER`, `I-PER`, `O`.
  func bio(_ piece: Piece) -> String {
    piece.entity.map { (piece.isFirst ? "B-" : "I-") + entities[$0].label.rawValue } ?? "O"
  }

  /// `U-PER`, `B-PER`, `I-PER`, `L-PER`, `O`.
  func biluo(_ piece: Piece) -> String {
    guard let entity = piece.entity else { return "O" }
    let place = piece.isFirst ? (piece.isLast ? "U-" : "B-") : piece.isLast ? "L-" : "I-"
    return place + entities[entity].label.rawValue
  }
}
