#if Server && SQLite
  import Hummingbird
  import Isnad
  import IsnadDatabase
  import IsnadStages

  /// What programs are answered under `/v1/archive`.
  struct ArchiveAPI {
    enum Format: String, CaseIterable { case json, jsonl, csv, citation }

    let archive: Archive

    /// - Parameter parts: of a path that there is.
    func answer(_ request: Request, _ parts: [String]) throws -> ArchiveBody {
      switch parts[2] {
      case "quotes": return try quotes(request)
      case "facets":
        let parameters = try ArchiveParameters(request, known: ArchiveParameters.question)
        return .json(Self.json(try archive.facets(parameters.question())))
      case "figures": return try figures(request)
      case "articles": return try parts.count == 5 ? also(request, parts[3]) : article(request, parts[3])
      default: return try parts.count == 4 ? person(request, parts[3]) : people(request)
      }
    }

    private func quotes(_ request: Request) throws -> ArchiveBody {
      let parameters = try ArchiveParameters(
        request, known: ArchiveParameters.question + ["after", "limit", "format"])
      let limit = try parameters.number("limit", 1...ArchiveService.maxPage, default: 20)
      let format = try parameters.choice("format", Format.self) ?? .json
      let question = try parameters.question()
      let page: ArchivePage
      do { page = try archive.quotes(question, after: parameters["after"], limit: limit) } catch let error
        as Diagnostic
        where error.code == .invalidOption
      { throw ArchiveParameters.bad("after", error.message) }
      switch format {
      case .json:
        return .json([
          "quotes": .array(page.quotes.map(Self.json)), "next": page.next.map { .string($0) } ?? .null,
        ])
      case .jsonl:
        var writer = JSONWriter()
        for quote in page.quotes {
          writer.value(Self.json(quote))
          writer.newline()
        }
        return .file(writer.bytes, "application/jsonl", name: "quotes.jsonl")
      case .csv: return .file(QuoteExport.csv(page.quotes), "text/csv; charset=utf-8", name: "quotes.csv")
      case .citation:
        return .file(QuoteExport.citations(page.quotes), "text/plain; charset=utf-8", name: "quotes.txt")
      }
    }

    private func figures(_ request: Request) throws -> ArchiveBody {
      let parameters = try ArchiveParameters(request, known: ["event", "place", "source", "limit"])
      var question = try parameters.figures()
      question.limit = try parameters.number("limit", 1...ArchiveService.maxPage, default: 200)
      let figures = try archive.figures(question)
      return .json(["figures": .array(figures.map(Self.json))])
    }

    private func people(_ request: Request) throws -> ArchiveBody {
      let parameters = try ArchiveParameters(request, known: ["name", "label", "limit", "offset"])
      let people = try archive.people(
        name: parameters["name"], label: parameters["label"],
        limit: parameters.number("limit", 1...ArchiveService.maxPage, default: 50),
        offset: parameters.number("offset", 0...1_000_000, default: 0))
      return .json(["people": .array(people.map(Self.json))])
    }

    private func person(_ request: Request, _ id: String) throws -> ArchiveBody {
      _ = try ArchiveParameters(request, known: [])
      guard let number = ArchivedPerson.number(ofID: id), let profile = try archive.profile(number) else {
        throw Problem.nobody
      }
      return .json(Self.json(profile))
    }

    private func article(_ request: Request, _ key: String) throws -> ArchiveBody {
      _ = try ArchiveParameters(request, known: [])
      guard let key = Int64(key), let document = try archive.article(key) else { throw Problem.noArticle }
      let encoder = JSONLinesEncoder(offsets: .codepoint, layers: [])
      return ArchiveBody(bytes: encoder.encode(document), headers: [.contentType: "application/json"])
    }

    /// Other articles of the same story.
    private func also(_ request: Request, _ key: String) throws -> ArchiveBody {
      _ = try ArchiveParameters(request, known: [])
      guard let key = Int64(key), try archive.hasArticle(key) else { throw Problem.noArticle }
      return .json(["articles": .array(try archive.alsoSaid(key).map(Self.json))])
    }
  }

  extension ArchiveParameters {
    func figures() throws(Problem) -> FigureQuestion {
      FigureQuestion(
        event: try choice("event", Figure.Event.self), place: try person("place"),
        source: try person("source"))
    }
  }

  extension Problem {
    static let nobody = Problem(
      status: .notFound, code: "not-found",
      detail: "Nobody has this id. /v1/archive/people lists who is there.",
      field: "id")
    static let noArticle = Problem(
      status: .notFound, code: "not-found", detail: "No article has this key.", field: "key")
  }
#endif
