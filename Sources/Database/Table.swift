import Isnad

/// What a cell of a table holds.
public enum Cell: Sendable, Hashable {
  case null
  case integer(Int)
  case decimal(ExactDecimal)
  case text(String)
}

/// A table that documents are written to: CSV files and databases have the same columns.
package struct Table: Sendable {
  package enum Kind: Sendable { case text, integer, decimal }

  package struct Column: Sendable {
    package let name: String
    let kind: Kind

    init(_ name: String, _ kind: Kind = .text) {
      self.name = name
      self.kind = kind
    }
  }

  package let name: String
  package let columns: [Column]
  /// The columns by their names.
  let places: [String: Int]

  init(name: String, columns: [Column]) {
    self.name = name
    self.columns = columns
    places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// One row a document.
  package static let documents = Table(
    name: "documents",
    columns: [
      Column("id"), Column("uri"), Column("record", .integer), Column("title"), Column("date"),
      Column("outlet"),
      Column("url"), Column("language"), Column("metadata"), Column("text"),
    ])

  /// One row an annotation; the first column names the document.
  package static let entities = Table(
    name: "entities",
    columns: place + [
      Column("label"), Column("name"), Column("cluster"), Column("kb_id"), Column("country"),
      Column("latitude", .decimal), Column("longitude", .decimal), Column("confidence", .decimal),
      Column("by"),
    ])
  package static let numbers = Table(
    name: "numbers",
    columns: place + [
      Column("kind"), Column("value", .decimal), Column("min", .decimal), Column("max", .decimal),
      Column("unit"),
      Column("currency"), Column("iso"), Column("hijri"), Column("modifier"), Column("by"),
    ])
  package static let quotes = Table(
    name: "quotes",
    columns: place + [Column("kind"), Column("polarity")] + part("cue") + part("speaker") + [
      Column("speaker_name"), Column("speaker_type"), Column("speaker_entity"),
    ] + part("via") + [Column("nested_in"), Column("confidence", .decimal), Column("by")])

  package static let figures = Table(
    name: "figures",
    columns: place + [
      Column("number"), Column("value", .decimal), Column("min", .decimal), Column("max", .decimal),
      Column("unit"), Column("modifier"), Column("event"),
    ] + part("trigger") + part("subject") + part("place") + [Column("place_entity"), Column("place_scope")]
      + part("inferred_place") + [Column("inferred_place_entity")] + part("time") + [
        Column("time_number"), Column("source_name"), Column("source_entity"), Column("quote"),
        Column("part_of"),
        Column("polarity"), Column("confidence", .decimal), Column("by"),
      ])

  private static let place = [
    Column("document"), Column("id"), Column("start", .integer), Column("end", .integer), Column("text"),
  ]

  private static func part(_ name: String) -> [Column] {
    [Column(name), Column("\(name)_start", .integer), Column("\(name)_end", .integer)]
  }

  /// All of them, documents first.
  package static let all = [documents, entities, numbers, quotes, figures]
  package static let layers = [entities, numbers, quotes, figures]
}
