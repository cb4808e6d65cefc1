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
        html.element("td", ["class": "day"]) {
          $0.element("bdi", ["dir": "ltr"], String((figure.date ?? "").prefix(10)))
        }
        html.element("td", FiguresPage.said(figure.event, language))
        html.element("th", ["scope": "row"]) { $0.element("bdi", figure.text) }
        html.element("td") { $0.element("bdi", figure.place ?? "") }
        html.element("td") { html in
          let source = QuoteCard.short(figure.sourceName ?? figure.source ?? "")
          if let person = figure.sourcePerson {
            html.element("a", ["href": "/people/\(String(person, radix: 36))"]) { $0.element("bdi", source) }
          } else {
            html.element("bdi", source)
          }
        }
        html.element("td") { html in
          html.element(
            "a", ["href": "/articles/\(figure.document)", "dir": "auto"],
            QuoteCard.short(figure.heading.isEmpty ? figure.documentID : figure.heading))
        }
      }
    }
  }

  /// Figures of an event over time, by source.
  struct FiguresPage {
    let parameters: ArchiveParameters
    let figures: [ArchivedFigure]
    /// Whether there are no others.
    let isWhole: Bool
    let place: ArchivedPerson?
    let source: ArchivedPerson?
    let language: PageLanguage

    static func said(_ event: String, _ language: PageLanguage) -> String {
      Figure.Event(rawValue: event).map { PageNames.event($0, language) } ?? event
    }

    func write(_ frame: (String, (inout HTMLWriter) -> Void) -> HTMLWriter) -> HTMLWriter {
      frame(language("الأرقام", "Figures")) { html in
        form(&html)
        let count = "\(figures.count)\(isWhole ? "" : "+")"
        html.element("h2", language("الأرقام: \(count)", "Figures: \(count)"))
        guard !figures.isEmpty else {
          html.element("p", language("لا رقم يجيب عن ذلك.", "No figure answers that."))
          return
        }
        if !isWhole {
          html.element(
            "p", ["class": "help"],
            language("أحدث \(figures.count) رقم.", "The newest \(figures.count)."))
        }
        if let event = parameters["event"].flatMap(Figure.Event.init) { chart(event, &html) }
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

    /// Events that happen to people: whatever word says who they are, all are counts of people.
    private static let ofPeople: Set<Figure.Event> = [
      .killed, .injured, .missing, .detained, .released, .displaced, .captive, .infected, .participants,
    ]

    /// A source that has marks of its own.
    private struct Source: Hashable {
      let person: Int64?
      let name: String

      init?(_ figure: ArchivedFigure) {
        guard let name = figure.sourceName ?? figure.source, !name.isEmpty else { return nil }
        (self.person, self.name) = (figure.sourcePerson, name)
      }
    }

    /// The most frequent unit alone: others don't go on one axis.
    private func chart(_ event: Figure.Event, _ html: inout HTMLWriter) {
      var units: [String: Int] = [:]
      if !Self.ofPeople.contains(event) {
        for figure in figures { units[figure.unitKey, default: 0] += 1 }
      }
      let unit = units.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      let shown = figures.filter {
        (unit == nil || $0.unitKey == unit) && $0.value != nil && $0.date != nil
      }
      guard shown.count > 1 else { return }
      var counts: [Source: Int] = [:]
      for source in shown.compactMap(Source.init) { counts[source, default: 0] += 1 }
      let sources = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
        .prefix(PageChart.seriesCount - 1).map(\.key)
      let points = shown.compactMap { figure -> PageChart.Point? in
        guard let value = figure.value, let date = figure.date else { return nil }
        let series = Source(figure).flatMap(sources.firstIndex) ?? PageChart.seriesCount - 1
        return .init(day: date, value: value, series: series)
      }
      let what = [Self.said(event.rawValue, language), unit == nil ? nil : shown.first?.unit].compactMap {
        $0
      }
      .filter { !$0.isEmpty }.joined(separator: language.comma)
      PageChart.points(
        points, title: language("\(what) مع الوقت", "\(what) over time"),
        logarithmic: language("بمقياس لوغاريتمي", "logarithmic scale"), &html)
      html.element("ul", ["class": "tools legend"]) { html in
        for (series, source) in sources.enumerated() {
          html.element("li") { html in
            PageChart.key(series, &html)
            html.text(" ")
            if let person = source.person {
              let address = parameters.address("/figures", with: [("source", String(person, radix: 36))])
              html.element("a", ["href": address]) { $0.element("bdi", QuoteCard.short(source.name)) }
            } else {
              html.element("bdi", QuoteCard.short(source.name))
            }
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
