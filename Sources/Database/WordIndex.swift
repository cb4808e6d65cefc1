#if SQLite
  internal import GRDB

  /// A full-text index (FTS5) over texts that ``SearchText`` has made words of.
  enum WordIndex {
    /// Bytes of a transaction's words that wait in memory, each list of places in one piece. With SQLite's own bound of
    /// 1 MiB an index of articles takes a quarter longer, and with 16 MiB it is no faster than with this.
    private static let waiting = 4 << 20

    /// - Parameter keepsTexts: whether the words of a row can be read, and its entries be taken away.
    static func create(
      _ name: String, of columns: [String], keepsTexts: Bool = true, _ database: GRDB.Database
    ) throws {
      guard try !database.tableExists(name) else { return }
      // Words are folded already and parted by spaces: to look at each character again takes as long as the index.
      let options = ["tokenize = 'ascii'"] + (keepsTexts ? [] : ["content = ''"])
      try database.execute(
        sql: """
          CREATE VIRTUAL TABLE \(name) USING fts5(\((columns + options).joined(separator: ", ")));
          INSERT INTO \(name) (\(name), rank) VALUES ('hashsize', \(waiting));
          """)
    }
  }
#endif
