#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// Names of the archive, those with the most articles first.
  struct PeoplePage {
    /// Names of a page.
    static let size = 50
    private static let labels = ["PER", "ORG", "LOC"]
    /// What the form says where any kind of name will do.
    static let all = "all"
    /// Where it says nothing.
    static let usual = "PER"

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
              html.element(
                "option", ["value": .some(Self.all), "selected": parameters["label"] == Self.all ? "" : nil],
                language("كل الأنواع", "All kinds"))
            }
          }
          html.element("button", ["class": "main", "type": "submit"], language("ابحث", "Search"))
        }
        html.element("h2", language("الأسماء", "Names"))
        if !places.isEmpty {
          ArchiveMap(places, language).write(
            title: language("الأماكن التي تذكرها المقالات", "Places that articles name"), &html)
        }
        if people.isEmpty {
          html.element("p", language("لا اسم يبدأ هكذا.", "No name begins like that."))
          if parameters["label"] != Self.all {
            html.element(
              "a",
              [
                "class": "more",
                "href": parameters.address("/people", with: [("label", Self.all), ("offset", nil)]),
              ],
              language("ابحث في كل الأنواع", "Search all kinds"))
          }
        } else {
          html.element("ol", ["class": "results names-found"]) { html in
            for person in people.prefix(Self.size) { PersonCard(person, language).write(&html) }
          }
        }
        if offset > 0 {
          html.element(
            "a",
            [
              "class": "more", "rel": "prev",
              "href": parameters.address("/people", with: [("offset", before)]),
            ],
            language("الصفحة السابقة", "Previous page"))
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

    private var before: String? { offset > Self.size ? String(offset - Self.size) : nil }
  }
#endif
