import Isnad

/// A document as rows: its own, and one for each annotation.
public struct DocumentTables: Sendable, Hashable {
  /// The document's id, its place, and its text.
  let id: String
  let source: DocumentSource
  /// Rows by the table's index in `Table.all`, each as long as the table is wide.
  package let rows: [[[Cell]]]
  /// The layers that plug-ins have defined.
  package let own: [OwnTable]
  /// The document's id, as the rows have it.
  package var document: String { id }
  /// The words that are searched; nil for outputs without an index.
  let words: SearchedWords?
  /// By which a database knows whether it has the document already; nil for other outputs.
  let digest: DocumentDigest?

  /// - Parameter isForDatabase: with the words of its indexes, and a digest.
  package init(_ document: Document, offsets: OffsetUnit, isForDatabase: Bool = false) {
    id = document.id
    source = document.source
    words = isForDatabase ? SearchedWords(document) : nil
    let index = OffsetIndex(document.text, unit: offsets)
    own = OwnTable.all(of: document, index)
    let rows = Table.all.map { table in
      guard table.name != Table.documents.name else { return [Self.row(document)] }
      var sink = TableSink(table, document.id, document.text, index)
      document.layers[named: table.name]?.encode(into: &sink)
      return sink.rows
    }
    self.rows = rows
    digest = isForDatabase ? DocumentDigest(rows, own) : nil
  }

  private static func row(_ document: Document) -> [Cell] {
    func text(_ name: String) -> Cell { document.metadata[name]?.string.map(Cell.text) ?? .null }
    var json = JSONWriter()
    json.object { json in
      for (name, value) in document.metadata {
        json.name(name)
        json.value(value)
      }
    }
    return [
      .text(document.id), .text(document.source.uri), document.source.record.map(Cell.integer) ?? .null,
      text("title"), text("date"), text("outlet"), text("url"), text("language"), .text(json.text),
      .text(document.text.string),
    ]
  }
}

/// Writes annotations as rows of a table.
struct TableSink: AnnotationSink {
  private(set) var rows: [[Cell]] = []
  private var row: [Cell] = []
  /// The column after the last one that was set.
  private var next = 0
  private let table: Table
  private let document: String
  private let text: SourceText
  private let index: OffsetIndex

  init(_ table: Table, _ document: String, _ text: SourceText, _ index: OffsetIndex) {
    self.table = table
    self.document = document
    self.text = text
    self.index = index
  }

  private mutating func set(_ name: String, _ cell: Cell?) {
    if let cell, let place = table.places[name] { row[place] = cell }
  }

  /// Fields come in the order of the columns, so the next one is nearly always the one that is meant.
  private mutating func set(_ name: StaticString, _ cell: Cell?) {
    var place = next
    while place < table.columns.count {
      let column = table.columns[place].name
      if name.withUTF8Buffer({ $0.elementsEqual(column.utf8) }) {
        if let cell { row[place] = cell }
        next = place + 1
        return
      }
      place += 1
    }
    set("\(name)", cell)
  }

  mutating func begin() {
    row = [Cell](repeating: .null, count: table.columns.count)
    row[0] = .text(document)
    next = 1
  }

  mutating func end() { rows.append(row) }

  mutating func span(_ span: TextSpan, text withText: Bool) {
    set("start", .integer(index.offset(ofByte: span.start)))
    set("end", .integer(index.offset(ofByte: span.end)))
    if withText { set("text", .text(text[span])) }
  }

  mutating func span(_ name: StaticString, _ span: TextSpan?) {
    guard let span else { return }
    set(name, .text(text[span]))
    set("\(name)_start", .integer(index.offset(ofByte: span.start)))
    set("\(name)_end", .integer(index.offset(ofByte: span.end)))
  }

  mutating func string(_ name: StaticString, _ value: String?) { set(name, value.map(Cell.text)) }
  mutating func integer(_ name: StaticString, _ value: Int?) { set(name, value.map(Cell.integer)) }
  mutating func decimal(_ name: StaticString, _ value: ExactDecimal?) {
    set(name, value.map(Cell.decimal))
  }

  mutating func share(_ name: StaticString, _ value: Double?) {
    guard let value else { return }
    set(name, .decimal(ExactDecimal(mantissa: Int128(value.thousandths), scale: 3)))
  }

  mutating func identifier(_ name: StaticString, prefix: StaticString, _ number: Int?) {
    set(name, number.map { .text("\(prefix)\($0)") })
  }

  mutating func provenance(_ provenance: Provenance) { set("by", .text(provenance.text)) }

  mutating func value(_ name: String, _ value: JSONValue) {
    switch value {
    case .null: break
    case .string(let text): set(name, .text(text))
    case .number(let number): set(name, number.text.isEmpty ? nil : .text(number.text))
    default:
      var json = JSONWriter()
      json.value(value)
      set(name, .text(json.text))
    }
  }
}
