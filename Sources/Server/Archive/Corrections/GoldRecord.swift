#if Server && SQLite
  import Isnad
  import IsnadStages

  /// An article as gold: what the archive has of it, with what readers have corrected.
  ///
  /// It has the shape of annotated articles (`id`, `outlet`, `text`, `quotes` with `speaker_resolved`, `entities` with
  /// `type` and `canonical`), so that `isnad eval` and `isnad train` take it. Offsets are code points. Quotes that nobody
  /// marked stand as the archive has them. The names are there where a reader has said of one what it is.
  struct GoldRecord {
    private let id: String
    private let outlet: String?
    private let source: String
    private let text: [Unicode.Scalar]
    private var quotes: [JSONValue]
    private var entities: [JSONValue]
    private var hasJudgedNames = false

    /// - Parameter article: as the writer writes it.
    init(_ article: Document) throws {
      let json = try article.json(layers: ["entities", "quotes"])
      id = article.id
      outlet = article.metadata["outlet"]?.string
      source = json["text"]?.string ?? ""
      text = Array(source.unicodeScalars)
      let text = text
      quotes = (json["quotes"]?.array ?? []).map { quote in
        .object(
          [.init("id", quote["id"] ?? .null)] + Self.span(quote, text) + [
            .init("kind", quote["kind"] ?? .null), .init("polarity", quote["polarity"] ?? "asserted"),
            .init("cue", Self.part(quote["cue"], text)), .init("speaker", Self.part(quote["speaker"], text)),
            .init("speaker_type", quote["speaker_type"] ?? .null),
            .init("speaker_resolved", quote["speaker_name"] ?? .null),
            .init("via", Self.part(quote["via"], text)), .init("nested_in", quote["nested_in"] ?? .null),
          ])
      }
      entities = (json["entities"]?.array ?? []).map { entity in
        .object(
          Self.span(entity, text) + [
            .init("type", entity["label"] ?? .null), .init("canonical", entity["name"] ?? .null),
          ])
      }
    }

    /// The words of a quote; nil where there is none of this id.
    func words(of quote: String) -> String? {
      quotes.first { $0["id"]?.string == quote }?["surface"]?.string
    }

    /// The id of the quote that has these words: the one that is called so, where it has them.
    func quote(_ id: String, saying words: String) -> String? {
      if self.words(of: id) == words { return id }
      return quotes.first { $0["surface"]?.string == words }?["id"]?.string
    }

    /// - Throws: a ``Problem`` where the quote is not there, or the words don't stand in the article.
    mutating func apply(_ correction: Correction) throws(Problem) {
      guard let index = quotes.firstIndex(where: { $0["id"]?.string == correction.quote }) else {
        throw Problem(
          status: .notFound, code: "not-found",
          detail: "The article has no quote of this id.", field: "quote")
      }
      let here = quotes[index]["start"]?.int ?? 0
      let said = here..<max(here, quotes[index]["end"]?.int ?? here)
      switch correction.wrong {
      case .notAQuote: quotes.remove(at: index)
      case .content(let words):
        guard let found = Passage(words, in: text).nearest(to: said, avoiding: nil) else {
          throw Self.missing("content")
        }
        for member in Self.span(found, text) { quotes[index].set(member.name, member.value) }
      case .speaker(let name, let label): try correctSpeaker(index, name, label, said)
      case .polarity(let polarity): quotes[index].set("polarity", .string(polarity.rawValue))
      case .kind(let kind): quotes[index].set("kind", .string(kind.rawValue))
      }
    }

    private mutating func correctSpeaker(
      _ index: Int, _ name: String, _ label: String?, _ said: Range<Int>
    ) throws(Problem) {
      guard name.contains(where: { !$0.isWhitespace }) else {
        quotes[index].set("speaker", .null)
        quotes[index].set("speaker_type", .string(Quote.SpeakerType.impersonal.rawValue))
        quotes[index].set("speaker_resolved", .null)
        return
      }
      guard let found = Passage(name, in: text).nearest(to: said, avoiding: said) else {
        throw Self.missing("speaker")
      }
      if let label { judge(found, label) }
      let words = Self.words(found, text)
      let entity = entities.first {
        $0["start"]?.int == found.lowerBound && $0["end"]?.int == found.upperBound
      }
      let type = entity == nil ? Quote.SpeakerType.description : .named
      quotes[index].set("speaker", .object(Self.span(found, text)))
      quotes[index].set("speaker_type", .string(type.rawValue))
      quotes[index].set("speaker_resolved", entity?["canonical"] ?? .string(words))
    }

    /// Takes the names away that lie over a span, and puts one of this label there.
    private mutating func judge(_ span: Range<Int>, _ label: String) {
      hasJudgedNames = true
      let known = entities.first {
        $0["start"]?.int == span.lowerBound && $0["end"]?.int == span.upperBound
      }
      entities.removeAll { entity in
        guard let start = entity["start"]?.int, let end = entity["end"]?.int else { return true }
        return start < span.upperBound && end > span.lowerBound
      }
      guard label != Correction.noName else { return }
      entities.append(
        .object(
          Self.span(span, text) + [
            .init("type", .string(label)),
            .init("canonical", known?["canonical"] ?? .string(Self.words(span, text))),
          ]))
      entities.sort { ($0["start"]?.int ?? 0) < ($1["start"]?.int ?? 0) }
    }

    private static func missing(_ field: String) -> Problem {
      Problem(
        status: .unprocessableContent, code: "not-in-article",
        detail: "These words do not stand in the article. Write them as it has them.", field: field)
    }

    /// - Parameter corrections: that have been applied, as lines keep them.
    func json(_ corrections: [JSONValue]) -> JSONValue {
      [
        "id": .string(id), "outlet": outlet.map { .string($0) } ?? .null, "text": .string(source),
        "quotes": .array(quotes), "entities": hasJudgedNames ? .array(entities) : .null,
        "corrections": .array(corrections),
      ]
    }

    // MARK: Spans

    private static func words(_ span: Range<Int>, _ text: [Unicode.Scalar]) -> String {
      String(String.UnicodeScalarView(text[span.clamped(to: text.indices)]))
    }

    private static func span(_ span: Range<Int>, _ text: [Unicode.Scalar]) -> [JSONValue.Member] {
      [
        .init("start", .integer(span.lowerBound)), .init("end", .integer(span.upperBound)),
        .init("surface", .string(words(span, text))),
      ]
    }

    private static func span(_ annotation: JSONValue, _ text: [Unicode.Scalar]) -> [JSONValue.Member] {
      let start = min(max(0, annotation["start"]?.int ?? 0), text.count)
      return span(start..<min(max(start, annotation["end"]?.int ?? 0), text.count), text)
    }

    private static func part(_ part: JSONValue?, _ text: [Unicode.Scalar]) -> JSONValue {
      guard let part, part["start"]?.int != nil else { return .null }
      return .object(span(part, text))
    }
  }

  extension JSONValue {
    /// Gives a member of an object another value.
    fileprivate mutating func set(_ name: String, _ value: JSONValue) {
      guard case .object(var members) = self else { return }
      if let index = members.firstIndex(where: { $0.name == name }) {
        members[index].value = value
      } else {
        members.append(.init(name, value))
      }
      self = .object(members)
    }
  }
#endif
