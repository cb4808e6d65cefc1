#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// A quote in a list.
  struct QuoteCard {
    private let quote: ArchivedQuote
    private let language: PageLanguage
    /// Where readers' marks go; nil where none are taken.
    private let corrections: CorrectionsFile?

    init(_ quote: ArchivedQuote, _ language: PageLanguage, _ corrections: CorrectionsFile?) {
      self.quote = quote
      self.language = language
      self.corrections = corrections
    }

    static func said(_ value: String, _ language: PageLanguage) -> String {
      switch value {
      case "direct": language("كلام مباشر", "direct")
      case "indirect": language("كلام غير مباشر", "indirect")
      case "mixed": language("كلام بعضه مباشر", "mixed")
      case "denied": language("ينفي", "denies")
      case "asserted": language("يؤكد", "says")
      default: value
      }
    }

    func write(_ html: inout HTMLWriter) {
      let isDenied = quote.polarity == Quote.Polarity.denied.rawValue
      let isUnsure = quote.confidence.map(PageConfidence.isUnsure) ?? false
      let classes = "card" + (isDenied ? " denied" : "") + (isUnsure ? " unsure" : "")
      html.element("li", ["class": .some(classes)]) { html in
        html.element("p", ["class": "who"]) { html in
          let name = quote.personName ?? quote.speaker ?? language("قائل غير معروف", "Unknown speaker")
          if let person = quote.person {
            html.element(
              "a", ["class": "name", "href": "/people/\(String(person, radix: 36))"]
            ) { $0.element("bdi", Self.short(name)) }
          } else {
            html.element("bdi", ["class": "name"], Self.short(name))
          }
          if isDenied { html.element("span", ["class": "badge"], Self.said(quote.polarity, language)) }
          if isUnsure { html.element("span", ["class": "badge"], language("غير مؤكد", "uncertain")) }
          if corrections?.marked(in: quote.documentID).contains(quote.id) ?? false {
            html.element(
              "span", ["class": "badge"], language("علّم عليه قارئ خطأً", "marked wrong by a reader"))
          }
        }
        html.element("blockquote", ["dir": "auto"]) { html in
          html.element("span", ["class": "around"], Self.tail(quote.before))
          html.element("span", ["class": "said"], quote.text)
          html.element("span", ["class": "around"], Self.head(quote.after))
        }
        html.element("p", ["class": "how"]) { html in
          html.element("span", Self.said(quote.kind, language))
          if let mention = quote.mention, mention != quote.personName {
            part(language("كما في النص", "as the text has it"), mention, &html)
          }
          if let via = quote.via { part(language("نقلًا عن", "via"), via, &html) }
          if let cue = quote.cue, cue.contains(where: \.isLetter) {
            part(language("الفعل", "cue"), cue, &html)
          }
        }
        html.element("p", ["class": "where"]) { html in
          html.element(
            "a", ["href": "/articles/\(quote.document)#article-\(quote.id)", "dir": "auto"],
            Self.short(quote.heading.isEmpty ? quote.documentID : quote.heading))
          if let outlet = quote.outlet { html.element("bdi", Self.short(outlet)) }
          if let date = quote.date { html.element("bdi", ["dir": "ltr"], String(date.prefix(10))) }
        }
        why(&html)
        if corrections != nil { CorrectionForm(quote: quote, language: language).write(&html) }
      }
      html.lineBreak()
    }

    /// By which rule it was found, and how sure that is.
    private func why(_ html: inout HTMLWriter) {
      html.element("p", ["class": "how"]) { html in
        if let confidence = quote.confidence {
          part(language("الثقة", "confidence"), "\(Int((confidence * 100).rounded()))%", &html)
        }
        if let rule = quote.by {
          html.element("span") { html in
            html.text(language("القاعدة: ", "rule: "))
            html.element("code", ["dir": "ltr"], rule)
          }
        }
      }
    }

    private func part(_ label: String, _ text: String, _ html: inout HTMLWriter) {
      html.element("span") { html in
        html.text("\(label): ")
        html.element("bdi", Self.short(text))
      }
    }

    static func short(_ text: String) -> String {
      text.unicodeScalars.count <= 120
        ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(119))) + "…"
    }

    /// From the last beginning of a line or, where that is far, of a word.
    private static func tail(_ text: String) -> String {
      let line =
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).last.map(String.init) ?? ""
      guard line.unicodeScalars.count == text.unicodeScalars.count, let space = line.firstIndex(of: " ")
      else { return line }
      return "…" + line[space...]
    }

    private static func head(_ text: String) -> String {
      let line =
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first.map(String.init) ?? ""
      guard line.unicodeScalars.count == text.unicodeScalars.count, let space = line.lastIndex(of: " ") else {
        return line
      }
      return line[..<space] + "…"
    }
  }
#endif
