#if SQLite
  internal import GRDB
  import Isnad

  /// The tables of layers that plug-ins have defined: a column for each field that an annotation has had so far.
  struct OwnTables {
    /// What a row has besides the annotation's fields.
    private static let first = ["key", "document_key", "document"]

    /// The columns of a table by their names in small letters, as SQLite tells them apart.
    private var columns: [String: [String: String]] = [:]
    private static let maxStatements = 200
    private var statements: [String: RowStatement] = [:]

    mutating func write(_ table: OwnTable, of document: String, _ key: Int64, _ database: GRDB.Database)
      throws
    {
      let name = Self.name(table.layer)
      if columns[name] == nil { columns[name] = try Self.open(name, database) }
      for row in table.rows {
        var names = ["document_key", "document"]
        var cells: [Cell] = [.null, .text(document)]
        var others: [OwnTable.Field] = []
        for field in row {
          guard let column = try column(field, of: name, database), !names.contains(column) else {
            others.append(field)
            continue
          }
          names.append(column)
          cells.append(field.cell)
        }
        if !others.isEmpty {
          names.append(OwnTable.rest)
          cells.append(OwnTable.rest(others))
        }
        let marks = [String](repeating: "?", count: names.count)
        let sql =
          "INSERT INTO \(Self.quoted(name)) (\(names.map(Self.quoted).joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))"
        let statement = try self.statement(sql, database)
        statement.bind(key, at: 1)
        for (index, cell) in cells.enumerated().dropFirst() { statement.bind(cell, at: index + 1) }
        try statement.run()
      }
    }

    /// The column of a field, made where there is none; nil where a table has enough of them.
    private mutating func column(
      _ field: OwnTable.Field, of table: String, _ database: GRDB.Database
    ) throws -> String? {
      let folded = field.name.lowercased()
      if let known = columns[table]?[folded] {
        return Self.first.contains(folded) || folded == OwnTable.rest ? nil : known
      }
      // SQLite's names end at a NUL.
      guard columns[table]?.count ?? 0 < OwnTable.maxColumns, !field.name.isEmpty,
        !field.name.utf8.contains(0)
      else { return nil }
      try database.execute(
        sql:
          "ALTER TABLE \(Self.quoted(table)) ADD COLUMN \(Self.quoted(field.name)) \(Self.type(field.cell))")
      columns[table]?[folded] = field.name
      return field.name
    }

    private mutating func statement(_ sql: String, _ database: GRDB.Database) throws -> RowStatement {
      if let statement = statements[sql] { return statement }
      // As many as the columns of a few layers can make; a plug-in may give each annotation others.
      if statements.count >= Self.maxStatements { statements = [:] }
      let statement = try RowStatement(sql, database)
      statements[sql] = statement
      return statement
    }

    private static func open(_ table: String, _ database: GRDB.Database) throws -> [String: String] {
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS \(quoted(table)) (key INTEGER PRIMARY KEY,
            document_key INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE, document TEXT,
            \(quoted(OwnTable.rest)) TEXT);
          CREATE INDEX IF NOT EXISTS \(quoted(table + "_document")) ON \(quoted(table)) (document_key);
          """)
      let names = try database.columns(in: table).map(\.name)
      return Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    }

    /// A name that is no table's of ours or of SQLite's: `layer_` stands before others.
    private static func name(_ layer: String) -> String {
      let folded = layer.lowercased()
      let isTaken =
        folded.hasPrefix("sqlite_") || folded.hasPrefix("document") || folded.hasPrefix("quotes")
        || folded.hasPrefix("layer_") || Table.all.contains { $0.name == folded }
      let name = String(layer.unicodeScalars.filter { $0.value != 0 })
      return isTaken || name.isEmpty ? "layer_" + name : name
    }

    private static func quoted(_ name: String) -> String {
      "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private static func type(_ cell: Cell) -> String {
      switch cell {
      case .integer: "INTEGER"
      case .decimal: "NUMERIC"
      case .text: "TEXT"
      // Whatever comes.
      case .null: "BLOB"
      }
    }
  }
#endif
