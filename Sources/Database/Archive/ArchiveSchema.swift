#if SQLite
  internal import GRDB

  /// The tables that the archive is asked by: made of the documents' own tables when a run ends, and brought up to
  /// date by each run.
  ///
  /// - `people`: persons, organisations and places across articles, a row each.
  /// - `archive_names`: every name as articles have it, with the row of `people` whose name it is. Its key is made of
  ///   the name, so that it is the same in every database.
  /// - `archive_mentions`: which name stands in which document, by day.
  /// - `archive_quotes` and `archive_figures`: a narrow row for each, whose key ascends with the day, so that the
  ///   newest of anything is read from the end.
  /// - `archive_search`: the full-text index over quotes, with the same keys. Its column `tags` holds who, where and
  ///   how, so that a search with any filter is one look-up in it.
  /// - `archive_documents`: which documents are in all that.
  enum ArchiveSchema {
    static func create(_ database: GRDB.Database) throws {
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS people (key INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL,
            name TEXT NOT NULL, aliases TEXT NOT NULL, roles TEXT NOT NULL, kb_id TEXT, country TEXT, latitude NUMERIC,
            longitude NUMERIC, first TEXT, last TEXT, documents INTEGER NOT NULL, quotes INTEGER NOT NULL,
            hidden INTEGER NOT NULL);
          CREATE INDEX IF NOT EXISTS people_documents ON people (documents);
          CREATE INDEX IF NOT EXISTS people_label ON people (label, documents);
          CREATE TABLE IF NOT EXISTS archive_names (key INTEGER PRIMARY KEY, label TEXT NOT NULL, name TEXT NOT NULL,
            form TEXT NOT NULL, kb_id TEXT, country TEXT, latitude NUMERIC, longitude NUMERIC, person INTEGER,
            documents INTEGER NOT NULL DEFAULT 0);
          CREATE INDEX IF NOT EXISTS archive_names_form ON archive_names (form);
          CREATE INDEX IF NOT EXISTS archive_names_person ON archive_names (person);
          CREATE TABLE IF NOT EXISTS archive_outlets (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
          CREATE TABLE IF NOT EXISTS archive_documents (document_key INTEGER PRIMARY KEY
            REFERENCES documents(key) ON DELETE CASCADE);
          CREATE TABLE IF NOT EXISTS archive_mentions (name INTEGER NOT NULL, place INTEGER NOT NULL,
            document_key INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE, PRIMARY KEY (name, place))
            WITHOUT ROWID;
          CREATE INDEX IF NOT EXISTS archive_mentions_document ON archive_mentions (document_key);
          CREATE TABLE IF NOT EXISTS archive_quotes (place INTEGER PRIMARY KEY,
            quote_key INTEGER NOT NULL UNIQUE REFERENCES quotes(key) ON DELETE CASCADE, document_key INTEGER NOT NULL,
            name INTEGER, outlet INTEGER, kind TEXT, polarity TEXT, role TEXT);
          CREATE INDEX IF NOT EXISTS archive_quotes_name ON archive_quotes (name, outlet, polarity);
          CREATE INDEX IF NOT EXISTS archive_quotes_role ON archive_quotes (name, role) WHERE role IS NOT NULL;
          CREATE TABLE IF NOT EXISTS archive_figures (place INTEGER PRIMARY KEY,
            figure_key INTEGER NOT NULL UNIQUE REFERENCES figures(key) ON DELETE CASCADE, document_key INTEGER NOT NULL,
            event TEXT NOT NULL, location INTEGER, source INTEGER);
          CREATE INDEX IF NOT EXISTS archive_figures_event ON archive_figures (event);
          CREATE INDEX IF NOT EXISTS archive_figures_location ON archive_figures (location, event);
          CREATE INDEX IF NOT EXISTS archive_figures_source ON archive_figures (source, event);
          CREATE TABLE IF NOT EXISTS archive_authority (relation TEXT NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL,
            other TEXT NOT NULL, PRIMARY KEY (relation, label, name, other));
          CREATE TABLE IF NOT EXISTS archive_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
          CREATE TRIGGER IF NOT EXISTS archive_quote_went AFTER DELETE ON archive_quotes BEGIN
            DELETE FROM archive_documents WHERE document_key = OLD.document_key; END;
          CREATE TRIGGER IF NOT EXISTS archive_document_changed AFTER UPDATE OF text, title, date, outlet ON documents
            BEGIN DELETE FROM archive_documents WHERE document_key = OLD.key; END;
          """)
      try WordIndex.create(
        "archive_search", of: ["speaker", "text", "title", "tags"], keepsTexts: false, database)
    }

    /// Whether a database has been brought up to date for the archive at least once.
    static func isThere(_ database: GRDB.Database) throws -> Bool {
      guard try database.tableExists("archive_state") else { return false }
      return try Int.fetchOne(database, sql: "SELECT value FROM archive_state WHERE name = 'next'") != nil
    }
  }
#endif
