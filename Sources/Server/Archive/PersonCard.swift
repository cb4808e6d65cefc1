#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// A person, an organisation or a place in a list: what it is called, what it is, how often it is named.
  struct PersonCard {
    private static let aliases = 4
    private static let roles = 2

    private let person: ArchivedPerson
    private let language: PageLanguage

    init(_ person: ArchivedPerson, _ language: PageLanguage) {
      self.person = person
      self.language = language
    }

    func write(_ html: inout HTMLWriter) {
      html.element("li", ["class": "card"]) { html in
        html.element("p", ["class": "who"]) { html in
          html.element("a", ["class": "name", "href": "/people/\(person.id)"]) {
            $0.element("bdi", QuoteCard.short(person.name))
          }
          html.element("span", ["class": "badge"], PeoplePage.said(label: person.label, language))
        }
        if person.label == EntityLabel.person.rawValue, !person.roles.isEmpty {
          html.element("p", ["class": "role"]) {
            NameList.write(person.roles.prefix(Self.roles), language, &$0)
          }
        }
        if !person.aliases.isEmpty {
          html.element("p", ["class": "role"]) { html in
            html.text(language("وأيضًا: ", "Also: "))
            NameList.write(person.aliases.prefix(Self.aliases), language, &html)
            if person.aliases.count > Self.aliases { html.text(language.comma + "…") }
          }
        }
        html.element("p", ["class": "how"]) { html in
          html.element("span", language("المقالات: \(person.documents)", "articles: \(person.documents)"))
          if person.quotes > 0 {
            html.element(
              "a", ["href": ArchiveParameters.address("/", [("speaker", person.id)])],
              language("الاقتباسات: \(person.quotes)", "quotes: \(person.quotes)"))
          }
          if let seen = person.seen { html.element("bdi", ["dir": "ltr"], seen) }
        }
      }
      html.lineBreak()
    }
  }

  extension ArchivedPerson {
    /// From when to when articles name it.
    var seen: String? {
      let days = [first, last].compactMap { $0 }
      return days.isEmpty ? nil : days.first == days.last ? days.first : days.joined(separator: " – ")
    }
  }
#endif
