#if SQLite
  internal import GRDB
  import Isnad

  /// A quote as the archive shows it.
  public struct ArchivedQuote: Sendable, Hashable {
    /// Ascends with the day.
    public let place: Int64
    public let document: Int64
    /// As the document has it, such as `q3`.
    public let id: String
    public let documentID: String
    public let date: String?
    public let outlet: String?
    public let title: String?
    /// The title, else the first words of the article.
    public let heading: String
    public let url: String?
    public let kind: String
    public let polarity: String
    public let text: String
    /// Code points of the article.
    public let start: Int
    public let end: Int
    public let before: String
    public let after: String
    /// The name that he goes by in the article, or how it calls him; nil for nobody.
    public let speaker: String?
    /// As it stands there.
    public let mention: String?
    public let cue: String?
    public let via: String?
    /// The number of the name, and of the person whose name it is; nil for who is none.
    public let name: Int64?
    public let person: Int64?
    /// The name that this person goes by in all articles.
    public let personName: String?
    /// From 0 to 1.
    public let confidence: Double?
    public let by: String?
  }

  /// Some quotes, and where the next ones begin.
  public struct ArchivePage: Sendable, Hashable {
    public var quotes: [ArchivedQuote]
    /// Ask with it for the next page; nil where this is the last one.
    public var next: String?
  }

  extension Archive {
    /// Code points of context on each side.
    private static let context = 160
    static let columns = """
      a.place, a.document_key, q.id, d.id, d.date, d.outlet, d.title, d.url, q.kind, q.polarity, q.text, q.start, q.end,
      substr(d.text, max(1, q.start + 1 - \(context)), min(q.start, \(context))), substr(d.text, q.end + 1, \(context)),
      q.speaker_name, q.speaker, q.cue, q.via, a.name, n.person, p.name, q.confidence, q.by, p.hidden, \(beginning)
      """
    static let joins = """
      CROSS JOIN quotes q ON q.key = a.quote_key CROSS JOIN documents d ON d.key = q.document_key
      LEFT JOIN archive_names n ON n.key = a.name LEFT JOIN people p ON p.key = n.person
      """

    // By its key alone (NOT INDEXED): in a small table SQLite would rather walk through a covering index for each match.
    static let byDate = """
      SELECT \(columns) FROM archive_search CROSS JOIN archive_quotes a NOT INDEXED ON a.place = archive_search.rowid \(joins)
      WHERE \(ArchiveMatch.condition) ORDER BY archive_search.rowid DESC LIMIT ?
      """

    static let byRelevance = """
      SELECT place FROM (SELECT archive_search.rowid AS place, bm25(archive_search, 2.0, 1.0, 0.5, 0.0) AS score
        FROM archive_search WHERE \(ArchiveMatch.condition) ORDER BY archive_search.rowid DESC LIMIT \(counted))
      ORDER BY score, place DESC LIMIT \(deepest * 3)
      """

    static let byPlace = "SELECT \(columns) FROM archive_quotes a \(joins) WHERE a.place = ?"

    /// Pages that one can go through by relevance, whose order has no keys to go on from.
    static let deepest = 1_000

    /// A page of quotes that answer a question: the newest first, or by BM25 the best of the newest ``counted``.
    /// - Parameters:
    ///   - after: what the page before gave as its ``ArchivePage/next``.
    ///   - limit: quotes of a page.
    /// - Throws: a ``Diagnostic`` for a cursor that is none.
    public func quotes(_ question: ArchiveQuestion, after: String? = nil, limit: Int = 20) throws
      -> ArchivePage
    {
      let cursor = try after.map(Self.number)
      return try read { database in
        let match = try ArchiveMatch(question, database)
        // Without words all are as near.
        switch question.terms.isEmpty ? .date : question.order {
        case .date:
          let rows = try GRDB.Row.fetchAll(
            database.cachedStatement(sql: Self.byDate),
            arguments: match.arguments(before: cursor) + [limit + 1])
          var page = ArchivePage(quotes: rows.prefix(limit).map(Self.quote), next: nil)
          if rows.count > limit { page.next = page.quotes.last.map { String($0.place, radix: 36) } }
          return page
        case .relevance:
          let offset = Int(min(cursor ?? 0, Int64(Self.deepest)))
          let places = try Int64.fetchAll(
            database.cachedStatement(sql: Self.byRelevance), arguments: match.arguments())
          let quotes = try Self.quotes(places, from: offset, limit: limit + 1, database)
          let isMore = quotes.count > limit && offset + limit < Self.deepest
          return ArchivePage(
            quotes: Array(quotes.prefix(limit)), next: isMore ? String(offset + limit, radix: 36) : nil)
        }
      }
    }

    /// Those that are there: the index keeps entries of quotes that have gone.
    private static func quotes(
      _ places: [Int64], from offset: Int, limit: Int, _ database: GRDB.Database
    ) throws -> [ArchivedQuote] {
      let isThere = try database.cachedStatement(sql: "SELECT 1 FROM archive_quotes WHERE place = ?")
      let one = try database.cachedStatement(sql: byPlace)
      var (skipped, quotes): (Int, [ArchivedQuote]) = (0, [])
      for place in places where quotes.count < limit {
        if skipped < offset {
          if try Bool.fetchOne(isThere, arguments: [place]) ?? false { skipped += 1 }
        } else if let row = try GRDB.Row.fetchOne(one, arguments: [place]) {
          quotes.append(quote(row))
        }
      }
      return quotes
    }

    private static func number(_ cursor: String) throws -> Int64 {
      let isPlain = cursor.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
      guard isPlain, let number = Int64(cursor, radix: 36) else {
        throw Diagnostic(
          .invalidOption, "after: '\(cursor.printableLine)' is no place to go on from.",
          suggestion: "Take what the page before gave as its 'next'.")
      }
      return number
    }

    static func quote(_ row: GRDB.Row) -> ArchivedQuote {
      func text(_ index: Int) -> String? { Self.text(row, index) }
      let isHidden = row[24] as Bool? ?? false
      return ArchivedQuote(
        place: row[0], document: row[1], id: text(2) ?? "", documentID: text(3) ?? "", date: text(4),
        outlet: text(5), title: text(6), heading: heading(text(6), text(25)), url: text(7),
        kind: text(8) ?? "", polarity: text(9) ?? "",
        text: text(10) ?? "", start: row[11], end: row[12], before: text(13) ?? "", after: text(14) ?? "",
        speaker: text(15) ?? text(16), mention: text(16), cue: text(17), via: text(18), name: row[19],
        person: isHidden ? nil : row[20], personName: isHidden ? nil : text(21), confidence: row[22],
        by: text(23))
    }

    /// The beginning of a text that has no title.
    static let beginning = "CASE WHEN coalesce(d.title, '') = '' THEN substr(d.text, 1, 120) END"

    /// A title, else the first words: of the first line that has any, cut between words.
    static func heading(_ title: String?, _ beginning: String?) -> String {
      if let title, !title.isEmpty { return title }
      let beginning = beginning ?? ""
      let line = beginning.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
      guard line.endIndex == beginning.endIndex, beginning.unicodeScalars.count >= 120,
        let space = line.lastIndex(of: " ")
      else { return String(line) }
      return line[..<space] + "…"
    }

    /// Whole, with what is behind U+0000.
    static func text(_ row: GRDB.Row, _ index: Int) -> String? {
      guard case .string(let text) = (row[index] as DatabaseValue).storage else { return nil }
      return text
    }
  }
#endif
