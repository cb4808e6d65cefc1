#if SQLite
  internal import GRDB

  // For tests, which look at what the database holds and at what SQLite does for each question.
  extension Archive {
    /// Rows as text.
    func rows(_ statements: String...) throws -> [String] {
      try read { database in
        try statements.flatMap { sql in
          try GRDB.Row.fetchAll(database, sql: sql).map { row in
            row.map { "\($0.1)" }.joined(separator: "|")
          }
        }
      }
    }

    /// What SQLite does for a statement, as it says itself.
    func plan(_ sql: String) throws -> [String] {
      try read { try GRDB.Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] } }
    }
  }
#endif
