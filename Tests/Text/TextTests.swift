import IsnadText
import Testing

@Suite struct UTF8ValidationTests {
  /// Table 3-7 of the Unicode standard: what is well-formed, and what just is not.
  @Test(
    arguments: [
      ([0x61], nil), ([0xD9, 0x82], nil), ([0xE2, 0x80, 0x8F], nil), ([0xF0, 0x9F, 0x98, 0x80], nil),
      ([0xF4, 0x8F, 0xBF, 0xBF], nil),
      ([0x80], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x80, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0x61, 0xD9], 1), ([0xD9, 0x61], 0),
      ([0x61, 0xE2, 0x80], 1), ([0xF0, 0x9F, 0x98], 0), ([0xFF], 0),
    ] as [([UInt8], Int?)])
  func firstInvalidOffset(_ bytes: [UInt8], _ expected: Int?) {
    #expect(UTF8Validation.firstInvalidOffset(in: bytes.span) == expected)
  }

  /// At every place of a text that is read in blocks, a byte is put in or taken out or changed: the standard library
  /// says whether the text is well-formed still, and how much of it is.
  @Test func damageIsFoundInEveryPlace() {
    let text = Array(
      "قال «مسؤول» – في بيانٍ: abc déf 😀 إن ١٢٪ من السكان… عادوا إلى ديارهم، وفق الأمم المتحدة. 한국".utf8)
    for place in text.indices {
      for byte: UInt8 in [
        0x41, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xD9, 0xDF, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xF5, 0xFF,
      ] {
        var changed = text
        changed[place] = byte
        var longer = text
        longer.insert(byte, at: place)
        for damaged in [changed, longer, Array(longer[..<(place + 1)])] { compare(damaged) }
      }
      var shorter = text
      shorter.remove(at: place)
      compare(shorter)
    }
  }

  private func compare(_ bytes: [UInt8]) {
    var expected: Int?
    do { _ = try UTF8Span(validating: bytes.span) } catch { expected = error.byteOffsets.lowerBound }
    #expect(UTF8Validation.firstInvalidOffset(in: bytes.span) == expected)
  }
}

@Suite struct OffsetIndexTests {
  private let text = "aق😀\u{300}" + String(repeating: "بِ1", count: 200) + "𝒳 end"

  /// Offsets agree with what the standard library counts, in every unit and at every boundary.
  @Test(arguments: OffsetUnit.allCases)
  func offsetsAgreeWithTheStandardLibrary(_ unit: OffsetUnit) {
    let index = OffsetIndex(SourceText(text), unit: unit)
    var byte = 0
    var counted = 0
    for scalar in text.unicodeScalars {
      #expect(index.offset(ofByte: byte) == counted)
      #expect(index.byte(ofOffset: counted) == byte)
      byte += String(scalar).utf8.count
      counted +=
        unit == .codepoint ? 1 : unit == .utf8 ? String(scalar).utf8.count : String(scalar).utf16.count
    }
    #expect(index.offset(ofByte: byte) == counted)
    #expect(index.byte(ofOffset: counted) == byte)
    #expect(index.byte(ofOffset: counted + 1) == nil)
  }

  @Test func halfASurrogateIsNoPlace() {
    #expect(OffsetIndex(SourceText("😀a"), unit: .utf16).byte(ofOffset: 1) == nil)
  }

  @Test func theEmptyText() {
    let index = OffsetIndex(SourceText(""), unit: .codepoint)
    #expect(index.offset(ofByte: 0) == 0)
    #expect(index.byte(ofOffset: 0) == 0)
  }
}

@Suite struct SourceTextTests {
  @Test func spansAreChecked() {
    let text = SourceText("قال")
    #expect(text.isValid(TextSpan(0, 6)))
    #expect(!text.isValid(TextSpan(1, 4)))
    #expect(!text.isValid(TextSpan(2, 2)))
    #expect(!text.isValid(TextSpan(0, 8)))
    #expect(text[TextSpan(2, 4)] == "ا")
    #expect(text[TextSpan(-5, 99)] == "قال")
  }

  @Test func spansSortEnclosingFirst() {
    #expect(
      [TextSpan(4, 6), TextSpan(0, 2), TextSpan(0, 9)].sorted() == [
        TextSpan(0, 9), TextSpan(0, 2), TextSpan(4, 6),
      ])
    #expect(TextSpan(0, 9).contains(TextSpan(0, 2)))
    #expect(!TextSpan(0, 4).overlaps(TextSpan(4, 6)))
  }
}

@Suite struct AlignmentTests {
  @Test func runsMapBack() {
    var alignment = Alignment()
    alignment.map(0, to: 0)
    alignment.map(4, to: 8)
    alignment.map(5, to: 9)
    alignment.finish(normalisedCount: 6, originalCount: 12)
    #expect(alignment.runCount == 2)
    #expect((0...6).map { alignment.original(at: $0) } == [0, 1, 2, 3, 8, 9, 12])
    var cursor = Alignment.Cursor(alignment)
    #expect((0...6).map { cursor.original(at: $0) } == [0, 1, 2, 3, 8, 9, 12])
  }

  @Test func theIdentityHasOneRun() {
    let alignment = Alignment(identity: 5)
    #expect(alignment.runCount == 1)
    #expect(alignment.original(at: 3) == 3)
    #expect(alignment.original(at: 5) == 5)
  }

  @Test func aRangeOfAStringIsASpan() throws {
    let text = SourceText("قال نعم.")
    let string = text.string
    let range = try #require(string.firstRange(of: "نعم"))
    #expect(TextSpan(range, in: string) == TextSpan(7, 13))
    #expect(text[TextSpan(range, in: string)] == "نعم")
  }
}
