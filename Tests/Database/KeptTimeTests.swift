import Isnad
import Testing

@testable import IsnadDatabase

@Suite struct KeptTimeTests {
  private func days(_ text: String) -> Int? {
    guard let node = try? YAMLParser.parse(text) else { return nil }
    return (try? KeptTime.decode(node))?.days
  }

  @Test func daysAlone() {
    #expect(days("400 days") == 400)
    #expect(days("1 day") == 1)
    for text in ["400", "0 days", "-1 days", "400 hours", "days", "1.5 days", "40000 days", "[1]"] {
      #expect(days(text) == nil, "\(text)")
    }
    #expect(KeptTime(days: 30).yaml == "30 days")
  }

  @Test func theEnd() { #expect(KeptTime(days: 2).end(now: 1_000_000) == 827_200) }
}

#if PostgreSQL
  @Suite struct CopyTextTests {
    @Test func whatCopyReads() {
      var text = CopyText()
      text.add("a\tb\\c\nd\re\0")
      text.add(.null)
      text.add(.integer(-5))
      text.endRow()
      text.add("\\N")
      text.add("")
      text.endRow()
      #expect(String(decoding: text.bytes, as: UTF8.self) == "a\\tb\\\\c\\nd\\re\u{FFFD}\t\\N\t-5\n\\\\N\t\n")
    }

    @Test func vectors() {
      #expect(SearchVector.text(["a b", "b c'd \\ b"]) == "'a':1A 'b':2A,3,6 'c''d':4 '\\\\':5")
      #expect(SearchVector.text(["", ""]) == "")
      // A word that is too long for an index is none; a text that is too long ends.
      #expect(SearchVector.text([String(repeating: "x", count: 2_001)]) == "")
      let long = (0..<200_000).map { "w\($0)" }.joined(separator: " ")
      #expect(SearchVector.text([long]).utf8.count < 1_000_000)
      #expect(SearchVector.text([String(repeating: "z ", count: 20_000)]).split(separator: ",").count == 200)
    }
  }
#endif
