/// One token: where it stands in the original and in the match form, and what it is.
public struct Token: Sendable, Hashable {
  public enum Kind: UInt8, Sendable {
    case word, number, punctuation, symbol, url
  }

  /// Facts about the place of a token that its text does not tell.
  public struct Flags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// White space stands before it.
    @inlinable public static var spaceBefore: Self { Self(rawValue: 1) }
    /// A line break stands before it.
    @inlinable public static var lineBefore: Self { Self(rawValue: 2) }
    /// An empty line stands before it.
    @inlinable public static var paragraphBefore: Self { Self(rawValue: 4) }
    /// Its letters are Latin.
    @inlinable public static var latin: Self { Self(rawValue: 8) }
    /// The original ends in a dotless yeh (ى), which the match form folds into ي.
    @inlinable public static var endsInMaqsura: Self { Self(rawValue: 16) }
    /// The original ends in a teh marbuta (ة), which the match form folds into ه.
    @inlinable public static var endsInMarbuta: Self { Self(rawValue: 32) }
    /// The original carries a tanwin fath (ـً), as adverbs and indefinite accusatives do.
    @inlinable public static var tanwin: Self { Self(rawValue: 64) }
    /// A word whose match form begins with ال and goes on: asked so often that it is noted once.
    @inlinable public static var article: Self { Self(rawValue: 128) }
  }

  @usableFromInline var spanStart: UInt32
  @usableFromInline var spanEnd: UInt32
  @usableFromInline var formStart: UInt32
  @usableFromInline var formEnd: UInt32
  /// A 64-bit fingerprint of the match form; equal forms have equal fingerprints.
  public let fingerprint: UInt64
  public let kind: Kind
  public let flags: Flags

  public init(
    span: TextSpan, form: TextSpan, fingerprint: UInt64, kind: Kind, flags: Flags
  ) {
    spanStart = UInt32(span.start)
    spanEnd = UInt32(span.end)
    formStart = UInt32(form.start)
    formEnd = UInt32(form.end)
    self.fingerprint = fingerprint
    self.kind = kind
    self.flags = flags
  }

  /// Bytes in the original text.
  @inlinable public var span: TextSpan { TextSpan(Int(spanStart), Int(spanEnd)) }
  /// Bytes in ``Tokens/forms``.
  @inlinable public var form: TextSpan { TextSpan(Int(formStart), Int(formEnd)) }
  @inlinable public var start: Int { Int(spanStart) }
  @inlinable public var end: Int { Int(spanEnd) }
  @inlinable public var isWord: Bool { kind == .word }
}

/// A document's tokens, with the match form in which lexicons are looked up.
///
/// The match form is the text without marks and with letter variants folded (أ إ آ -> ا, ى -> ي,
/// ة -> ه, digits of all scripts -> 0-9). It is the same whatever a normaliser's options say, so
/// a stage's lexicon finds its words in every pipeline.
public struct Tokens: Sendable {
  /// The match form of the whole text, UTF-8.
  public let forms: [UInt8]
  /// From ``forms`` back to the original text.
  public let alignment: Alignment
  public let items: [Token]

  public init(forms: [UInt8], alignment: Alignment, items: [Token]) {
    self.forms = forms
    self.alignment = alignment
    self.items = items
  }

  @inlinable public var count: Int { items.count }
  @inlinable public subscript(index: Int) -> Token { items[index] }

  /// The match form of a token as a string, for messages and tests; hot paths read ``forms``.
  public func form(_ index: Int) -> String {
    String(decoding: forms[items[index].form.range], as: UTF8.self)
  }

  /// Whether a token's match form is `text`, compared on bytes.
  @inlinable public func matches(_ index: Int, _ text: StaticString) -> Bool {
    let form = items[index].form
    guard form.length == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { literal in
      for i in 0..<literal.count where forms[form.start + i] != literal[i] { return false }
      return true
    }
  }

  /// Whether a token's match form begins with `text`, compared on bytes.
  @inlinable public func begins(_ index: Int, _ text: StaticString) -> Bool {
    let form = items[index].form
    guard form.length >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { literal in
      for i in 0..<literal.count where forms[form.start + i] != literal[i] { return false }
      return true
    }
  }

  /// Whether a token's match form ends in `text`, compared on bytes.
  @inlinable public func ends(_ index: Int, _ text: StaticString) -> Bool {
    let form = items[index].form
    let start = form.end - text.utf8CodeUnitCount
    guard start >= form.start else { return false }
    return text.withUTF8Buffer { literal in
      for i in 0..<literal.count where forms[start + i] != literal[i] { return false }
      return true
    }
  }

  /// Where the original stands for a byte of the match form: the way to put a span's edge inside
  /// a token, after an attached و for example.
  public func originalOffset(ofForm offset: Int) -> Int { alignment.original(at: offset) }

  /// The first token that ends after a byte offset of the original.
  public func index(endingAfter offset: Int) -> Int {
    var low = 0
    var high = items.count
    while low < high {
      let middle = (low + high) / 2
      if items[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
