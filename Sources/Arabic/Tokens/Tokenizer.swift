import IsnadText

/// Cuts a text into tokens: words, numbers, marks, addresses.
///
/// A word is a run of letters of one script, so that `لـCNN` and `و500` are two tokens each, of
/// which the second knows that no space stands before it. A number keeps its decimal and
/// thousands marks. Every mark of punctuation is a token.
public struct Tokenizer: Sendable {
  private let normalizer = Normalizer(.matchForm)

  public init() {}

  public func callAsFunction(_ text: SourceText) -> Tokens {
    let normal = normalizer(text)
    var scanner = TokenScanner(text: text, normal: normal)
    let items = scanner.scan(normal.bytes.span)
    return Tokens(forms: normal.bytes, alignment: normal.alignment, items: items)
  }
}

private struct TokenScanner {
  private let text: SourceText
  private var cursor: Alignment.Cursor
  private var items: [Token] = []
  private var pending: Token.Flags = [.lineBefore, .paragraphBefore]

  init(text: SourceText, normal: NormalizedText) {
    self.text = text
    cursor = Alignment.Cursor(normal.alignment)
    // Arabic news has a token every ten bytes or so.
    items.reserveCapacity(normal.bytes.count / 9 + 8)
  }

  mutating func scan(_ bytes: Span<UInt8>) -> [Token] {
    var i = 0
    var breaks = 1
    while i < bytes.count {
      let (kind, length) = Letters.classify(bytes, i)
      switch kind {
      case .space:
        pending.insert(.spaceBefore)
        i += length
        continue
      case .lineBreak:
        // CR LF is one break.
        if !(bytes[i] == 0x0A && i > 0 && bytes[i - 1] == 0x0D) { breaks += 1 }
        pending.insert([.spaceBefore, .lineBefore])
        if breaks > 1 { pending.insert(.paragraphBefore) }
        i += length
        continue
      case .letter: i = word(bytes, i, .letter, length)
      case .latin: i = latin(bytes, i, length)
      case .digit: i = number(bytes, i)
      case .punctuation: i = emit(bytes, i, i + length, .punctuation)
      case .symbol: i = emit(bytes, i, i + length, .symbol)
      }
      breaks = 0
    }
    return items
  }

  private mutating func word(
    _ bytes: Span<UInt8>, _ start: Int, _ script: CharacterClass, _ first: Int
  ) -> Int {
    var i = start + first
    while i < bytes.count {
      let (kind, length) = Letters.classify(bytes, i)
      guard kind == script else { break }
      i += length
    }
    return emit(bytes, start, i, .word)
  }

  /// Latin letters, with digits after them (G20), or an address.
  private mutating func latin(_ bytes: Span<UInt8>, _ start: Int, _ first: Int) -> Int {
    if let end = addressEnd(bytes, start) { return emit(bytes, start, end, .url) }
    var i = start + first
    while i < bytes.count {
      let (kind, length) = Letters.classify(bytes, i)
      guard kind == .latin || kind == .digit else { break }
      i += length
    }
    return emit(bytes, start, i, .word, .latin)
  }

  /// `http://…`, `https://…`, `www.…` up to white space or a mark that can't belong to it.
  private func addressEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    guard starts(bytes, start, "http://") || starts(bytes, start, "https://") || starts(bytes, start, "www.")
    else { return nil }
    var i = start
    while i < bytes.count, bytes[i] > 0x20, bytes[i] < 0x80, bytes[i] != UInt8(ascii: "\""),
      bytes[i] != UInt8(ascii: ">")
    {
      i += 1
    }
    while i > start,
      bytes[i - 1] == UInt8(ascii: ".") || bytes[i - 1] == UInt8(ascii: ",")
        || bytes[i - 1] == UInt8(ascii: ")")
    {
      i -= 1
    }
    return i
  }

  private func starts(_ bytes: Span<UInt8>, _ at: Int, _ prefix: StaticString) -> Bool {
    guard at + prefix.utf8CodeUnitCount <= bytes.count else { return false }
    return prefix.withUTF8Buffer { literal in
      for k in 0..<literal.count where bytes[at + k] | 0x20 != literal[k] | 0x20 { return false }
      return true
    }
  }

  private mutating func number(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var i = start
    while i < bytes.count {
      if isDigit(bytes, i) {
        i += 1
      } else if let mark = separator(bytes, i), isDigit(bytes, i + mark) {
        i += mark + 1
      } else {
        break
      }
    }
    return emit(bytes, start, i, .number)
  }

  @inline(__always)
  private func isDigit(_ bytes: Span<UInt8>, _ i: Int) -> Bool {
    i < bytes.count && bytes[i] >= 0x30 && bytes[i] <= 0x39
  }

  /// The length of a decimal or thousands mark at `i`: . , ٫ ٬, and ، before one to three digits.
  private func separator(_ bytes: Span<UInt8>, _ i: Int) -> Int? {
    if bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ",") { return 1 }
    if bytes[i] == 0xD9, i + 1 < bytes.count, bytes[i + 1] == 0xAB || bytes[i + 1] == 0xAC { return 2 }
    if bytes[i] == 0xD8, i + 4 < bytes.count, bytes[i + 1] == 0x8C,
      isDigit(bytes, i + 2)
    {
      var end = i + 3
      while isDigit(bytes, end), end < i + 6 { end += 1 }
      return end < i + 6 ? 2 : nil
    }
    return nil
  }

  private mutating func emit(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ kind: Token.Kind, _ extra: Token.Flags = []
  ) -> Int {
    let originalStart = cursor.original(at: start)
    var originalEnd = cursor.original(at: end - 1) + 1
    while originalEnd < text.count && text.bytes[originalEnd] & 0xC0 == 0x80 { originalEnd += 1 }
    var flags = pending.union(extra)
    pending = []
    if kind == .word && extra.isEmpty {
      originalEnd = mark(originalStart, originalEnd, formLength: end - start, &flags)
      if Clitics.hasArticle(bytes, start, end) { flags.insert(.article) }
    }
    items.append(
      Token(
        span: TextSpan(originalStart, originalEnd), form: TextSpan(start, end),
        fingerprint: Fingerprint.of(bytes, from: start, to: end), kind: kind, flags: flags))
    return end
  }

  /// Notes what folding hides, and takes the marks on the last letter into the word.
  private func mark(
    _ start: Int, _ end: Int, formLength: Int, _ flags: inout Token.Flags
  ) -> Int {
    let source = text.bytes.span
    var end = end
    let lastLetter = end
    // Harakat after the last letter: D9 8B-9F, and the superscript alef D9 B0.
    while end + 1 < source.count, source[end] == 0xD9,
      source[end + 1] >= 0x8B && source[end + 1] <= 0x9F || source[end + 1] == 0xB0
    {
      end += 2
    }
    if end - start != formLength {
      var i = start
      while i + 1 < end {
        if source[i] == 0xD9 && source[i + 1] == 0x8B { flags.insert(.tanwin) }
        i += 1
      }
    }
    if lastLetter >= 2 {
      switch (source[lastLetter - 2], source[lastLetter - 1]) {
      case (0xD9, 0x89): flags.insert(.endsInMaqsura)
      case (0xD8, 0xA9): flags.insert(.endsInMarbuta)
      default: break
      }
    }
    return end
  }
}
