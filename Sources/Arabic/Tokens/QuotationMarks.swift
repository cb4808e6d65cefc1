import IsnadText

/// Which quotation marks belong together.
///
/// Marks pair within a line, nested ones from inside out, by a stack: every mark goes on it once
/// and comes off it once, so a text of nothing but marks costs no more than any other. A mark
/// without a partner pairs with nothing.
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

  public init(_ tokens: Tokens) {
    var partner = [Int32](repeating: -1, count: tokens.count)
    var stack: [(token: Int, kind: UInt8)] = []
    var open = [Int](repeating: 0, count: 4)
    for index in 0..<tokens.count {
      let token = tokens[index]
      if token.flags.contains(.lineBefore) {
        stack.removeAll(keepingCapacity: true)
        for kind in open.indices { open[kind] = 0 }
      }
      guard token.kind == .punctuation, let mark = Self.mark(tokens, index) else { continue }
      let kind: UInt8
      let opens: Bool
      switch mark {
      case .open(let k): (kind, opens) = (k, true)
      case .close(let k): (kind, opens) = (k, false)
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
    case 1: return bytes[form.start] == UInt8(ascii: "\"") ? .straight : nil
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
