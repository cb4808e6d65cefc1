import Isnad

/// By which a document is known that a database has already.
struct DocumentDigest: Sendable, Hashable {
  /// Of its text and metadata. Where it changes, there is a new version of the document.
  let content: Int64
  /// Of that and of all annotations. Where it changes alone, the pipeline found something else in the same text.
  let whole: Int64

  /// What says where a document was found, and not what it is.
  private static let places: Set<String> = ["uri", "record"]

  init(content: Int64, whole: Int64) {
    self.content = content
    self.whole = whole
  }

  init(_ rows: [[[Cell]]], _ own: [OwnTable]) {
    var digest = CellDigest()
    var content = digest
    for (table, rows) in zip(Table.all, rows) {
      let isDocument = table.name == Table.documents.name
      for row in rows {
        for (column, cell) in zip(table.columns, row) where !isDocument || !Self.places.contains(column.name)
        {
          digest.add(cell)
        }
      }
      if isDocument { content = digest }
    }
    for table in own {
      digest.add(.text(table.layer))
      for field in table.rows.joined() {
        digest.add(.text(field.name))
        digest.add(field.cell)
      }
    }
    self.content = content.value
    whole = digest.value
  }
}

/// The running digest of cells, each told from the next.
private struct CellDigest {
  private var state = Fingerprint.seed
  var value: Int64 { Int64(bitPattern: Fingerprint.finish(state)) }

  private mutating func add(_ number: UInt64) {
    state = Fingerprint.joined(state, number)
  }

  mutating func add(_ cell: Cell) {
    switch cell {
    case .null: add(0)
    case .integer(let value):
      add(1)
      add(UInt64(bitPattern: Int64(value)))
    case .decimal(let value):
      add(2)
      add(UInt64(truncatingIfNeeded: value.mantissa))
      add(UInt64(truncatingIfNeeded: value.mantissa >> 64))
      add(UInt64(value.scale))
    case .text(let text):
      add(3)
      add(UInt64(text.utf8.count))
      add(Fingerprint.of(text))
    }
  }
}

/// What makes two documents the same one in a database.
public enum DocumentIdentity: String, Sendable, OptionChoice {
  /// Its id: what comes again under it, from whatever input, is the same document.
  case id
  /// Its place in an input: `news.jsonl:12`.
  case place

  func name(of tables: DocumentTables) -> String {
    switch self {
    case .id: tables.id
    case .place: tables.source.place
    }
  }
}
