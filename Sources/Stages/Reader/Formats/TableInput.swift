import Isnad

/// A table: a row is an article.
protocol TableInput: CutFormat {}

extension TableInput {
  var isText: Bool { true }

  func cutter(_ input: CutInput) -> any RecordCutter {
    TableCutter(
      input.source, name: input.name, format: InputFormat(Self.self), fields: input.settings.fields,
      maxBytes: input.maxBytes, from: input.resumed)
  }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.values.row(record)
  }
}

/// Values with commas between, or with what else a spreadsheet program writes.
struct CSVInput: TableInput {
  static let format = FormatDescription("csv", "a row is one", extensions: ["csv"])
}

/// Values with tabs between.
struct TSVInput: TableInput {
  static let format = FormatDescription("tsv", "the same with tabs", extensions: ["tsv", "tab"])
}
