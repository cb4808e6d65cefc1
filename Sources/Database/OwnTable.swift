import Isnad

/// The annotations of a layer that a plug-in has defined: a row each, whose fields nobody knows beforehand.
package struct OwnTable: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    package let name: String
    package let cell: Cell
  }

  /// What the outputs have of themselves, or make of tokens and sentences elsewhere.
  private static let others: Set<String> = ["tokens", "sentences", "normalized"]
  /// Fields beyond these stand together in one column, ``rest``.
  package static let maxColumns = 100
  package static let rest = "more"

  package let layer: String
  package let rows: [[Field]]

  static func all(of document: Document, _ index: OffsetIndex) -> [OwnTable] {
    document.layers.names.compactMap { name in
      guard isOne(name), let layer = document.layers[named: name], layer.annotationCount > 0 else {
        return nil
      }
      var sink = FieldSink(document.text, index)
      layer.encode(into: &sink)
      return OwnTable(layer: name, rows: sink.rows)
    }
  }

  /// Whether a layer has no table of its own kind.
  package static func isOne(_ layer: String) -> Bool {
    !others.contains(layer) && !Table.all.contains { $0.name == layer }
  }

  /// The names of all fields, in the order in which they come, at most ``maxColumns``.
  package static func columns(_ tables: [OwnTable]) -> [String] {
    var columns: [String] = []
    var known: Set<String> = []
    for field in tables.lazy.flatMap(\.rows).joined() where columns.count < maxColumns {
      if known.insert(field.name).inserted { columns.append(field.name) }
    }
    return columns
  }

  /// Fields without a column of their own, as a JSON object; nil where there are none.
  package static func rest(_ fields: [Field]) -> Cell {
    guard !fields.isEmpty else { return .null }
    var json = JSONWriter()
    json.object { json in
      for field in fields {
        json.name(field.name)
        switch field.cell {
        case .null: json.null()
        case .integer(let value): json.integer(value)
        case .decimal(let value): json.number(value.description)
        case .text(let text): json.string(text)
        }
      }
    }
    return .text(json.text)
  }
}

/// Writes annotations as rows of named fields; what is nested as JSON.
private struct FieldSink: AnnotationSink {
  private(set) var rows: [[OwnTable.Field]] = []
  private var row: [OwnTable.Field] = []
  private let text: SourceText
  private let index: OffsetIndex

  init(_ text: SourceText, _ index: OffsetIndex) {
    self.text = text
    self.index = index
  }

  private mutating func set(_ name: String, _ cell: Cell?) {
    row.append(OwnTable.Field(name: name, cell: cell ?? .null))
  }

  mutating func begin() { row = [] }
  mutating func end() { rows.append(row) }

  mutating func span(_ span: TextSpan, text withText: Bool) {
    set("start", .integer(index.offset(ofByte: span.start)))
    set("end", .integer(index.offset(ofByte: span.end)))
    if withText { set("text", .text(text[span])) }
  }

  mutating func span(_ name: StaticString, _ span: TextSpan?) {
    set("\(name)", span.map { .text(text[$0]) })
    set("\(name)_start", span.map { .integer(index.offset(ofByte: $0.start)) })
    set("\(name)_end", span.map { .integer(index.offset(ofByte: $0.end)) })
  }

  mutating func string(_ name: StaticString, _ value: String?) { set("\(name)", value.map(Cell.text)) }
  mutating func integer(_ name: StaticString, _ value: Int?) { set("\(name)", value.map(Cell.integer)) }
  mutating func decimal(_ name: StaticString, _ value: ExactDecimal?) {
    set("\(name)", value.map(Cell.decimal))
  }

  mutating func share(_ name: StaticString, _ value: Double?) {
    set("\(name)", value.map { .decimal(ExactDecimal(mantissa: Int128($0.thousandths), scale: 3)) })
  }

  mutating func identifier(_ name: StaticString, prefix: StaticString, _ number: Int?) {
    set("\(name)", number.map { .text("\(prefix)\($0)") })
  }

  mutating func provenance(_ provenance: Provenance) { set("by", .text(provenance.text)) }

  mutating func value(_ name: String, _ value: JSONValue) {
    switch value {
    case .null: set(name, nil)
    case .string(let text): set(name, .text(text))
    case .number(let number):
      set(
        name,
        value.int.map(Cell.integer) ?? ExactDecimal(json: number.text).map(Cell.decimal) ?? .text(number.text)
      )
    default:
      var json = JSONWriter()
      json.value(value)
      set(name, .text(json.text))
    }
  }
}
