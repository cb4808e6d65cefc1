import Isnad
import Testing

@testable import IsnadPage

@Suite struct HTMLWriterTests {
  private func written(_ body: (inout HTMLWriter) -> Void) -> String {
    var html = HTMLWriter()
    body(&html)
    return String(decoding: html.bytes, as: UTF8.self)
  }

  @Test func nothingFromOutsideBecomesMarkup() {
    let attack = "</p><script>alert('x')</script>&\""
    #expect(
      written { $0.element("p", ["title": attack], attack) }
        == "<p title=\"&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;\">"
        + "&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;</p>")
  }

  @Test func controlsAreShownAndNotObeyed() {
    #expect(
      written { $0.text("a\u{202E}b\u{2069}c\u{0}d\u{1B}e\tf\u{200F}g") }
        == "a<span class=\"control\">RLO</span>b<span class=\"control\">PDI</span>c\u{FFFD}d\u{FFFD}e\tf\u{200F}g"
    )
    #expect(written { $0.open("p", ["title": "a\u{202E}b"]) } == "<p title=\"a\u{FFFD}b\">")
  }

  @Test func absentAndEmptyAttributes() {
    #expect(
      written { $0.open("input", ["id": nil, "required": "", "name": "a"]) } == "<input required name=\"a\">")
  }
}

@Suite struct AnnotatedTextTests {
  private func mark(_ start: Int, _ end: Int, _ tag: StaticString, rank: Int = 0, after: String? = nil)
    -> Mark
  {
    var mark = Mark(
      span: TextSpan(start, end), rank: rank,
      open: { html, isContinued in html.open(tag, ["class": isContinued ? "more" : nil]) }, tag: tag)
    if let after { mark.after = { $0.text(after) } }
    return mark
  }

  private func drawn(_ text: String, _ marks: [Mark]) -> String {
    let source = SourceText(text)
    var annotated = AnnotatedText(source, paragraphs: AnnotatedText.paragraphs(source), marks)
    var html = HTMLWriter()
    annotated.write(&html, title: nil)
    return String(decoding: html.bytes, as: UTF8.self).replacing("<p dir=\"auto\">", with: "").replacing(
      "</p>", with: "")
  }

  @Test func marksInEachOther() {
    #expect(drawn("abcdef", [mark(2, 4, "i"), mark(0, 6, "b")]) == "<b>ab<i>cd</i>ef</b>\n")
    #expect(drawn("abc", [mark(0, 3, "i", rank: 2), mark(0, 3, "b", rank: 1)]) == "<b><i>abc</i></b>\n")
  }

  @Test func marksAcrossEachOther() {
    #expect(
      drawn("abcdef", [mark(0, 4, "b", after: "!"), mark(2, 6, "i")])
        == "<b>ab<i>cd</i></b>!<i class=\"more\">ef</i>\n")
  }

  @Test func aMarkOverParagraphsIsOpenInEach() {
    #expect(
      drawn("ab\n\n cd\nef", [mark(1, 9, "q", after: "!")])
        == "a<q>b</q>\n<q class=\"more\"> cd</q>\n<q class=\"more\">e</q>!f\n")
  }

  @Test func aMarkThatEndsBetweenParagraphsEndsWithTheFirst() {
    #expect(drawn("ab\n\n\ncd", [mark(1, 4, "q", after: "!")]) == "a<q>b</q>!\ncd\n")
    #expect(drawn("ab\n\n\ncd", [mark(3, 4, "q")]) == "ab\ncd\n")
  }

  @Test func placesThatAreNoneAreNotDrawn() {
    #expect(drawn("مرحبا", [mark(1, 4, "q"), mark(0, 99, "b"), mark(4, 4, "i")]) == "مرحبا\n")
  }

  @Test func depthIsBoundedAndTheTextStaysWhole() {
    let text = String(repeating: "ab", count: 200)
    let marks = (0..<200).map { mark($0, 400 - $0, "b") }
    let html = drawn(text, marks)
    #expect(html.replacing("<b>", with: "").replacing("</b>", with: "") == text + "\n")
    #expect(html.components("<b>") == AnnotatedText.maxDepth)
  }

  /// Whatever marks there are, the text is there once and elements close in order.
  @Test func anyMarksLeaveTheTextWhole() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let text = String((0..<60).map { _ in "ab \n".randomElement(using: &generator) ?? "a" })
      let marks = (0..<25).map { _ in
        let start = Int.random(in: 0..<60, using: &generator)
        return mark(
          start, Int.random(in: start...60, using: &generator), ["b", "i", "u"].randomElement() ?? "b")
      }
      let html = drawn(text, marks)
      var open: [String] = []
      var plain = ""
      var rest = html[...]
      while let character = rest.first {
        guard character == "<", let end = rest.firstIndex(of: ">") else {
          plain.append(character)
          rest.removeFirst()
          continue
        }
        let tag = rest[..<end].dropFirst()
        if tag.first == "/" {
          #expect(open.popLast() == String(tag.dropFirst()), "\(html)")
        } else {
          open.append(String(tag.prefix(1)))
        }
        rest = rest[rest.index(after: end)...]
      }
      #expect(open == [])
      let lines = text.split(separator: "\n").filter { !$0.allSatisfy { $0 == " " } }
      #expect(plain == lines.map { $0 + "\n" }.joined(), "\(html)")
    }
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}

@Suite struct QuoteCardTests {
  private func page(confidence: Double) -> String {
    var document = Document(
      id: "1", source: DocumentSource(uri: "a"), text: SourceText("قال سامي إن الطقس جميل."))
    var quote = Quote(
      span: TextSpan(20, 40), kind: .indirect, cue: nil, speakerType: .named, confidence: confidence,
      by: Provenance(stage: "quote-attributor@1", rule: "clause-past"))
    quote.id = 1
    document[QuoteLayer.self] = [quote]
    return String(decoding: ArticleView(document).encode().bytes, as: UTF8.self)
  }

  @Test func itSpeaksTheLanguageOfItsReader() {
    var document = Document(id: "1", source: DocumentSource(uri: "a"), text: SourceText("قال سامي."))
    document[EntityLayer.self] = []
    let page = { String(decoding: ArticleView(document, language: $0).encode().bytes, as: UTF8.self) }
    #expect(page(.arabic).contains("لم يُستخرج من هذا المقال شيء."))
    #expect(page(.english).contains("Nothing was found in this article."))
    #expect(page(.english).contains("aria-label=\"Text of the article\""))
  }

  @Test func aQuoteThatIsAsLikelyWrongAsRightSaysSo() {
    #expect(page(confidence: 0.49).contains("<span class=\"badge\">غير مؤكد</span>"))
    #expect(page(confidence: 0.49).contains("class=\"card unsure\""))
    #expect(!page(confidence: 0.5).contains("غير مؤكد"))
    #expect(page(confidence: 0.5).contains("class=\"card\""))
  }
}

@Suite struct PageChartTests {
  @Test func valuesThatAreFarApartAreDrawnByTheirLogarithms() {
    let even = PageChart.Scale([3, 5, 100], most: 100)
    #expect(!even.isLogarithmic)
    #expect(even.ticks == [0, 50, 100])
    #expect(even.share(25) == 0.25)
    let steep = PageChart.Scale([3, 5, 999_999], most: 999_999)
    #expect(steep.isLogarithmic)
    #expect(steep.ticks == [0, 10, 1_000, 100_000])
    #expect(abs(steep.share(999) - 0.5) < 1e-6)
    #expect((steep.share(0), steep.share(999_999)) == (0, 1))
  }
}
