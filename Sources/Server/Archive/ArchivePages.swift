#if Server && SQLite
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadDatabase
  import IsnadPage
  import NIOCore

  /// The pages of an archive. They are whole without a script.
  struct ArchivePages {
    static let headers: HTTPFields = {
      var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .vary: "Accept-Language"]
      headers[.contentSecurityPolicy] = PageFrame.policy(connects: true) + "; frame-ancestors 'none'"
      headers[.xContentTypeOptions] = "nosniff"
      if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "same-origin" }
      if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { headers[name] = "same-origin" }
      return headers
    }()

    private enum Way { case search, people, figures, none }

    /// Of the archive.
    let name: String
    let language: PageLanguage

    /// - Parameter parts: of a path that there is.
    func answer(_ request: Request, _ parts: [String], _ archive: Archive) throws -> HTMLWriter {
      switch (parts.first, parts.count) {
      case ("articles", _): return try article(parts[1], archive)
      case ("people", 1): return try people(request, archive)
      case ("people", _): return try person(parts[1], archive)
      case ("figures", _): return try figures(request, archive)
      default: return try search(request, archive)
      }
    }

    func problem(_ problem: Problem) -> Response {
      let html = frame(language("لا جواب", "No answer"), .none) { html in
        html.element("h2", language("لا جواب", "No answer"))
        html.element("p", ["class": "problem", "role": "alert", "dir": "auto"], problem.detail)
        html.element("p") { $0.element("a", ["href": "/"], language("إلى البحث", "To the search")) }
      }
      var headers = Self.headers
      for field in problem.headers { headers[field.name] = field.value }
      if problem.closes { headers[.connection] = "close" }
      return Response(
        status: problem.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    private func frame(_ title: String, _ way: Way, _ body: (inout HTMLWriter) -> Void) -> HTMLWriter {
      let frame = PageFrame(
        title: title.isEmpty ? name : "\(title) · \(name)", isLive: true, language: language,
        ways: [
          .init("/", language("البحث", "Search"), isHere: way == .search),
          .init("/people", language("الأسماء", "Names"), isHere: way == .people),
          .init("/figures", language("الأرقام", "Figures"), isHere: way == .figures),
        ])
      var html = HTMLWriter(capacity: 1 << 17)
      frame.begin(&html)
      frame.beginIndex(&html)
      body(&html)
      frame.endIndex(&html)
      frame.end(&html)
      return html
    }

    // MARK: Search

    private func search(_ request: Request, _ archive: Archive) throws -> HTMLWriter {
      let parameters = try ArchiveParameters(
        request, known: ArchiveParameters.question + ["after"], isForm: true)
      let question = try parameters.question()
      let page: ArchivePage
      do { page = try archive.quotes(question, after: parameters["after"]) } catch let error as Diagnostic
        where error.code == .invalidOption
      { throw ArchiveParameters.bad("after", error.message) }
      let facets = try archive.facets(question)
      let speaker = try question.speaker.flatMap { try archive.person($0) }
      return frame(question.text, .search) { html in
        form(parameters, &html)
        chosen(parameters, speaker, &html)
        html.element("div", ["class": "found"]) { html in
          let count = "\(facets.count)\(facets.isPartial ? "+" : "")"
          html.element("h2", language("الاقتباسات: \(count)", "Quotes: \(count)"))
          html.element("div") { html in
            if page.quotes.isEmpty {
              html.element("p", language("لا اقتباس يجيب عن ذلك.", "No quote answers that."))
            }
            html.element("ol", ["class": "results"]) { html in
              for quote in page.quotes { QuoteCard(quote, language).write(&html) }
            }
            if let next = page.next {
              html.element(
                "a",
                ["class": "more", "rel": "next", "href": parameters.address("/", with: [("after", next)])],
                language("الصفحة التالية", "Next page"))
            }
            exports(parameters, &html)
          }
          self.facets(facets, parameters, &html)
        }
      }
    }

    private func form(_ parameters: ArchiveParameters, _ html: inout HTMLWriter) {
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
          "code", ["dir": "auto"], "غزة \"وقف إطلاق النار\" -هدنة speaker:بايدن outlet:سكاي since:2024-01")
      }
    }

    /// What a date field can show.
    private static func whole(_ date: String?) -> String? { date?.utf8.count == 10 ? date : nil }

    /// What narrows the search down, each with a way out of it.
    private func chosen(_ parameters: ArchiveParameters, _ speaker: ArchivedPerson?, _ html: inout HTMLWriter)
    {
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

    private func facets(_ facets: ArchiveFacets, _ parameters: ArchiveParameters, _ html: inout HTMLWriter) {
      html.element("section", ["class": "facets", "aria-label": language("تضييق البحث", "Narrow down")]) {
        html in
        if facets.isPartial {
          html.element(
            "p", ["class": "help"],
            language("عُدّت في أحدث \(facets.count) اقتباس.", "Counted in the newest \(facets.count) quotes."))
        }
        facet(language("القائل", "Speaker"), "speaker", facets.speakers, parameters, &html)
        facet(language("المصدر", "Outlet"), "outlet", facets.outlets, parameters, &html)
        facet(language("النوع", "Kind"), "kind", facets.kinds, parameters, &html)
        facet(language("يؤكد أم ينفي", "Says or denies"), "polarity", facets.polarities, parameters, &html)
        facet(language("الشهر", "Month"), "month", facets.months, parameters, &html)
      }
    }

    private func facet(
      _ heading: String, _ name: String, _ values: [ArchiveFacets.Value], _ parameters: ArchiveParameters,
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

    private func exports(_ parameters: ArchiveParameters, _ html: inout HTMLWriter) {
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

    // MARK: An article

    private func article(_ text: String, _ archive: Archive) throws -> HTMLWriter {
      guard let key = Int64(text), let document = try archive.article(key) else { throw Problem.noArticle }
      let others = try archive.alsoSaid(key)
      return frame(document.metadata["title"]?.string ?? document.id, .none) { html in
        html.append(ArticleView(document, prefix: "article", hasPlace: false).encode())
        guard !others.isEmpty else { return }
        html.element("section", ["aria-labelledby": "also"]) { html in
          html.element("h2", ["id": "also"], language("قيل في هذا أيضًا", "Also said of this"))
          documents(others, &html)
        }
      }
    }

    private func documents(_ documents: [ArchivedDocument], _ html: inout HTMLWriter) {
      html.element("ul", ["class": "counts-list"]) { html in
        for document in documents {
          html.element("li") { html in
            html.element("a", ["href": "/articles/\(document.key)", "dir": "auto"], document.title)
            let parts = [
              document.outlet, document.date.map { String($0.prefix(10)) },
              document.common.map { language("\(Int($0 * 100))٪ مشترك", "\(Int($0 * 100))% in common") },
            ]
            html.element("span", ["class": "count"], parts.compactMap { $0 }.joined(separator: " · "))
          }
        }
      }
    }

    // MARK: People

    private static let labels = ["PER", "ORG", "LOC"]

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

    private func people(_ request: Request, _ archive: Archive) throws -> HTMLWriter {
      let parameters = try ArchiveParameters(request, known: ["name", "label", "offset"], isForm: true)
      let offset = try parameters.number("offset", 0...1_000_000, default: 0)
      let people = try archive.people(
        name: parameters["name"], label: parameters["label"] ?? (parameters["name"] == nil ? "PER" : nil),
        limit: 51, offset: offset)
      return frame(language("الأسماء", "Names"), .people) { html in
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
              for person in people.prefix(50) {
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
        if people.count > 50 {
          html.element(
            "a",
            [
              "class": "more", "rel": "next",
              "href": parameters.address("/people", with: [("offset", String(offset + 50))]),
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

    private func person(_ id: String, _ archive: Archive) throws -> HTMLWriter {
      guard let number = ArchivedPerson.number(ofID: id), let profile = try archive.profile(number) else {
        throw Problem.nobody
      }
      var question = try ArchiveQuestion()
      question.speaker = profile.person.number
      let quotes = profile.person.quotes > 0 ? try archive.quotes(question, limit: 5).quotes : []
      let figures = try archive.figures(FigureQuestion(source: profile.person.number)).prefix(10)
      let dots =
        try profile.person.latitude == nil
        ? []
        : archive.places().map { PageMap.Dot(latitude: $0.latitude, longitude: $0.longitude, isMeant: false) }
      return PersonPage(
        profile: profile, quotes: quotes, figures: Array(figures), dots: dots, language: language
      )
      .write { title, body in frame(title, .people, body) }
    }

    // MARK: Figures

    private func figures(_ request: Request, _ archive: Archive) throws -> HTMLWriter {
      let parameters = try ArchiveParameters(request, known: ["event", "place", "source"], isForm: true)
      let question = try parameters.figures()
      let figures = try archive.figures(question)
      let place = try question.place.flatMap { try archive.person($0) }
      let source = try question.source.flatMap { try archive.person($0) }
      return FiguresPage(
        parameters: parameters, figures: figures, place: place, source: source, language: language
      ).write { title, body in frame(title, .figures, body) }
    }
  }

  /// A quote in a list.
  struct QuoteCard {
    private let quote: ArchivedQuote
    private let language: PageLanguage

    init(_ quote: ArchivedQuote, _ language: PageLanguage) {
      self.quote = quote
      self.language = language
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
      html.element("li", ["class": isDenied ? "card denied" : "card"]) { html in
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
            Self.short(quote.title ?? quote.documentID))
          if let outlet = quote.outlet { html.element("bdi", Self.short(outlet)) }
          if let date = quote.date { html.element("bdi", ["dir": "ltr"], String(date.prefix(10))) }
          html.element("code", ["dir": "ltr"], quote.by ?? "")
          if let confidence = quote.confidence {
            html.element("span", ["dir": "ltr"], "\(Int((confidence * 100).rounded()))%")
          }
        }
      }
      html.lineBreak()
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
