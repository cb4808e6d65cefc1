#if SQLite
  internal import GRDB

  extension Archive {
    /// What SQLite does for each kind of question, as it says itself: for tests, which look for scans.
    func plans() throws -> [String: [String]] {
      let statements = [
        "byDate": Self.byDate, "byRelevance": Self.byRelevance, "byPlace": Self.byPlace,
        "facets": Self.facetRows,
        "people": Self.listPeople, "peopleOfLabel": Self.listPeopleOfLabel, "places": Self.mappedPlaces,
        "figures": Self.figureColumns + " WHERE f.event = ? ORDER BY f.place DESC LIMIT 10",
        "figuresOfSource": Self.figureColumns
          + " WHERE f.source IN (1, 2) AND f.event = ? ORDER BY f.place DESC LIMIT 10",
      ]
      return try read { database in
        try statements.mapValues { sql in
          let marks = sql.utf8.count { $0 == UInt8(ascii: "?") }
          return try GRDB.Row.fetchAll(
            database, sql: "EXPLAIN QUERY PLAN " + sql,
            arguments: StatementArguments((0..<marks).map { _ in DatabaseValue.null })
          ).map { $0["detail"] }
        }
      }
    }
  }
#endif
