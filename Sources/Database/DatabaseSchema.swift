#if SQLite
  internal import GRDB

  /// The tables of a database, with their keys and indexes.
  ///
  /// `documents` has a row for each `identity`, which is the document's id unless the writer says otherwise; the texts
  /// and metadata that it had before are in `document_versions`. `entities`, `numbers`, `quotes` and
  /// `figures` name it by `document_key`. The tables `documents_search` and `quotes_search` are full-text indexes
  /// (FTS5) over the words in match form, their `rowid` is the key of the row that they stand for.
  enum DatabaseSchema {
    /// Written as `PRAGMA user_version`.
    static let version = 4
    /// Writes it, to begin with and whenever something is to be written.
    static let mark = "PRAGMA user_version = \(version)"
    /// Written as `PRAGMA application_id`, by which a database is known as ours: `Isnd`.
    static let application = 0x4973_6E64
    /// The tables by which one is known that was written before there was a number.
    private static let all = Set(Table.all.map(\.name) + ["documents_search", "quotes_search"])

    /// Whether a database has our tables.
    static func isThere(_ database: GRDB.Database) throws -> Bool {
      let tables = try Set(
        String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
      guard all.isSubset(of: tables) else { return false }
      for table in Table.all {
        let columns = try Set(database.columns(in: table.name).map(\.name))
        guard columns.isSuperset(of: ["key"] + table.columns.map(\.name)) else { return false }
      }
      return true
    }

    static func create(_ database: GRDB.Database) throws {
      for table in Table.all {
        let isDocuments = table.name == Table.documents.name
        var columns = ["key INTEGER PRIMARY KEY"]
        if !isDocuments {
          columns.append("document_key INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE")
        }
        columns += table.columns.map { "\(quoted($0.name)) \(type($0))" }
        if isDocuments {
          columns += [
            "identity TEXT NOT NULL UNIQUE", "version INTEGER NOT NULL", "first_seen TEXT NOT NULL",
            "last_seen TEXT NOT NULL", "digest INTEGER NOT NULL", "content_digest INTEGER NOT NULL",
          ]
        }
        try database.execute(
          sql: "CREATE TABLE IF NOT EXISTS \(table.name) (\(columns.joined(separator: ", ")))")
      }
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS document_versions (document_key INTEGER NOT NULL, version INTEGER NOT NULL,
            \(versioned.joined(separator: " TEXT, ")) TEXT, last_seen TEXT, PRIMARY KEY (document_key, version));
          \(mark);
          PRAGMA application_id = \(application);
          """)
      try WordIndex.create("documents_search", of: ["title", "text"], database)
      try WordIndex.create("quotes_search", of: ["speaker", "text"], database)
      try ArchiveSchema.create(database)
    }

    /// What a document's row has besides the columns of its table elsewhere.
    static let ownColumns = [
      "key", "identity", "version", "first_seen", "last_seen", "digest", "content_digest",
    ]
    /// The columns of a document that its earlier versions have too.
    static let versioned = ["title", "date", "outlet", "url", "language", "metadata", "text"]

    /// Whether no document has come yet.
    static func isEmpty(_ database: GRDB.Database) throws -> Bool {
      try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM documents)") ?? true
    }

    /// What questions and changes need, and a first load does not: made at its end they cost half.
    static func createIndexes(_ database: GRDB.Database) throws {
      for table in Table.all where table.name != Table.documents.name {
        try database.execute(
          sql: "CREATE INDEX IF NOT EXISTS \(table.name)_document ON \(table.name) (document_key)")
      }
      try database.execute(
        sql: """
          CREATE INDEX IF NOT EXISTS documents_id ON documents (id);
          CREATE INDEX IF NOT EXISTS documents_date ON documents (date);
          CREATE INDEX IF NOT EXISTS entities_name ON entities (name, label);
          CREATE INDEX IF NOT EXISTS numbers_unit ON numbers (unit);
          CREATE INDEX IF NOT EXISTS numbers_kind ON numbers (kind, currency);
          CREATE INDEX IF NOT EXISTS quotes_speaker ON quotes (speaker_name);
          CREATE INDEX IF NOT EXISTS figures_event ON figures (event, value);
          CREATE INDEX IF NOT EXISTS figures_source ON figures (source_name);
          CREATE INDEX IF NOT EXISTS figures_place ON figures (place);
          """)
    }

    /// What a database needs from which old documents go.
    static func createAgeIndex(_ database: GRDB.Database) throws {
      try database.execute(
        sql: "CREATE INDEX IF NOT EXISTS documents_last_seen ON documents (last_seen)")
    }

    static func quoted(_ name: String) -> String { "\"\(name)\"" }

    private static func type(_ column: Table.Column) -> String {
      switch column.kind {
      case .text: "TEXT"
      case .integer: "INTEGER"
      // Whole numbers to 64 bits are exact; of others SQLite keeps 15 digits, and `text` all of them.
      case .decimal: "NUMERIC"
      }
    }
  }
#endif
