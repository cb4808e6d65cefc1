#if Server && SQLite
  import IsnadDatabase
  import IsnadPage

  /// Articles by their titles.
  struct DocumentList {
    private let language: PageLanguage

    init(_ language: PageLanguage) { self.language = language }

    func write(_ documents: [ArchivedDocument], _ html: inout HTMLWriter) {
      html.element("ul", ["class": "counts-list"]) { html in
        for document in documents {
          html.element("li") { html in
            html.element("a", ["href": "/articles/\(document.key)", "dir": "auto"], document.title)
            html.element("span", ["class": "count"]) { html in
              let parts = [
                document.outlet.map { ($0, "auto") }, document.date.map { (String($0.prefix(10)), "ltr") },
                document.common.map {
                  (language("\(Int($0 * 100))٪ مشترك", "\(Int($0 * 100))% in common"), "auto")
                },
              ].compactMap { $0 }
              for (index, (text, direction)) in parts.enumerated() {
                if index > 0 { html.text(" · ") }
                html.element("bdi", ["dir": .some(direction)], text)
              }
            }
          }
        }
      }
    }
  }
#endif
