#if Server && SQLite
  import Isnad
  import IsnadDatabase

  extension ArchiveAPI {
    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    private static func number(_ number: Double?) -> JSONValue {
      guard let number, number.isFinite else { return .null }
      return number == number.rounded() && abs(number) < 1e15
        ? .integer(Int(number)) : (try? JSONParser.parse(Array("\(number)".utf8)[...])) ?? .null
    }
    private static func id(_ person: Int64?) -> JSONValue {
      person.map { .string(String($0, radix: 36)) } ?? .null
    }

    static func json(_ quote: ArchivedQuote) -> JSONValue {
      [
        "document": .string(quote.documentID), "article": .integer(Int(quote.document)),
        "id": .string(quote.id),
        "date": text(quote.date), "outlet": text(quote.outlet), "title": text(quote.title),
        "url": text(quote.url),
        "speaker": text(quote.speaker), "speaker_mention": text(quote.mention), "person": id(quote.person),
        "person_name": text(quote.personName), "kind": .string(quote.kind),
        "polarity": .string(quote.polarity),
        "cue": text(quote.cue), "via": text(quote.via), "text": .string(quote.text),
        "start": .integer(quote.start), "end": .integer(quote.end), "before": .string(quote.before),
        "after": .string(quote.after), "confidence": number(quote.confidence), "by": text(quote.by),
      ]
    }

    static func json(_ facets: ArchiveFacets) -> JSONValue {
      func values(_ values: [ArchiveFacets.Value]) -> JSONValue {
        .array(
          values.map { ["value": .string($0.value), "name": .string($0.name), "count": .integer($0.count)] })
      }
      return [
        "count": .integer(facets.count), "partial": .bool(facets.isPartial),
        "speakers": values(facets.speakers),
        "outlets": values(facets.outlets), "kinds": values(facets.kinds),
        "polarities": values(facets.polarities),
        "months": values(facets.months),
      ]
    }

    static func json(_ person: ArchivedPerson) -> JSONValue {
      [
        "id": .string(person.id), "label": .string(person.label), "name": .string(person.name),
        "aliases": .array(person.aliases.map { .string($0) }),
        "roles": .array(person.roles.map { .string($0) }),
        "kb_id": text(person.kbID), "country": text(person.country), "latitude": number(person.latitude),
        "longitude": number(person.longitude), "first": text(person.first), "last": text(person.last),
        "documents": .integer(person.documents), "quotes": .integer(person.quotes),
      ]
    }

    static func json(_ profile: ArchiveProfile) -> JSONValue {
      func months(_ months: [(month: String, count: Int)]) -> JSONValue {
        .array(months.map { ["month": .string($0.month), "count": .integer($0.count)] })
      }
      func counts(_ counts: [ArchiveCount]) -> JSONValue {
        .array(
          counts.map { ["person": id($0.person), "name": .string($0.name), "count": .integer($0.count)] })
      }
      guard case .object(let members) = json(profile.person) else { return .null }
      return .object(
        members + [
          .init("quotes_by_month", months(profile.quotesByMonth)),
          .init("documents_by_month", months(profile.documentsByMonth)),
          .init("outlets", counts(profile.outlets)),
          .init("names", counts(profile.names)), .init("words", counts(profile.words)),
          .init("denials", .integer(profile.denials)), .init("denied", counts(profile.denied)),
          .init("articles", .array(profile.documents.map(json))),
        ])
    }

    static func json(_ document: ArchivedDocument) -> JSONValue {
      [
        "article": .integer(Int(document.key)), "document": .string(document.id),
        "title": .string(document.title), "date": text(document.date), "outlet": text(document.outlet),
        "common": number(document.common),
      ]
    }

    static func json(_ figure: ArchivedFigure) -> JSONValue {
      [
        "document": .string(figure.documentID), "article": .integer(Int(figure.document)),
        "id": .string(figure.id),
        "date": text(figure.date), "outlet": text(figure.outlet), "title": text(figure.title),
        "event": .string(figure.event), "text": .string(figure.text), "value": number(figure.value),
        "unit": text(figure.unit), "place": text(figure.place), "source": text(figure.source),
        "source_person": id(figure.sourcePerson), "source_name": text(figure.sourceName),
        "polarity": .string(figure.polarity),
        "start": .integer(figure.start),
      ]
    }
  }

  /// Quotes as files that other programs read.
  enum QuoteExport {
    static func csv(_ quotes: [ArchivedQuote]) -> [UInt8] {
      let head =
        "date,outlet,speaker,person,kind,polarity,text,title,url,document,id,start,end,confidence\r\n"
      let lines = quotes.map { quote in
        [
          quote.date, quote.outlet, quote.speaker, quote.personName, quote.kind, quote.polarity, quote.text,
          quote.title, quote.url, quote.documentID, quote.id, String(quote.start), String(quote.end),
          quote.confidence.map { "\($0)" },
        ].map { field($0 ?? "") }.joined(separator: ",") + "\r\n"
      }
      return Array((head + lines.joined()).utf8)
    }

    /// A cell that begins like a formula is one for spreadsheets, unless an apostrophe stands before it (OWASP).
    private static func field(_ text: String) -> String {
      let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
      return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    /// One a line: who, the words, where, when.
    static func citations(_ quotes: [ArchivedQuote]) -> [UInt8] {
      let lines = quotes.map { quote in
        let source = [
          quote.title.map { "«\($0)»" }, quote.outlet, quote.date.map { String($0.prefix(10)) }, quote.url,
        ]
        .compactMap { $0 }.joined(separator: "، ")
        let name = quote.personName ?? quote.speaker
        return "\(name.map { $0 + ": " } ?? "")«\(quote.text)». \(source) (\(quote.documentID), \(quote.id))."
          .replacing("\n", with: " ").replacing("\r", with: " ") + "\n"
      }
      return Array(lines.joined().utf8)
    }
  }
#endif
