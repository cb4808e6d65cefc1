import IsnadText

/// Which variants of Arabic script count as one. Each step can be left out.
public struct Normalization: Sendable, Hashable {
  /// Drops harakat, tanwin, shadda, sukun and Koranic marks.
  public var diacritics = true
  /// Drops the tatweel (ـ).
  public var tatweel = true
  /// أ إ آ ٱ become ا.
  public var alef = true
  /// ى becomes ي.
  public var alefMaqsura = true
  /// ة becomes ه.
  public var tehMarbuta = true
  /// Presentation forms become the letters that they show: ﻻ becomes لا.
  public var presentationForms = true
  /// Persian and Urdu letters that stand for Arabic ones: ی ک ہ become ي ك ه.
  public var persianLetters = true
  /// Arabic-Indic and Persian digits become 0-9.
  public var digits = true
  /// Drops bidi controls, zero-width characters, soft hyphens and the byte order mark; spaces of
  /// all kinds become the plain one.
  public var invisible = true

  public init() {}

  /// All steps: the form in which lexicons are kept and looked up.
  public static let matchForm = Normalization()
}

/// A text after normalisation, and the way back.
public struct NormalizedText: Sendable {
  /// UTF-8.
  public let bytes: [UInt8]
  /// From ``bytes`` to the original.
  public let alignment: Alignment
}

/// Normalises texts by a table that is made once for a ``Normalization``.
///
/// Nearly all of an Arabic text is ASCII or the block U+0600-06FF, which takes two bytes whose
/// lead is D8-DB: one look-up in a table of 256 says what becomes of a letter.
public struct Normalizer: Sendable {
  /// What becomes of a code point of U+0600-06FF: itself, another of the block, or ASCII below
  /// 0x80; 0 drops it.
  private let table: [UInt16]
  private let rules: Normalization

  public init(_ rules: Normalization = .matchForm) {
    self.rules = rules
    table = (0..<256).map { Self.target(UInt16(0x600 + $0), rules) }
  }

  private static func target(_ scalar: UInt16, _ rules: Normalization) -> UInt16 {
    switch scalar {
    case 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4, 0x06E7,
      0x06E8, 0x06EA...0x06ED:
      rules.diacritics ? 0 : scalar
    case 0x0640: rules.tatweel ? 0 : scalar
    case 0x061C: rules.invisible ? 0 : scalar
    case 0x0622, 0x0623, 0x0625, 0x0671: rules.alef ? 0x0627 : scalar
    case 0x0649: rules.alefMaqsura ? 0x064A : scalar
    case 0x0629: rules.tehMarbuta ? 0x0647 : scalar
    case 0x06CC, 0x06D2: rules.persianLetters ? 0x064A : scalar
    case 0x06A9: rules.persianLetters ? 0x0643 : scalar
    case 0x06C0...0x06C2, 0x06D5: rules.persianLetters ? 0x0647 : scalar
    case 0x06C3: rules.persianLetters ? (rules.tehMarbuta ? 0x0647 : 0x0629) : scalar
    case 0x0660...0x0669: rules.digits ? scalar - 0x0660 + 0x30 : scalar
    case 0x06F0...0x06F9: rules.digits ? scalar - 0x06F0 + 0x30 : scalar
    default: scalar
    }
  }

  public func callAsFunction(_ text: SourceText) -> NormalizedText { normalize(text.bytes) }

  /// The normal form of a short text, such as a lexicon's entry.
  public func callAsFunction(_ text: String) -> String {
    String(decoding: normalize(Array(text.utf8)).bytes, as: UTF8.self)
  }

