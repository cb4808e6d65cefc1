import IsnadText

/// Arabic words with what is written together with them: و ف (and), ب ك ل (by, as, for), ال (the).
///
/// Script alone does not tell وزير (minister) from و + زير, so a word has several readings, and
/// a lexicon decides which one is a word that it knows.
public enum Clitics {
  /// A reading of a word: what is left when so many bytes in front are taken off.
  public struct Reading: Sendable, Hashable {
    /// Bytes of the form that the clitics take.
    public let stripped: Int
    /// The fingerprint of the rest. Of لل the rest is read with its ال written out: للقاهرة is
    /// ل + القاهرة.
    public let fingerprint: UInt64
    /// Bytes of the article at the start of the rest: 4 for ال, 2 where لل has swallowed its alef.
    public let article: Int

    @inlinable init(stripped: Int, fingerprint: UInt64, article: Int) {
      self.stripped = stripped
      self.fingerprint = fingerprint
      self.article = article
    }
  }

  @inlinable static var waw: (UInt8, UInt8) { (0xD9, 0x88) }
  @inlinable static var feh: (UInt8, UInt8) { (0xD9, 0x81) }
  @inlinable static var beh: (UInt8, UInt8) { (0xD8, 0xA8) }
  @inlinable static var kaf: (UInt8, UInt8) { (0xD9, 0x83) }
  @inlinable static var lam: (UInt8, UInt8) { (0xD9, 0x84) }
  @inlinable static var alef: (UInt8, UInt8) { (0xD8, 0xA7) }

  /// Calls `body` with each reading, the whole word first, then with one and with two letters
  /// off; stops when `body` returns true.
  @inlinable @inline(__always)
  public static func readings(
    of token: Token, in forms: Span<UInt8>, _ body: (Reading) -> Bool
  ) {
    let form = token.form
    let article = token.flags.contains(.article) ? 4 : 0
    if body(Reading(stripped: 0, fingerprint: token.fingerprint, article: article)) { return }
    guard token.kind == .word, form.length >= 6, article == 0 else { return }
    var at = form.start
    if isConjunction(forms, at) {
      at += 2
      if body(reading(forms, from: at, form)) { return }
    }
    guard form.end - at >= 6, isPreposition(forms, at) else { return }
    _ = body(reading(forms, from: at + 2, form))
  }

  /// The reading that starts `from` in a form; a ل that is left of لل gets its alef back.
  @inlinable static func reading(_ forms: Span<UInt8>, from: Int, _ form: TextSpan) -> Reading {
    let afterLam = from > form.start && letter(forms, from - 2) == lam
    if afterLam && letter(forms, from) == lam && form.end - from >= 6 {
      var hash = Fingerprint.step(Fingerprint.step(Fingerprint.seed, alef.0), alef.1)
      var i = from
      while i < form.end {
        hash = Fingerprint.step(hash, forms[i])
        i += 1
      }
      return Reading(
        stripped: from - form.start, fingerprint: Fingerprint.finish(hash), article: 2)
    }
    return Reading(
      stripped: from - form.start,
      fingerprint: Fingerprint.of(forms, from: from, to: form.end),
      article: hasArticle(forms, from, form.end) ? 4 : 0)
  }

  @inlinable @inline(__always)
  static func letter(_ forms: Span<UInt8>, _ i: Int) -> (UInt8, UInt8) {
    i + 1 < forms.count ? (forms[i], forms[i + 1]) : (0, 0)
  }

  @inlinable @inline(__always)
  static func isConjunction(_ forms: Span<UInt8>, _ i: Int) -> Bool {
    let letter = letter(forms, i)
    return letter == waw || letter == feh
  }

  @inlinable @inline(__always)
  static func isPreposition(_ forms: Span<UInt8>, _ i: Int) -> Bool {
    let letter = letter(forms, i)
    return letter == beh || letter == kaf || letter == lam
  }

  /// Whether the letter at a byte is one of those that are written together with the word behind them.
  @inlinable public static func isClitic(_ forms: Span<UInt8>, _ i: Int) -> Bool {
    isConjunction(forms, i) || isPreposition(forms, i)
  }

