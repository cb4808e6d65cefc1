import IsnadJSON
import Testing

@Suite struct JSONTests {
  private func error(_ text: String) -> String? {
    do throws(JSONError) {
      _ = try JSONParser.parse(text)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    #"{"a":1,"b":[true,false,null],"c":{"d":"e"}}"#, "[]", "{}", #""""#, "-0.5e10", "12345678901234567890123",
    #"["قال","\"","\\","\n"]"#,
  ])
  func roundTrip(_ text: String) throws {
    var writer = JSONWriter()
    writer.value(try JSONParser.parse(text))
    #expect(writer.text == text)
  }

  @Test func escapesAreDecoded() throws {
    #expect(try JSONParser.parse(#""\u0642\u0627\u0644 \ud83d\ude00\t\/""#) == .string("قال 😀\t/"))
  }

  @Test func numbersKeepTheirText() throws {
    #expect(try JSONParser.parse("0.10") == .number(JSONNumber("0.10")))
  }

  /// What must be escaped is found at every place, whatever stands around it: strings are read eight bytes at a time.
  @Test(arguments: ["\"", "\\", "\n", "\u{1F}", "\u{2028}"])
  func whatIsEscapedIsFoundAtEveryPlace(_ special: String) throws {
    for letter in ["a", "ق", "\u{2026}", "\u{7F}", " ", "\u{80}"] {
      for length in 0..<20 {
        for place in 0...length {
          let text =
            String(repeating: letter, count: place) + special
            + String(repeating: letter, count: length - place)
          var writer = JSONWriter()
          writer.string(text)
          #expect(!writer.bytes.dropFirst().dropLast().contains { $0 < 0x20 })
          #expect(!writer.text.contains("\u{2028}"))
          #expect(try JSONParser.parse(writer.text) == .string(text))
        }
      }
    }
  }

  @Test(arguments: [
    (0, 0, "0"), (7, 0, "7"), (-7, 0, "-7"), (1_000_000, 0, "1000000"), (.max, 0, "9223372036854775807"),
    (.min, 0, "-9223372036854775808"), (85, 2, "0.85"), (-85, 2, "-0.85"), (5, 3, "0.005"), (0, 2, "0.00"),
    (12345, 2, "123.45"), (.min, 18, "-9.223372036854775808"), (.min, 20, "-0.09223372036854775808"),
  ])
  func decimalsAreWrittenInFull(_ mantissa: Int, _ scale: Int, _ text: String) {
    var writer = JSONWriter()
    writer.decimal(mantissa: mantissa, scale: scale)
    #expect(writer.text == text)
  }

  @Test func namesThatCountAndStringsOfTwoParts() {
    var writer = JSONWriter()
    writer.array { json in
      json.identifier("e", 120)
      json.identifier("q", -1)
      json.string("a\"", "/", "ب")
      json.integer(3)
    }
    #expect(writer.text == #"["e120","q-1","a\"/ب",3]"#)
  }

  @Test func lineSeparatorsAreEscaped() {
    var writer = JSONWriter()
    writer.string("a\u{2028}b\u{2029}c\u{1}\u{7F}")
    #expect(writer.text == "\"a\\u2028b\\u2029c\\u0001\u{7F}\"")
  }

  @Test(arguments: [
    ("", "the value is missing at byte 1"),
    ("{\"a\":1,\"a\":2}", "the name \"a\" stands twice in one object at byte 8"),
    ("[1,]", "unexpected character at byte 4"),
    ("{\"a\" 1}", "':' is missing after a name at byte 6"),
    ("{\"a\":1", "'}' is missing: the value is cut off at byte 7"),
    ("[1 2]", "',' or ']' is missing at byte 4"),
    ("01", "a number starts with a zero at byte 2"),
    ("1.", "a digit is missing at byte 3"),
    ("\"abc", "a string is not closed at byte 1"),
    ("\"a\nb\"", "a control character stands in a string; write it as \\u00XX at byte 3"),
    ("\"\\ud800\"", "half of a surrogate pair at byte 2"),
    ("\"\\udc00\"", "half of a surrogate pair at byte 2"),
    ("\"\\x\"", "unknown escape at byte 2"),
    ("tru", "unexpected word at byte 1"),
    ("NaN", "unexpected character at byte 1"),
    ("1 2", "text after the value at byte 3"),
    ("{1:2}", "a member's name is missing at byte 2"),
  ])
  func errorsNameTheByte(_ text: String, _ sentence: String) {
    #expect(error(text) == sentence)
  }

  @Test func depthIsBounded() {
    #expect(error(String(repeating: "[", count: 100_000)) == "nested deeper than 128 levels at byte 129")
  }

  @Test func commasArePlaced() {
    var writer = JSONWriter()
    writer.object { json in
      json.name("a")
      json.integer(-120)
      json.name("b")
      json.array { json in
        json.null()
        json.object { _ in }
        json.bool(true)
      }
    }
    writer.newline()
    writer.integer(Int.min)
    #expect(writer.text == "{\"a\":-120,\"b\":[null,{},true]}\n-9223372036854775808")
  }
}
