#if SQLite
  internal import GRDB

  /// Reads the rows of a document that the archive is made of, and writes the archive's, with statements that are
  /// prepared once.
  final class ArchiveRows {
    struct Document {
      let date: String?
      let outlet: String?
      let title: String?
    }

    /// A name in a document.
    struct Mention {
      let name: Int64
      let place: Int64
      let document: Int64
    }

    struct Quote {
      let key: Int64
      let document: Int64
      let name: Int64?
      let outlet: Int64?
      let kind: String
      let polarity: String
      let role: String?
    }

    struct Figure {
      let key: Int64
      let document: Int64
      let event: String
      let location: Int64?
      let source: Int64?
    }

    private let removal: [RowStatement]
    private let document: RowStatement
    private let entities: RowStatement
    private let quotes: RowStatement
    private let figures: RowStatement
    private let insertName: RowStatement
    private let insertMention: RowStatement
    private let insertQuote: RowStatement
    private let insertWords: RowStatement
    private let insertFigure: RowStatement
    private let insertDocument: RowStatement

    /// - Throws: a `DatabaseError`.
    init(_ database: GRDB.Database) throws {
      func statement(_ sql: String) throws -> RowStatement { try RowStatement(sql, database) }
      removal = try [
        "DELETE FROM archive_mentions WHERE document_key = ?",
        "DELETE FROM archive_quotes WHERE quote_key IN (SELECT key FROM quotes WHERE document_key = ?)",
        "DELETE FROM archive_figures WHERE figure_key IN (SELECT key FROM figures WHERE document_key = ?)",
      ].map(statement)
      document = try statement("SELECT date, outlet, title FROM documents WHERE key = ?")
      entities = try statement(
        "SELECT id, label, name, kb_id, country, latitude, longitude FROM entities WHERE document_key = ?")
      quotes = try statement(
        """
        SELECT q.key, kind, polarity, q.speaker, speaker_name, speaker_entity, s.speaker, s.text
        FROM quotes q JOIN quotes_search s ON s.rowid = q.key WHERE document_key = ? ORDER BY start
        """)
      figures = try statement(
        """
        SELECT key, event, coalesce(place_entity, inferred_place_entity), source_entity FROM figures
        WHERE document_key = ? AND event IS NOT NULL
        """)
      insertName = try statement(
        """
        INSERT OR IGNORE INTO archive_names (key, label, name, form, kb_id, country, latitude, longitude)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
      insertMention = try statement("INSERT INTO archive_mentions VALUES (?, ?, ?)")
      insertQuote = try statement("INSERT INTO archive_quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      insertWords = try statement(
        "INSERT INTO archive_search (rowid, speaker, text, title, tags) VALUES (?, ?, ?, ?, ?)")
      insertFigure = try statement("INSERT INTO archive_figures VALUES (?, ?, ?, ?, ?, ?)")
      insertDocument = try statement("INSERT INTO archive_documents VALUES (?)")
    }

    // MARK: What documents have

    func document(_ key: Int64) throws -> Document? {
      document.bind(key, at: 1)
      return try document.first {
        Document(date: $0.optionalText(0), outlet: $0.optionalText(1), title: $0.optionalText(2))
      }
    }

    /// Columns: id, label, name, kb_id, country, latitude, longitude.
    func eachEntity(_ key: Int64, _ body: (borrowing RowStatement.Columns) throws -> Void) throws {
      entities.bind(key, at: 1)
      try entities.each(body)
    }

    /// Columns: key, kind, polarity, speaker, speaker_name, speaker_entity; and the words of the speaker and of the text
    /// as the index `quotes_search` has them.
    func eachQuote(_ key: Int64, _ body: (borrowing RowStatement.Columns) throws -> Void) throws {
      quotes.bind(key, at: 1)
      try quotes.each(body)
    }

    /// Columns: key, event, place_entity, source_entity.
    func eachFigure(_ key: Int64, _ body: (borrowing RowStatement.Columns) throws -> Void) throws {
      figures.bind(key, at: 1)
      try figures.each(body)
    }

    // MARK: What the archive has

    /// Takes away what is there of a document.
    func remove(_ key: Int64) throws {
      for statement in removal {
        statement.bind(key, at: 1)
        try statement.run()
      }
    }

    /// Adds a name that has no place on the map; one that is there stays.
    /// - Parameter form: its words as they are searched.
    func insert(_ name: NameKey, _ number: Int64, form: String) throws {
      bind(name, number, form)
      for index in 6...8 { insertName.bindNull(at: index) }
      try insertName.run()
    }

    /// The same with country, latitude and longitude from the columns of an entity.
    func insert(
      _ name: NameKey, _ number: Int64, form: String, mapOf entity: borrowing RowStatement.Columns
    ) throws {
      bind(name, number, form)
      for column in 4...6 { insertName.bind(column, of: entity, at: column + 2) }
      try insertName.run()
    }

    private func bind(_ name: NameKey, _ number: Int64, _ form: String) {
      insertName.bind(number, at: 1)
      insertName.bind(name.label, at: 2)
      insertName.bind(name.name, at: 3)
      insertName.bind(form, at: 4)
      insertName.bind(name.kbID, at: 5)
    }

    func insert(_ mention: Mention) throws {
      insertMention.bind(mention.name, at: 1)
      insertMention.bind(mention.place, at: 2)
      insertMention.bind(mention.document, at: 3)
      try insertMention.run()
    }

    /// - Parameters:
    ///   - speaker, text: words as they are searched.
    ///   - title: that of the article, likewise.
    func insert(_ quote: Quote, at place: Int64, speaker: String, text: String, title: String) throws {
      insertQuote.bind(place, at: 1)
      insertQuote.bind(quote.key, at: 2)
      insertQuote.bind(quote.document, at: 3)
      insertQuote.bind(quote.name, at: 4)
      insertQuote.bind(quote.outlet, at: 5)
      insertQuote.bind(quote.kind, at: 6)
      insertQuote.bind(quote.polarity, at: 7)
      insertQuote.bind(quote.role, at: 8)
      try insertQuote.run()
      insertWords.bind(place, at: 1)
      insertWords.bind(speaker, at: 2)
      insertWords.bind(text, at: 3)
      insertWords.bind(title, at: 4)
      insertWords.bind(
        ArchiveTag.all(name: quote.name, outlet: quote.outlet, kind: quote.kind, polarity: quote.polarity),
        at: 5)
      try insertWords.run()
    }

    func insert(_ figure: Figure, at place: Int64) throws {
      insertFigure.bind(place, at: 1)
      insertFigure.bind(figure.key, at: 2)
      insertFigure.bind(figure.document, at: 3)
      insertFigure.bind(figure.event, at: 4)
      insertFigure.bind(figure.location, at: 5)
      insertFigure.bind(figure.source, at: 6)
      try insertFigure.run()
    }

    func insertDocument(_ key: Int64) throws {
      insertDocument.bind(key, at: 1)
      try insertDocument.run()
    }
  }
#endif
