#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// Figures as a table.
  struct FigureTable {
    private let language: PageLanguage

    init(_ language: PageLanguage) { self.language = language }

    func write(_ figures: [ArchivedFigure], _ html: inout HTMLWriter) {
      html.element(
        "div",
        [
          "class": "wide", "tabindex": "0", "role": "region",
          "aria-label": language("جدول الأرقام", "Table of figures"),
        ]
      ) { html in
        html.element("table") { html in
          html.element("thead") { html in
            html.element("tr") { html in
              for column in [
                language("اليوم", "Day"), language("الحدث", "Event"), language("الرقم", "Figure"),
                language("المكان", "Place"), language("من قال", "Source"), language("المقال", "Article"),
              ] { html.element("th", ["scope": "col"], column) }
            }
          }
          html.element("tbody") { html in
            for figure in figures { row(figure, &html) }
          }
        }
      }
    }

    private func row(_ figure: ArchivedFigure, _ html: inout HTMLWriter) {
      html.element("tr") { html in
        html.element("td", ["dir": "ltr"], String((figure.date ?? "").prefix(10)))
        html.element("td", FiguresPage.said(figure.event, language))
        html.element("th", ["scope": "row", "dir": "auto"], figure.text)
        html.element("td", ["dir": "auto"], figure.place ?? "")
        html.element("td") { html in
          if let person = figure.sourcePerson, let source = figure.source {
            html.element(
              "a", ["href": "/people/\(String(person, radix: 36))", "dir": "auto"], QuoteCard.short(source))
          } else {
            html.element("bdi", QuoteCard.short(figure.source ?? ""))
          }
        }
        html.element("td") { html in
          html.element(
            "a", ["href": "/articles/\(figure.document)", "dir": "auto"],
            QuoteCard.short(figure.title ?? figure.documentID))
        }
      }
    }
  }

  /// Figures of an event over time, by source.
  struct FiguresPage {
    let parameters: ArchiveParameters
    let figures: [ArchivedFigure]
    let place: ArchivedPerson?
    let source: ArchivedPerson?
    let language: PageLanguage

    static func said(_ event: String, _ language: PageLanguage) -> String {
      language == .english ? event : Figure.Event(rawValue: event).map(PageNames.event) ?? event
    }

    func write(_ frame: (String, (inout HTMLWriter) -> Void) -> HTMLWriter) -> HTMLWriter {
      frame(language("الأرقام", "Figures")) { html in
        form(&html)
        html.element("h2", language("الأرقام: \(figures.count)", "Figures: \(figures.count)"))
        if !figures.isEmpty, parameters["event"] != nil { chart(&html) }
        FigureTable(language).write(figures, &html)
      }
    }

    private func form(_ html: inout HTMLWriter) {
      html.element("form", ["class": "ask", "action": "/figures", "method": "get"]) { html in
        html.element("label") { html in
          html.text(language("الحدث", "Event"))
          html.element("select", ["name": "event"]) { html in
            html.element("option", ["value": ""], language("كل الأحداث", "All events"))
            for event in Figure.Event.allCases {
              html.element(
                "option",
                ["value": event.rawValue, "selected": parameters["event"] == event.rawValue ? "" : nil],
                Self.said(event.rawValue, language))
            }
          }
        }
        for (name, person) in [("place", place), ("source", source)] {
          if let person { html.open("input", ["type": "hidden", "name": .some(name), "value": person.id]) }
        }
        html.element("button", ["class": "main", "type": "submit"], language("أظهر", "Show"))
      }
      guard place != nil || source != nil else { return }
      html.element("ul", ["class": "chosen", "aria-label": language("ما اختير", "Chosen")]) { html in
        for (name, person) in [("place", place), ("source", source)] {
          guard let person else { continue }
          html.element("li") { html in
            html.element("a", ["href": parameters.address("/figures", with: [(name, nil)])]) { html in
              html.element("bdi", person.name)
              html.text(language(" ✕ أزل", " ✕ remove"))
            }
          }
        }
      }
    }

    /// The most frequent unit alone: others don't go on one axis.
    private func chart(_ html: inout HTMLWriter) {
      var units: [String: Int] = [:]
      for figure in figures { units[figure.unit ?? "", default: 0] += 1 }
      guard let unit = units.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return }
      let shown = figures.filter { ($0.unit ?? "") == unit && $0.value != nil && $0.date != nil }
      guard shown.count > 1 else { return }
      var counts: [String: Int] = [:]
      for figure in shown { counts[figure.source ?? "", default: 0] += 1 }
      let sources = counts.filter { !$0.key.isEmpty }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .prefix(PageChart.seriesCount - 1).map(\.key)
      let points = shown.compactMap { figure -> PageChart.Point? in
        guard let value = figure.value, let date = figure.date else { return nil }
        let series = sources.firstIndex(of: figure.source ?? "") ?? PageChart.seriesCount - 1
        return .init(day: date, value: value, series: series)
      }
      let what = [Self.said(parameters["event"] ?? "", language), unit].filter { !$0.isEmpty }.joined(
        separator: "، ")
      PageChart.points(points, title: language("\(what) مع الوقت", "\(what) over time"), &html)
      html.element("ul", ["class": "tools"]) { html in
        for (series, source) in sources.enumerated() {
          html.element("li") { html in
            PageChart.key(series, &html)
            html.text(" ")
            html.element("bdi", QuoteCard.short(source))
          }
        }
        html.element("li") { html in
          PageChart.key(PageChart.seriesCount - 1, &html)
          html.text(" " + language("غيرهم", "others"))
        }
      }
    }
  }
#endif
