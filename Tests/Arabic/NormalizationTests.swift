import IsnadArabic
import IsnadText
import Testing

@Suite struct NormalizationTests {
  @Test(arguments: [
    ("أَكَّدَ", "اكد"), ("ذلــك", "ذلك"), ("إلى آخره", "الي اخره"), ("مدرسة", "مدرسه"), ("٢٠٢٤ ۱۲", "2024 12"),
    ("ﻻﻡ", "لام"), ("ﺳﻼﻡ", "سلام"), ("کی ہے", "كي هي"), ("a\u{A0}b\u{3000}c", "a b c"),
    ("ق\u{200F}ا\u{200C}ل\u{FEFF}", "قال"),
    // NFC: a combining hamza is the letter's.
    ("مسو\u{654}ول", "مسؤول"), ("ر\u{64A}\u{654}يس", "رئيس"), ("ا\u{653}خر", "اخر"), ("ٱلله", "الله"),
    ("«قال»، نعم؟", "«قال»، نعم؟"),
    ("", ""), ("English 😀", "English 😀"),
  ])
  func matchForm(_ text: String, _ expected: String) {
    #expect(Normalizer(.matchForm)(text) == expected)
  }

  @Test(
    arguments: [
      (\Normalization.diacritics, "أَ", "اَ"), (\.tatweel, "ــ", "ــ"), (\.alef, "أإ", "أإ"),
      (\.alefMaqsura, "على", "على"),
      (\.tehMarbuta, "مئة", "مئة"), (\.presentationForms, "ﻻ", "ﻻ"), (\.persianLetters, "کی", "کی"),
      (\.digits, "٣", "٣"),
      (\.invisible, "ا\u{200F}ب", "ا\u{200F}ب"),
    ] as [(WritableKeyPath<Normalization, Bool> & Sendable, String, String)])
  func eachStepCanBeLeftOut(
    _ step: WritableKeyPath<Normalization, Bool> & Sendable, _ text: String, _ expected: String
  ) {
    var rules = Normalization()
    rules[keyPath: step] = false
    #expect(Normalizer(rules)(text) == expected)
  }
}

/// A generator that gives the same texts in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}

@Suite struct AlignmentPropertyTests {
  private static let alphabet: [Unicode.Scalar] = Array(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآئؤةى\u{64B}\u{64E}\u{651}\u{654}\u{670}ـ\u{200F}\u{200D}\u{FEFF}\u{A0}ﻻﺳﻡ٠٣۵12.,٫٬،؛؟!:\"«»“”()- \n\r\tabZ😀𝒳é"
      .unicodeScalars)

  private func text(_ seed: Int) -> String {
    var generator = SeededGenerator(state: UInt64(seed))
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...120, using: &generator) {
      if let scalar = Self.alphabet.randomElement(using: &generator) { text.append(scalar) }
    }
    return String(text)
  }

  /// A token's original, normalised again, is its match form; tokens ascend and lie on boundaries.
  @Test func tokensPointIntoTheOriginal() {
    let normalize = Normalizer(.matchForm)
    for seed in 0..<3000 {
      let source = SourceText(text(seed))
      let tokens = Tokenizer()(source)
      var last = 0
      for (index, token) in tokens.items.enumerated() {
        #expect(source.isValid(token.span), "seed \(seed)")
        #expect(token.start >= last, "seed \(seed)")
        #expect(normalize(source[token.span]) == tokens.form(index), "seed \(seed)")
        last = token.end
      }
    }
  }

  /// Nothing but white space and invisible characters lies between tokens.
  @Test func tokensCoverTheText() {
    let normalize = Normalizer(.matchForm)
    for seed in 0..<3000 {
      let source = SourceText(text(seed))
      let tokens = Tokenizer()(source)
      var last = 0
      for span in tokens.items.map(\.span) + [TextSpan(source.count, source.count)] {
        let between = normalize(source[TextSpan(last, span.start)])
        #expect(
          between.unicodeScalars.allSatisfy {
            $0.value <= 0x20 || $0.value == 0x7F || $0.value == 0x85 || $0.value == 0x2028
          }, "seed \(seed): \(between)")
        last = span.end
      }
    }
  }

  @Test func alignmentAscends() {
    for seed in 0..<2000 {
      let source = SourceText(text(seed))
      let normal = Normalizer(.matchForm)(source)
      var cursor = Alignment.Cursor(normal.alignment)
      var last = -1
      for offset in 0...normal.bytes.count {
        let original = normal.alignment.original(at: offset)
        #expect(cursor.original(at: offset) == original, "seed \(seed)")
        #expect(original >= last || offset > 0 && normal.bytes[offset - 1] & 0x80 != 0, "seed \(seed)")
        #expect(original <= source.count, "seed \(seed)")
        last = original
      }
    }
  }
}
