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
    /// Where readers' marks go; nil where none are taken.
    let corrections: CorrectionsFile?

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
        html.element("p", ["class": "problem", "role": "alert", "dir": "auto"], problem.text(language))
        html.element("p") { $0.element("a", ["href": "/"], language("إلى البحث", "To the search")) }
      }
      var headers = Self.headers
      for field in problem.headers { headers[field.name] = field.value }
      if problem.closes { headers[.connection] = "close" }
      return Response(
        status: problem.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    /// What the form's sender is told.
    func thanks(_ answer: CorrectionsEndpoint.Answer) -> HTMLWriter {
      frame(language("شكرًا", "Thank you"), .none) {
        CorrectionPage(answer: answer, language: language).write(&$0)
      }
    }

    private func frame(_ title: String, _ way: Way, _ body: (inout HTMLWriter) -> Void) -> HTMLWriter {
      let frame = PageFrame(
        title: title.isEmpty ? name : "\(title) · \(name)", name: name, isLive: true, language: language,
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
      return SearchPage(
        parameters: parameters, page: page, facets: facets, speaker: speaker, language: language,
        corrections: corrections
      ).write { body in frame(question.text, .search, body) }
    }

    // MARK: An article

    private func article(_ text: String, _ archive: Archive) throws -> HTMLWriter {
      guard let key = Int64(text), let document = try archive.article(key) else { throw Problem.noArticle }
      let others = try archive.alsoSaid(key)
      let view = ArticleView(document, prefix: "article", hasPlace: false, language: language)
      return frame(view.title, .none) { html in
        html.append(view.encode())
        guard !others.isEmpty else { return }
        html.element("section", ["aria-labelledby": "also"]) { html in
          html.element("h2", ["id": "also"], language("قيل في هذا أيضًا", "Also said of this"))
          DocumentList(language).write(others, &html)
        }
      }
    }

    // MARK: Names

    private func people(_ request: Request, _ archive: Archive) throws -> HTMLWriter {
      let parameters = try ArchiveParameters(request, known: ["name", "label", "offset"], isForm: true)
      let offset = try parameters.number("offset", 0...1_000_000, default: 0)
      let label = parameters["label"] ?? PeoplePage.usual
      let people = try archive.people(
        name: parameters["name"], label: label == PeoplePage.all ? nil : label,
        limit: PeoplePage.size + 1, offset: offset)
      let isOfPlaces = parameters["label"] == "LOC" && parameters["name"] == nil && offset == 0
      let places = try isOfPlaces ? archive.places() : []
      return PeoplePage(
        parameters: parameters, people: people, offset: offset, places: places, language: language
      )
      .write { title, body in frame(title, .people, body) }
    }

    private func person(_ id: String, _ archive: Archive) throws -> HTMLWriter {
      guard let number = ArchivedPerson.number(ofID: id), let profile = try archive.profile(number) else {
        throw Problem.nobody
      }
      var question = try ArchiveQuestion()
      question.speaker = profile.person.number
      let quotes = profile.person.quotes > 0 ? try archive.quotes(question, limit: 5).quotes : []
      let isPlace = profile.person.label == "LOC"
      var asked = FigureQuestion(
        place: isPlace ? profile.person.number : nil, source: isPlace ? nil : profile.person.number)
      asked.limit = PersonPage.figures
      let figures = try archive.figures(asked)
      let places = try profile.person.latitude == nil ? [] : archive.places()
      return PersonPage(
        profile: profile, quotes: quotes, figures: figures, places: places, language: language,
        corrections: corrections
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
        parameters: parameters, figures: figures, isWhole: figures.count < question.limit, place: place,
        source: source, language: language
      ).write { title, body in frame(title, .figures, body) }
    }
  }
#endif
