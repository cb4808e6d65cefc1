import Foundation
import IsnadArabic
import IsnadStages
import IsnadTesting
import Testing

/// Properties of texts that nobody wrote: put together by chance, with a seed, so that a failure comes
/// again.
@Suite struct PropertyTests {
  private static let pieces = [
    "قال", "وقالت", "إن", "أنّ", "الوزير", "سامي الحداد", "بيروت", "وزارة العدل", "بحسب", "خمسة وعشرون", "ألف",
    "مليون",
    "٣٫٥", "12", "%", "«", "»", "\"", "“", "”", "(", ")", ":", ".", "،", "؟", "\n", "\n\n", " ", " ", " ",
    "ـــ", "\u{64E}", "\u{651}\u{64B}",
    "\u{202E}", "\u{202C}", "\u{2067}", "\u{2069}", "\u{200D}", "\u{200C}", "\u{0}", "\u{2028}", "\u{FEFF}",
    "\r\n",
    "👨‍👩‍👧‍👦", "🇱🇧", "𝟓", "e\u{301}", "ﻗﺎﻝ", "ﷲ", "أ", "ﻹ", "دولار", "أمس", "يوم الثلاثاء", "ك", "ل", "و", "ال",
    "7 تشرين الأول/أكتوبر",
  ]

  private func text(_ seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...120, using: &random)
    return (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  /// What a reader of the output does: `text[start:end] == text`, in code points.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func offsetsOfTheOutputAreExact(_ block: UInt64) async throws {
    let chain = try await Chain.make()
    let writer = JSONLinesOutput(options: .init(), context: StageContext(id: "w", directory: "."))
    var checked = 0
    for seed in block * 1000..<block * 1000 + 250 {
      let bytes = writer.encode(try chain(text(seed)))
      let line = try JSONParser.parse(bytes.dropLast())
      let scalars = Array((line["text"]?.string ?? "").unicodeScalars)
      #expect(String(String.UnicodeScalarView(scalars)).utf8.elementsEqual(text(seed).utf8))
      for layer in ["entities", "numbers", "quotes"] {
        for item in line[layer]?.array ?? [] {
          for span in [item, item["cue"], item["speaker"], item["via"]] {
            guard let span, let start = span["start"]?.int, let end = span["end"]?.int else { continue }
            try #require(0 <= start && start <= end && end <= scalars.count, "seed \(seed)")
            let slice = String(String.UnicodeScalarView(scalars[start..<end]))
            #expect(slice.utf8.elementsEqual((span["text"]?.string ?? "").utf8), "seed \(seed): \(layer)")
            checked += 1
          }
        }
      }
    }
    #expect(checked > 500)
  }

  /// The match form of a token is the normalised text of the token's own span: there and back.
  @Test(arguments: [5, 6] as [UInt64])
  func tokensNormaliseToTheirForms(_ block: UInt64) async throws {
    let chain = try await Chain.make(["normalizer"])
    let normalize = Normalizer(.matchForm)
    for seed in block * 1000..<block * 1000 + 250 {
      let document = try chain(text(seed))
      guard let tokens = document.tokens else { continue }
      for index in 0..<tokens.count {
        #expect(normalize(document[tokens[index].span]) == tokens.form(index), "seed \(seed), token \(index)")
      }
    }
  }

  /// The alignment and its inverse: a byte that came from somewhere is found from there.
  @Test(arguments: [7, 8] as [UInt64])
  func alignmentAndItsInverse(_ block: UInt64) async throws {
    let chain = try await Chain.make(["normalizer"])
    for seed in block * 1000..<block * 1000 + 250 {
      let document = try chain(text(seed))
      guard let tokens = document.tokens else { continue }
      var inverse: [Int: Int] = [:]
      var last = -1
      var cursor = Alignment.Cursor(tokens.alignment)
      for offset in tokens.forms.indices where tokens.forms[offset] & 0xC0 != 0x80 {
        let original = tokens.alignment.original(at: offset)
        #expect(original == cursor.original(at: offset))
        #expect(original >= last && original < document.text.count, "seed \(seed)")
        // Two letters may come from one (ﷲ); the first is the one that is found.
        if inverse[original] == nil { inverse[original] = offset }
        last = original
      }
      for (original, offset) in inverse { #expect(tokens.alignment.original(at: offset) == original) }
    }
  }
}
