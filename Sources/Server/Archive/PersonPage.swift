#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// What the archive tells of a person, an organisation or a place.
  struct PersonPage {
    /// So many figures are shown.
    static let figures = 10

    let profile: ArchiveProfile
    let quotes: [ArchivedQuote]
    let figures: [ArchivedFigure]
    /// Of the archive, where this is one itself.
    let places: [MappedPlace]
    let language: PageLanguage
    /// Where readers' marks go; nil where none are taken.
    let corrections: CorrectionsFile?

    private var person: ArchivedPerson { profile.person }

    func write(_ frame: (String, (inout HTMLWriter) -> Void) -> HTMLWriter) -> HTMLWriter {
      frame(person.name) { html in
        html.element("h2") { $0.element("bdi", person.name) }
        html.element("p", ["class": "names"]) { html in
          html.text(
            [
              PeoplePage.said(label: person.label, language),
              language("المقالات: \(person.documents)", "articles: \(person.documents)"),
              language("الاقتباسات: \(person.quotes)", "quotes: \(person.quotes)"),
            ].joined(separator: " · "))
          if let seen = person.seen {
            html.text(" · ")
            html.element("bdi", ["dir": "ltr"], seen)
          }
          if let kb = person.kbID {
            html.text(" · ")
            html.element("code", ["dir": "ltr"], kb)
          }
        }
        list(language("بأسماء أخرى", "Other names"), person.aliases, &html)
        if person.label == "PER" {
          list(language("بصفات", "Roles, as articles give them"), person.roles, &html)
        }
        html.element("div", ["class": "who-is"]) { html in
          map(&html)
          quotesOverTime(&html)
          articlesOverTime(&html)
          counts(language("من ينقل كلامه", "Quoted by"), profile.outlets, &html) { count in
            ArchiveParameters.address("/", [("speaker", person.id), ("outlet", count.name)])
          }
          counts(language("أسماء تقترن به", "Names that stand out"), profile.names, &html) { count in
            count.person.map { "/people/\(String($0, radix: 36))" } ?? "/"
          }
          counts(language("كلمات يكثر منها", "Words that stand out"), profile.words, &html) { count in
            ArchiveParameters.address("/", [("speaker", person.id), ("q", count.name)])
          }
          denied(&html)
          said(&html)
          numbers(&html)
          articles(&html)
        }
      }
    }

    private func list(_ label: String, _ texts: [String], _ html: inout HTMLWriter) {
      guard !texts.isEmpty else { return }
      html.element("p", ["class": "names"]) { html in
        html.text("\(label): ")
        NameList.write(texts.prefix(12), language, &html)
      }
    }

    private func section(
      _ heading: String, isWhole: Bool = false, _ html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
    ) {
      html.element("section", ["class": isWhole ? "whole" : nil]) { html in
        html.element("h3", heading)
        body(&html)
      }
    }

    private func map(_ html: inout HTMLWriter) {
      guard let latitude = person.latitude, let longitude = person.longitude else { return }
      section(language("على الخريطة", "On the map"), isWhole: true, &html) { html in
        let here = PageMap.Place(
          person.name, address: "/people/\(person.id)", latitude: latitude, longitude: longitude,
          articles: person.documents, isMeant: true)
        ArchiveMap(places.filter { $0.number != person.number }, language)
          .write(title: language("موقع \(person.name)", "Where \(person.name) is"), with: [here], &html)
      }
    }

    private func quotesOverTime(_ html: inout HTMLWriter) {
      guard !profile.quotesByMonth.isEmpty else { return }
      let heading = language("ما قاله مع الوقت", "Quotes over time")
      section(heading, &html) { html in
        chart(profile.quotesByMonth, heading, language("الاقتباسات", "Quotes"), &html) { month in
          ArchiveParameters.address("/", [("speaker", person.id), ("since", month), ("until", month)])
        }
      }
    }

    private func articlesOverTime(_ html: inout HTMLWriter) {
      guard !profile.documentsByMonth.isEmpty else { return }
      let heading = language("المقالات مع الوقت", "Articles over time")
      section(heading, &html) { html in
        chart(profile.documentsByMonth, heading, language("المقالات", "Articles"), &html) { _ in nil }
      }
    }

    private func chart(
      _ months: [(month: String, count: Int)], _ title: String, _ what: String, _ html: inout HTMLWriter,
      _ address: (String) -> String?
    ) {
      let bars = Months.filled(months).map { PageChart.Bar($0.month, $0.count, address: address($0.month)) }
      PageChart.bars(
        bars, title: title, columns: (language("الشهر", "Month"), what),
        summary: language("الجدول", "Table"), &html)
    }

    private func counts(
      _ heading: String, _ counts: [ArchiveCount], _ html: inout HTMLWriter,
      _ address: (ArchiveCount) -> String
    ) {
      guard !counts.isEmpty else { return }
      section(heading, &html) { html in
        html.element("ul", ["class": "counts-list"]) { html in
          for count in counts {
            html.element("li") { html in
              html.element("a", ["href": address(count)]) { $0.element("bdi", count.name) }
              html.element("span", ["class": "count"], String(count.count))
            }
          }
        }
      }
    }

    private func denied(_ html: inout HTMLWriter) {
      guard profile.denials > 0 else { return }
      section(language("ما ينفيه", "Denials"), &html) { html in
        html.element("p") { html in
          html.element(
            "a", ["href": ArchiveParameters.address("/", [("speaker", person.id), ("polarity", "denied")])],
            language(
              "ينفي في \(QuoteCount.arabic(profile.denials))",
              "Denies in \(QuoteCount.english(profile.denials))"))
        }
        html.element("ul", ["class": "counts-list"]) { html in
          for count in profile.denied {
            html.element("li") { html in
              html.element("a", ["href": count.person.map { "/people/\(String($0, radix: 36))" } ?? "/"]) {
                $0.element("bdi", count.name)
              }
              html.element("span", ["class": "count"], String(count.count))
            }
          }
        }
      }
    }

    private func said(_ html: inout HTMLWriter) {
      guard !quotes.isEmpty else { return }
      section(language("آخر ما قاله", "Latest quotes"), isWhole: true, &html) { html in
        html.element("ol", ["class": "results"]) { html in
          for quote in quotes { QuoteCard(quote, language, corrections).write(&html) }
        }
        html.element(
          "a", ["class": "more", "href": ArchiveParameters.address("/", [("speaker", person.id)])],
          language("كل ما قاله", "All quotes"))
      }
    }

    private func numbers(_ html: inout HTMLWriter) {
      guard !figures.isEmpty else { return }
      let isPlace = person.label == EntityLabel.place.rawValue
      let heading =
        isPlace
        ? language("أرقام عن هذا المكان", "Figures from here") : language("أرقام ذكرها", "Figures given")
      section(heading, isWhole: true, &html) { html in
        FigureTable(language).write(figures, &html)
        let all = ArchiveParameters.address("/figures", [(isPlace ? "place" : "source", person.id)])
        html.element("a", ["class": "more", "href": all], language("كل الأرقام", "All figures"))
      }
    }

    private func articles(_ html: inout HTMLWriter) {
      guard !profile.documents.isEmpty else { return }
      section(language("آخر المقالات", "Latest articles"), isWhole: true, &html) { html in
        DocumentList(language).write(profile.documents, &html)
      }
    }
  }

  /// Months one after another.
  enum Months {
    /// A chart has at most so many bars; with more months it has years.
    private static let most = 72

    static func filled(_ months: [(month: String, count: Int)]) -> [(month: String, count: Int)] {
      guard let first = months.first.flatMap({ number($0.month) }),
        let last = months.last.flatMap({ number($0.month) }),
        first <= last
      else { return months }
      if last - first >= most {
        var years: [String: Int] = [:]
        for (month, count) in months { years[String(month.prefix(4)), default: 0] += count }
        return (first / 12...last / 12).map { year in (String(year), years[String(year)] ?? 0) }
      }
      let counts = Dictionary(months.map { ($0.month, $0.count) }, uniquingKeysWith: +)
      return (first...last).map { number in
        let month = number % 12 + 1
        let name = "\(number / 12)-\(month < 10 ? "0" : "")\(month)"
        return (name, counts[name] ?? 0)
      }
    }

    private static func number(_ month: String) -> Int? {
      let parts = month.split(separator: "-").compactMap { Int($0) }
      return parts.count == 2 ? parts[0] * 12 + parts[1] - 1 : nil
    }
  }
#endif
