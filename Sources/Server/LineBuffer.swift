/// Cuts lines out of bytes that come in pieces, in bounded memory.
struct LineBuffer {
  enum Line: Equatable {
    case bytes([UInt8])
    case blank
    /// It had more bytes than a line may have, and was not kept.
    case tooLong
  }

  private let limit: Int
  private var held: [UInt8] = []
  private var isSkipping = false

  /// - Parameter limit: bytes of a line at the most.
  init(limit: Int) { self.limit = limit }

  /// Takes a piece; gives the lines that it completes, without their ends.
  mutating func add(_ piece: some Collection<UInt8>) -> [Line] {
    var lines: [Line] = []
    var rest = piece[...]
    while let end = rest.firstIndex(of: 0x0A) {
      append(rest[..<end])
      close(&lines)
      rest = rest[rest.index(after: end)...]
    }
    append(rest)
    return lines
  }

  /// What stands behind the last line's end.
  mutating func finish() -> [Line] {
    var lines: [Line] = []
    close(&lines)
    return lines == [.blank] ? [] : lines
  }

  private mutating func append(_ piece: some Collection<UInt8>) {
    guard !isSkipping else { return }
    if held.count + piece.count > limit {
      isSkipping = true
      held = []
    } else {
      held += piece
    }
  }

  private mutating func close(_ lines: inout [Line]) {
    if isSkipping {
      lines.append(.tooLong)
    } else {
      lines.append(held.contains { $0 > 0x20 } ? .bytes(held) : .blank)
    }
    isSkipping = false
    held = []
  }
}