  /// Whether the last of a word's first `stripped` bytes is ب or ك.
  @inlinable public static func endsInBehOrKaf(_ token: Token, in forms: Span<UInt8>, stripped: Int) -> Bool {
    guard stripped >= 2, token.form.length > stripped else { return false }
    let last = letter(forms, token.form.start + stripped - 2)
    return last == beh || last == kaf
  }

  /// Whether the last of a word's first `stripped` bytes is ل.
  @inlinable public static func endsInLam(_ token: Token, in forms: Span<UInt8>, stripped: Int) -> Bool {
    stripped >= 2 && token.form.length > stripped && letter(forms, token.form.start + stripped - 2) == lam
  }

  /// What a word's first letter may be as a clitic.
  public enum FirstLetter: Sendable { case conjunction, lam }

  @inlinable public static func firstLetter(_ token: Token, in forms: Span<UInt8>) -> FirstLetter? {
    if isConjunction(forms, token.form.start) { return .conjunction }
    return letter(forms, token.form.start) == lam ? .lam : nil
  }

  /// Whether a word's first letter is و or ف, which may be a conjunction.
  @inlinable public static func beginsWithConjunction(_ token: Token, in forms: Span<UInt8>) -> Bool {
    isConjunction(forms, token.form.start)
  }

  /// Whether the word from `start` to `end` begins with ال and goes on.
  @inlinable @inline(__always)
  public static func hasArticle(_ forms: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end - start >= 8 && letter(forms, start) == alef && letter(forms, start + 2) == lam
  }

  /// How many bytes clitics certainly take: those before ال, as in وال، بال، وبال, and لل.
  /// 0 where script alone can't tell.
  @inlinable public static func certain(of token: Token, in forms: Span<UInt8>) -> Int {
    let form = token.form
    guard token.kind == .word, form.length >= 8, !token.flags.contains(.article) else { return 0 }
    var at = form.start
    if isConjunction(forms, at) { at += 2 }
    let afterConjunction = at
    if isPreposition(forms, at) { at += 2 }
    if hasArticle(forms, at, form.end) { return at - form.start }
    if letter(forms, afterConjunction) == lam && letter(forms, afterConjunction + 2) == lam
      && form.end - afterConjunction >= 8
    {
      return afterConjunction + 2 - form.start
    }
    if afterConjunction > form.start && hasArticle(forms, afterConjunction, form.end) {
      return afterConjunction - form.start
    }
    return 0
  }
}

extension Tokens {
  /// The readings of a token, with ever more clitics off; see ``Clitics/readings(of:in:_:)``.
  @inlinable @inline(__always)
  public func readings(_ index: Int, _ body: (Clitics.Reading) -> Bool) {
    Clitics.readings(of: items[index], in: forms.span, body)
  }

  /// Whether a token is a word with ال at its start, without a clitic before it.
  @inlinable @inline(__always)
  public func hasArticle(_ index: Int) -> Bool { items[index].flags.contains(.article) }

  /// Bytes of clitics that can be nothing else; see ``Clitics/certain(of:in:)``.
  @inlinable public func certainClitics(_ index: Int) -> Int {
    Clitics.certain(of: items[index], in: forms.span)
  }

  /// Whether a token's first letter is و or ف, which may be a conjunction.
  @inlinable public func beginsWithConjunction(_ index: Int) -> Bool {
    Clitics.beginsWithConjunction(items[index], in: forms.span)
  }

  /// The first two bytes of a token's form, a letter of Arabic script; 0 where it is shorter.
  @inlinable public func firstLetter(_ index: Int) -> UInt16 {
    let form = items[index].form
    return form.length < 2 ? 0 : UInt16(forms[form.start]) << 8 | UInt16(forms[form.start + 1])
  }

  /// A token without the first bytes of its form.
  @inlinable public func fingerprint(of index: Int, strippingForm bytes: Int) -> UInt64 {
    let form = items[index].form
    return Fingerprint.of(forms.span, from: form.start + bytes, to: form.end)
  }

  /// The original span of a token without the first bytes of its form: the way from a reading
  /// back to the text.
  public func span(of index: Int, strippingForm bytes: Int) -> TextSpan {
    let token = items[index]
    guard bytes > 0 else { return token.span }
    return TextSpan(originalOffset(ofForm: token.form.start + bytes), token.end)
  }
}
