import Isnad

/// Who said what: a card a quote.
struct QuoteCards {
  private let view: ArticleView
  private var document: Document { view.document }

  init(_ view: ArticleView) { self.view = view }

  func write(_ html: inout HTMLWriter) {
    guard let quotes = document.quotes, !quotes.isEmpty else { return }
    view.section(view.words.quotes, "quotes", &html) { html in
      html.element("ol") { html in
        for quote in quotes { card(quote, &html) }
      }
    }
  }

  private func classes(of quote: Quote) -> String {
    "card" + (quote.polarity == .denied ? " denied" : "")
      + (PageConfidence.isUnsure(quote.confidence) ? " unsure" : "")
  }

  private func card(_ quote: Quote, _ html: inout HTMLWriter) {
    let id = view.id("q\(quote.id)")
    let speaker = view.speaker(of: quote)
    html.element(
      "li",
      [
        "class": classes(of: quote), "id": "\(id)-card", "data-item": id,
        "data-kind": quote.kind.rawValue, "data-says": view.words.kind(quote.kind), "data-speaker": speaker,
        "data-cluster": view.cluster(of: quote).map { "c\($0)" },
      ]
    ) { html in
      html.element("p", ["class": "who"]) { html in
        html.element("bdi", ["class": "name"], ArticleView.shortened(speaker, to: 120))
        if quote.polarity == .denied { html.element("span", ["class": "badge"], view.words.denied) }
        if PageConfidence.isUnsure(quote.confidence) {
          html.element("span", ["class": "badge"], view.words.unsure)
        }
        if let nested = quote.nestedIn {
          html.element(
            "a", ["class": "badge", "href": "#\(view.id("q\(nested)"))-card"],
            "\(view.words.within) \(nested)")
        }
      }
      html.element("blockquote", ["dir": "auto"]) { html in
        html.text(quote.kind == .direct ? "«" : "")
        html.text(document.text, quote.span.range)
        html.text(quote.kind == .direct ? "»" : "")
      }
      html.element("p", ["class": "how"]) { html in
        html.element("span", view.words.kind(quote.kind))
        mention(quote, speaker, &html)
        if let via = quote.via { part(view.words.via, document[via], &html) }
        // A headline's colon is a cue as well, and no word.
        if let cue = quote.cue, document[cue].contains(where: \.isLetter) {
          part(view.words.cue, document[cue], &html)
        }
      }
      html.element("p", ["class": "where"]) { html in
        html.element(
          "a", ["href": "#\(id)"], "\(view.words.paragraph) \(view.paragraph(of: quote.span.start))")
        html.element("code", ["dir": "ltr"], quote.by.text)
        html.element("span", ["dir": "ltr"], "\(quote.confidence.percent)%")
      }
    }
    html.lineBreak()
  }

  /// How the text itself calls the speaker, where that is not the name.
  private func mention(_ quote: Quote, _ name: String, _ html: inout HTMLWriter) {
    if let speaker = quote.speaker, document[speaker] != name {
      part(view.words.speaker(quote.speakerType), document[speaker], &html)
    } else {
      html.element("span", view.words.speaker(quote.speakerType))
    }
  }

  private func part(_ label: String, _ text: String, _ html: inout HTMLWriter) {
    html.element("span") { html in
      html.text("\(label): ")
      html.element("bdi", ArticleView.shortened(text, to: 120))
    }
  }
}