  private func normalize(_ source: [UInt8]) -> NormalizedText {
    let source = source.span
    let table = table.span
    var alignment = Alignment()
    let n = source.count
    // A form of three bytes may become two letters of two: the only way in which a text grows.
    let bytes = [UInt8](unsafeUninitializedCapacity: n + n / 3 + 8) { buffer, count in
      var output = Output(buffer: buffer)
      var i = 0
      while i < n {
        let byte = source[i]
        if byte < 0x80 {
          output.append(byte, from: i, &alignment)
          i += 1
        } else if byte & 0xFC == 0xD8 {
          let scalar = 0x600 + (UInt16(byte & 3) << 6 | UInt16(source[i + 1] & 0x3F))
          let target = table[Int(scalar &- 0x600)]
          if target >= 0x600 {
            output.append(scalar: target, from: i, &alignment)
          } else if target == 0 {
            if scalar >= 0x653 && scalar <= 0x655 && !output.startsRun {
              output.compose(hamza: scalar, rules)
            }
            output.skip()
          } else {
            output.append(UInt8(target), from: i, &alignment)
            output.skip()
          }
          i += 2
        } else {
          i += other(source, i, &output, &alignment)
        }
      }
      count = output.count
    }
    alignment.finish(normalisedCount: bytes.count, originalCount: n)
    return NormalizedText(bytes: bytes, alignment: alignment)
  }

  /// Everything beyond ASCII and the Arabic block. Returns the length of what it read.
  private func other(
    _ source: Span<UInt8>, _ i: Int, _ output: inout Output, _ alignment: inout Alignment
  ) -> Int {
    let lead = source[i]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for k in 1..<length { scalar = scalar << 6 | UInt32(source[i + k] & 0x3F) }
    if rules.invisible {
      switch scalar {
      case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF:
        output.skip()
        return length
      case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
        output.append(0x20, from: i, &alignment)
        output.skip()
        return length
      default: break
      }
    }
    if rules.presentationForms {
      var letters = PresentationForms.letters(scalar)
      if letters != 0 {
        while letters != 0 {
          let target = table[Int(letters & 0xFFFF) - 0x600]
          // Both letters of a lam-alef come from the one code point.
          output.skip()
          if target >= 0x600 { output.append(scalar: target, from: i, &alignment) }
          letters >>= 16
        }
        output.skip()
        return length
      }
    }
    for k in 0..<length { output.append(source[i + k], from: i + k, &alignment) }
    return length
  }

  /// The bytes so far, and whether the next one starts a run.
  private struct Output {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0
    private(set) var startsRun = false

    init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    @inline(__always)
    mutating func append(_ byte: UInt8, from offset: Int, _ alignment: inout Alignment) {
      if startsRun {
        alignment.map(count, to: offset)
        startsRun = false
      }
      buffer[count] = byte
      count += 1
    }

    @inline(__always)
    mutating func append(scalar: UInt16, from offset: Int, _ alignment: inout Alignment) {
      append(0xC0 | UInt8(scalar >> 6), from: offset, &alignment)
      buffer[count] = 0x80 | UInt8(scalar & 0x3F)
      count += 1
    }

    /// What follows stands elsewhere in the original than the last run says.
    @inline(__always)
    mutating func skip() { startsRun = true }

    /// NFC: a combining hamza or madda belongs to the letter before it.
    mutating func compose(hamza: UInt16, _ rules: Normalization) {
      guard count >= 2 else { return }
      let base = UInt16(buffer[count - 2] & 0x1F) << 6 | UInt16(buffer[count - 1] & 0x3F)
      let composed: UInt16
      switch (base, hamza) {
      case (0x648, 0x654): composed = 0x624
      case (0x64A, 0x654): composed = 0x626
      case (0x627, 0x653): composed = rules.alef ? 0x627 : 0x622
      case (0x627, 0x654): composed = rules.alef ? 0x627 : 0x623
      case (0x627, 0x655): composed = rules.alef ? 0x627 : 0x625
      default: return
      }
      buffer[count - 2] = 0xC0 | UInt8(composed >> 6)
      buffer[count - 1] = 0x80 | UInt8(composed & 0x3F)
    }
  }
}
