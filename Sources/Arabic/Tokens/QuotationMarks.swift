import IsnadText

/// Which quotation marks belong together.
///
/// Marks pair within a line, nested ones from inside out, by a stack: every mark goes on it once
/// and comes off it once, so a text of nothing but marks costs no more than any other. A mark that
/// opens in one line may close in a later one, where the next mark of its kind that opens none at
/// the start of a line closes. A mark without a partner pairs with nothing.
public struct QuotationMarks: Sendable {
  /// A mark by its token.
  public enum Mark: Sendable, Equatable {
    case open(UInt8)
    case close(UInt8)
    /// The straight mark, which opens and closes.
    case straight
  }

  /// The token of the partner, or -1, for every token.
  public let partner: [Int32]

  /// Tokens in which a quotation of several lines must close.
  private static let reach = 600
  /// Paragraphs that may open it once more.
  private static let paragraphs = 16

  public init(_ tokens: Tokens) {
    var partner = [Int32](repeating: -1, count: tokens.count)
    var stack: [(token: Int, kind: UInt8)] = []
    var open = [Int](repeating: 0, count: 5)
    // Where a quotation that goes on over lines closes.
    var end = 0
    for index in 0..<tokens.count {
      let token = tokens[index]
      if token.flags.contains(.lineBefore), index > end {
        let last = stack.last
        stack.removeAll(keepingCapacity: true)
        for kind in open.indices { open[kind] = 0 }
        if let last, let close = Self.closeInLaterLine(tokens, from: index, kind: last.kind) {
          stack = [last]
          open[Int(last.kind)] = 1
          end = close
        }
      }
      // «أولا.⏎«ثانيا»: a paragraph opens the same quotation once more.
      if index < end, token.flags.contains(.lineBefore) { continue }
      guard token.kind == .punctuation, let mark = Self.mark(tokens, index) else { continue }
      let kind: UInt8
      let opens: Bool
      switch mark {
      // Some write ”…“, »…« or “…“: the spaces tell more than the sign.
      case .open(let k): (kind, opens) = (k, !(open[Int(k)] > 0 && Self.standsBehindWord(tokens, index)))
      case .close(let k): (kind, opens) = (k, open[Int(k)] == 0 && Self.standsBeforeWord(tokens, index))
      case .straight: (kind, opens) = (0, Self.straightOpens(tokens, index, isOpen: open[0] > 0))
      }
      if opens {
        stack.append((index, kind))
        open[Int(kind)] += 1
        continue
      }
      guard open[Int(kind)] > 0 else { continue }
      while let top = stack.popLast() {
        open[Int(top.kind)] -= 1
        if top.kind == kind {
          partner[top.token] = Int32(index)
          partner[index] = Int32(top.token)
          break
        }
      }
    }
    self.partner = partner
  }

  /// Where a quotation that opened in an earlier line closes; nil where it doesn't, or where its next mark opens another.
  private static func closeInLaterLine(_ tokens: Tokens, from start: Int, kind: UInt8) -> Int? {
    guard kind != 0 else { return nil }
    var opened = 0
    for index in start..<min(tokens.count, start + reach) {
      guard tokens[index].kind == .punctuation, let mark = mark(tokens, index) else { continue }
      switch mark {
      case .close(kind): return index
      case .open(kind):
        opened += 1
        guard tokens[index].flags.contains(.lineBefore), opened <= paragraphs else { return nil }
      default: continue
      }
    }
    return nil
  }

  /// A space behind it and none before it.
  private static func standsBehindWord(_ tokens: Tokens, _ index: Int) -> Bool {
    let isLast = index + 1 >= tokens.count
    return !tokens[index].flags.contains(.spaceBefore) && !tokens[index].flags.contains(.lineBefore)
      && (isLast || tokens[index + 1].flags.contains(.spaceBefore) || tokens[index + 1].kind == .punctuation)
  }

  /// A space before it and none behind it, where a word or number stands.
  private static func standsBeforeWord(_ tokens: Tokens, _ index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].kind == .word || tokens[index + 1].kind == .number
    else {
      return false
    }
    let flags = tokens[index].flags
    return (index == 0 || flags.contains(.spaceBefore) || flags.contains(.lineBefore))
      && !tokens[index + 1].flags.contains(.spaceBefore)
  }

  /// Where the quotation that opens at a token closes; nil where it does not open one.
  @inlinable public func close(of token: Int) -> Int? {
    guard partner.indices.contains(token) else { return nil }
    let other = Int(partner[token])
    return other > token ? other : nil
  }

  /// Where the quotation that closes at a token opened.
  @inlinable public func open(of token: Int) -> Int? {
    guard partner.indices.contains(token) else { return nil }
    let other = Int(partner[token])
    return other >= 0 && other < token ? other : nil
  }

  /// What kind of quotation mark a token is, if any: “ ” „ are one kind, « » another, ‘ ’ a third.
  public static func mark(_ tokens: Tokens, _ index: Int) -> Mark? {
    let form = tokens[index].form
    let bytes = tokens.forms
    switch form.length {
    case 1:
      switch bytes[form.start] {
      case UInt8(ascii: "\""): return .straight
      // ((…)): of two brackets the inner one is the mark.
      case UInt8(ascii: "(")
      where index > 0 && tokens.matches(index - 1, "(") && !tokens[index].flags.contains(.spaceBefore):
        return .open(4)
      case UInt8(ascii: ")")
      where index + 1 < tokens.count && tokens.matches(index + 1, ")")
        && !tokens[index + 1].flags.contains(.spaceBefore):
        return .close(4)
      default: return nil
      }
    case 2 where bytes[form.start] == 0xC2:
      return bytes[form.start + 1] == 0xAB ? .open(1) : bytes[form.start + 1] == 0xBB ? .close(1) : nil
    case 3 where bytes[form.start] == 0xE2 && bytes[form.start + 1] == 0x80:
      switch bytes[form.start + 2] {
      case 0x9C, 0x9E: return .open(2)
      case 0x9D, 0x9F: return .close(2)
      case 0x98: return .open(3)
      case 0x99: return .close(3)
      case 0xB3: return .straight  // ″
      default: return nil
      }
    default: return nil
    }
  }

  /// A straight mark opens after a space and before a letter, closes the other way round; where
  /// the spaces don't say, it closes if one is open.
  private static func straightOpens(_ tokens: Tokens, _ index: Int, isOpen: Bool) -> Bool {
    let token = tokens[index]
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    let spaceAfter = next.map { $0.flags.contains(.spaceBefore) } ?? true
    let spaceBefore = token.flags.contains(.spaceBefore)
    switch (spaceBefore, spaceAfter) {
    case (true, false): return next?.kind == .word || next?.kind == .number || !isOpen
    case (false, true): return !isOpen && opensAfter(tokens, index)
    default: return !isOpen
    }
  }

  /// `قال:" كلام` — a colon or a bracket just before, so the space after it says nothing.
  private static func opensAfter(_ tokens: Tokens, _ index: Int) -> Bool {
    guard index > 0 else { return true }
    return tokens.matches(index - 1, ":") || tokens.matches(index - 1, "(")
  }
}
