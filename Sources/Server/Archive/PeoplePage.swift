#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// Names of the archive, those with the most articles first.
  struct PeoplePage {
    /// Names of a page.
    static let size = 50
    private static let labels = ["PER", "ORG", "LOC"]

    let parameters: ArchiveParameters
    /// One more than a page has, where there are others.
    let people: [ArchivedPerson]
    let offset: Int
    /// Those that are shown on a map.
    let places: [MappedPlace]
    let language: PageLanguage

    static func said(label: String, _ language: PageLanguage) -> String {
      switch label {
      case "PER": language("شخص", "Person")
      case "ORG": language("منظمة", "Organisation")
      case "LOC": language("مكان", "Place")
      case "NORP": language("جنسية أو جماعة", "Nationality or group")
      case "MISC": language("اسم آخر", "Other name")
      default: label
      }
    }

    func write(in frame: (String, (inout HTMLWriter) -> Void) -> HTMLWriter) -> HTMLWriter {
      frame(language("الأسماء", "Names")) { html in
        html.element("form", ["class": "ask", "role": "search", "action": "/people", "method": "get"]) {
          html in
          html.element("label", ["class": "words"]) { html in
            html.text(language("بداية الاسم", "Beginning of a name"))
            html.open(
              "input", ["type": "search", "name": "name", "value": parameters["name"] ?? "", "dir": "auto"])
          }
          html.element("label") { html in
            html.text(language("النوع", "Kind"))
            html.element("select", ["name": "label"]) { html in
              for label in Self.labels {
                html.element(
                  "option", ["value": label, "selected": parameters["label"] == label ? "" : nil],
                  Self.said(label: label, language))
              }
            }
          }
          html.element("button", ["class": "main", "type": "submit"], language("ابحث", "Search"))
        }
        html.element("h2", language("الأسماء", "Names"))
        if !places.isEmpty {
          ArchiveMap(places, language).write(
            title: language("الأماكن التي تذكرها المقالات", "Places that articles name"), &html)
        }
        html.element(
          "div",
          ["class": "wide", "tabindex": "0", "role": "region", "aria-label": language("الأسماء", "Names")]
        ) { html in
          html.element("table") { html in
            head(
              [
                language("الاسم", "Name"), language("بأسماء أخرى", "Also"), language("المقالات", "Articles"),
                language("الاقتباسات", "Quotes"),
              ], &html)
            html.element("tbody") { html in
              for person in people.prefix(Self.size) {
                html.element("tr") { html in
                  html.element("th", ["scope": "row"]) { html in
                    html.element("a", ["href": "/people/\(person.id)", "dir": "auto"], person.name)
                  }
                  html.element("td", ["dir": "auto"], person.aliases.prefix(4).joined(separator: "، "))
                  html.element("td", String(person.documents))
                  html.element("td", String(person.quotes))
                }
              }
            }
          }
        }
        if people.count > Self.size {
          html.element(
            "a",
            [
              "class": "more", "rel": "next",
              "href": parameters.address("/people", with: [("offset", String(offset + Self.size))]),
            ],
            language("الصفحة التالية", "Next page"))
        }
      }
    }

    private func head(_ columns: [String], _ html: inout HTMLWriter) {
      html.element("thead") { html in
        html.element("tr") { html in
          for column in columns { html.element("th", ["scope": "col"], column) }
        }
      }
    }
  }
#endif
