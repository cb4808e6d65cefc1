#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// The form on a card by which a reader says what is wrong with it.
  struct CorrectionForm {
    let quote: ArchivedQuote
    let language: PageLanguage

    func write(_ html: inout HTMLWriter) {
      html.element("details", ["class": "wrong"]) { html in
        html.element("summary", language("ضع علامة خطأ", "Mark wrong"))
        html.element("form", ["method": "post", "action": "/corrections"]) { html in
          html.open("input", ["type": "hidden", "name": "article", "value": String(quote.document)])
          html.open("input", ["type": "hidden", "name": "quote", "value": quote.id])
          html.open("input", ["type": "hidden", "name": "polarity", "value": other.rawValue])
          select("wrong", language("ما الخطأ", "What is wrong"), kinds, &html)
          html.element("label", ["class": "if-speaker"]) { html in
            html.text(
              language(
                "القائل كما يكتبه المقال، أو لا شيء إن لم يكن أحدًا بعينه",
                "Who says it, as the article writes it; empty for nobody in particular"))
            html.open(
              "input",
              [
                "name": "speaker", "dir": "auto", "autocomplete": "off",
                "maxlength": String(Correction.longestSpeaker),
              ])
          }
          select("label", language("وهذا", "This is"), labels, style: "if-speaker", &html)
          html.element("label", ["class": "if-content"]) { html in
            html.text(language("الكلام كما في المقال", "The words, as they stand in the article"))
            html.element(
              "textarea",
              [
                "name": "content", "dir": "auto", "rows": "4",
                "maxlength": String(Correction.longestContent),
              ], quote.text)
          }
          select("kind", language("والصواب", "It is"), forms, style: "if-kind", &html)
          html.element("button", ["class": "main", "type": "submit"], language("أرسل", "Send"))
        }
      }
    }

    private var isDenied: Bool { quote.polarity == Quote.Polarity.denied.rawValue }
    /// What it is if what the card says is wrong.
    private var other: Quote.Polarity { isDenied ? .asserted : .denied }

    private var kinds: [(String, String)] {
      [
        ("speaker", language("القائل", "The speaker")),
        ("content", language("حدود الكلام", "Where it begins or ends")),
        ("not-a-quote", language("ليس قولًا لأحد", "Nobody says it")),
        (
          "polarity",
          isDenied
            ? language("ليس نفيًا", "It is not denied") : language("هو نفي", "It is denied")
        ),
        ("kind", language("مباشر أم غير مباشر", "Direct or indirect")),
      ]
    }

    private var labels: [(String, String)] {
      [("", language("لا أقول", "(not said)"))]
        + ["PER", "ORG", "LOC"].map { ($0, PeoplePage.said(label: $0, language)) }
        + [(Correction.noName, language("ليس اسمًا بل وصف", "No name, a description"))]
    }

    private var forms: [(String, String)] {
      Quote.Kind.allCases.filter { $0.rawValue != quote.kind }
        .map { ($0.rawValue, QuoteCard.said($0.rawValue, language)) }
    }

    private func select(
      _ name: String, _ label: String, _ values: [(String, String)], style: String? = nil,
      _ html: inout HTMLWriter
    ) {
      html.element("label", ["class": style]) { html in
        html.text(label)
        html.element("select", ["name": name]) { html in
          for (value, said) in values {
            // An attribute without a value is a value too.
            html.element("option", ["value": value], said)
          }
        }
      }
    }
  }

  /// What a reader is told whose mark was taken.
  struct CorrectionPage {
    let answer: CorrectionsEndpoint.Answer
    let language: PageLanguage

    func write(_ html: inout HTMLWriter) {
      html.element("h2", language("شكرًا", "Thank you"))
      html.element("p", ["role": "status"]) { html in
        html.text(
          answer.isNew
            ? language("كُتبت ملاحظتك في ملف التصحيحات.", "Your mark is in the file of corrections.")
            : language("هذه الملاحظة مكتوبة من قبل.", "This mark was there already."))
      }
      html.element("p") { html in
        html.element(
          "a", ["href": "/articles/\(answer.article)#article-\(answer.correction.quote)"],
          language("إلى المقال", "To the article"))
      }
      html.element("p") { $0.element("a", ["href": "/"], language("إلى البحث", "To the search")) }
    }
  }
#endif
