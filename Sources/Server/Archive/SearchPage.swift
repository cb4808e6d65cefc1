#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// What a search finds: quotes as cards, and by what they can be narrowed down.
  struct SearchPage {
    let parameters: ArchiveParameters
    let page: ArchivePage
    let facets: ArchiveFacets
    /// Whose quotes are asked for.
    let speaker: ArchivedPerson?
    let language: PageLanguage
    /// Where readers' marks go; nil where none are taken.
    let corrections: CorrectionsFile?

    func write(in frame: ((inout HTMLWriter) -> Void) -> HTMLWriter) -> HTMLWriter {
      frame { html in
        form(&html)
        chosen(&html)
        html.element("div", ["class": "found"]) { html in
          let count = "\(facets.count)\(facets.isPartial ? "+" : "")"
          html.element("h2", language("الاقتباسات: \(count)", "Quotes: \(count)"))
          // On paper there is no field that says what was searched for.
          if let words = parameters["q"] {
            html.element("p", ["class": "printed"]) { html in
              html.text(language("البحث: ", "Search: "))
              html.element("bdi", words)
            }
          }
          html.element("div") { html in
            if page.quotes.isEmpty {
              html.element("p", language("لا اقتباس يجيب عن ذلك.", "No quote answers that."))
            }
            html.element("ol", ["class": "results"]) { html in
              for quote in page.quotes { QuoteCard(quote, language, corrections).write(&html) }
            }
            if parameters["after"] != nil {
              html.element(
                "a", ["class": "more", "rel": "first", "href": parameters.address("/")],
                language("الصفحة الأولى", "First page"))
            }
            if let next = page.next {
              html.element(
                "a",
                ["class": "more", "rel": "next", "href": parameters.address("/", with: [("after", next)])],
                language("الصفحة التالية", "Next page"))
            }
            if !page.quotes.isEmpty { exports(&html) }
          }
          narrowing(&html)
        }
      }
    }

    private func form(_ html: inout HTMLWriter) {
      html.element("form", ["class": "ask", "role": "search", "action": "/", "method": "get"]) { html in
        html.element("label", ["class": "words"]) { html in
          html.text(language("من قال ماذا", "Who said what"))
          html.open(
            "input",
            [
              "type": "search", "name": "q", "value": parameters["q"] ?? "", "dir": "auto",
              "maxlength": "500",
              "autocomplete": "off", "aria-describedby": "help",
            ])
        }
        for (name, label) in [("since", language("منذ", "Since")), ("until", language("حتى", "Until"))] {
          html.element("label") { html in
            html.text(label)
            html.open("input", ["type": "date", "name": .some(name), "value": Self.whole(parameters[name])])
          }
        }
        html.element("label") { html in
          html.text(language("الترتيب", "Order"))
          html.element("select", ["name": "sort"]) { html in
            for (value, label) in [
              ("date", language("الأحدث أولًا", "Newest first")),
              ("relevance", language("الأقرب أولًا", "Most relevant first")),
            ] {
              html.element(
                "option", ["value": value, "selected": parameters["sort"] == value ? "" : nil], label)
            }
          }
        }
        for name in ["speaker", "outlet", "kind", "polarity"] {
          if let value = parameters[name] {
            html.open("input", ["type": "hidden", "name": .some(name), "value": value])
          }
        }
        html.element("button", ["class": "main", "type": "submit"], language("ابحث", "Search"))
      }
      html.element("p", ["class": "help", "id": "help"]) { html in
        html.text(language("مثلًا: ", "Such as: "))
        html.element(
          "code", ["dir": "auto"],
          language(
            "غزة \"وقف إطلاق النار\" -هدنة القائل:بايدن المصدر:سكاي منذ:2024-01",
            "غزة \"وقف إطلاق النار\" -هدنة speaker:بايدن outlet:سكاي since:2024-01"))
      }
    }

    /// What a date field can show.
    private static func whole(_ date: String?) -> String? { date?.utf8.count == 10 ? date : nil }

    /// What narrows the search down, each with a way out of it.
    private func chosen(_ html: inout HTMLWriter) {
      let names = ["speaker", "outlet", "kind", "polarity", "since", "until"].filter { parameters[$0] != nil }
      guard !names.isEmpty else { return }
      html.element("ul", ["class": "chosen", "aria-label": language("ما اختير", "Chosen")]) { html in
        for name in names {
          let value = parameters[name] ?? ""
          let shown = name == "speaker" ? speaker?.name ?? value : said(name, value)
          html.element("li") { html in
            html.element("a", ["href": parameters.address("/", with: [(name, nil)])]) { html in
              html.element("bdi", shown)
              html.text(language(" ✕ أزل", " ✕ remove"))
            }
          }
        }
      }
    }

    private func said(_ name: String, _ value: String) -> String {
      switch (name, value) {
      case ("since", _): language("منذ ", "since ") + value
      case ("until", _): language("حتى ", "until ") + value
      case ("kind", _), ("polarity", _): QuoteCard.said(value, language)
      default: value
      }
    }

    /// How many of the quotes each value would leave.
    private func narrowing(_ html: inout HTMLWriter) {
      html.element("section", ["class": "facets", "aria-label": language("تضييق البحث", "Narrow down")]) {
        html in
        if facets.isPartial {
          html.element(
            "p", ["class": "help"],
            language(
              "عُدّت في أحدث \(QuoteCount.arabic(facets.count)).",
              "Counted in the newest \(QuoteCount.english(facets.count))."))
        }
        facet(language("القائل", "Speaker"), "speaker", facets.speakers, &html)
        facet(language("المصدر", "Outlet"), "outlet", facets.outlets, &html)
        facet(language("النوع", "Kind"), "kind", facets.kinds, &html)
        facet(language("يؤكد أم ينفي", "Says or denies"), "polarity", facets.polarities, &html)
        facet(language("الشهر", "Month"), "month", facets.months, &html)
      }
    }

    private func facet(
      _ heading: String, _ name: String, _ values: [ArchiveFacets.Value],
      _ html: inout HTMLWriter
    ) {
      guard !values.isEmpty else { return }
      html.element("section") { html in
        html.element("h3", heading)
        html.element("ul") { html in
          for value in values {
            let changes: [(String, String?)] =
              name == "month" ? [("since", value.value), ("until", value.value)] : [(name, value.value)]
            html.element("li") { html in
              html.element("a", ["href": parameters.address("/", with: changes)]) { html in
                html.element("bdi", said(name, value.name))
                html.element("span", ["class": "count"], String(value.count))
              }
            }
          }
        }
      }
    }

    private func exports(_ html: inout HTMLWriter) {
      let path = "/v1/archive/quotes"
      html.element("p", ["class": "tools"]) { html in
        html.element("span", language("ما يظهر كملف:", "What is shown, as a file:"))
        for (format, label) in [
          ("csv", "CSV"), ("jsonl", "JSON Lines"), ("citation", language("إحالات", "Citations")),
        ] {
          let after = parameters["after"]
          html.element(
            "a",
            [
              "href": parameters.address(path, with: [("after", after), ("format", format)]), "download": "",
            ],
            label)
        }
      }
    }
  }
#endif
