import Isnad

/// A stage explained: options, layers, examples.
struct StageHelp {
  private let stage: StageType
  private var description: StageDescription { stage.description }

  init(_ stage: StageType) { self.stage = stage }

  // MARK: For a terminal

  var text: String {
    var lines = ["\(description.name) \(description.version) (\(stage.kind.rawValue))", description.summary]
    for (label, names) in layers { lines.append("\(label): \(names)") }
    if !stage.options.isEmpty { lines += ["", "Options (under 'with'):"] }
    for option in stage.options {
      lines.append("  \(option.name): \(option.typeName) (\(value(option)))")
      lines.append("      \(option.help)")
    }
    if !description.examples.isEmpty { lines += ["", "Examples:"] }
    for example in description.examples {
      lines.append("  \(example.title)")
      lines.append("      \(Self.isolated(example.text))")
      if !example.metadata.isEmpty { lines.append("      metadata: \(Self.flat(example.metadata))") }
      if !example.options.isEmpty { lines.append("      with: \(example.options)") }
      lines += outcomes(example, Self.isolated).map { "      -> \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private var layers: [(String, String)] {
    [("Requires", description.requires), ("Uses", description.uses), ("Provides", description.provides)]
      .filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: ", ")) }
  }

  private func value(_ option: OptionDescription) -> String {
    option.isRequired ? "required" : option.defaultText.map { "default \($0)" } ?? "not set"
  }

  /// What becomes of an example, a line a fact.
  private func outcomes(_ example: StageExample, _ style: (String) -> String) -> [String] {
    var lines = example.expect.map { expected in
      let fields = expected.fields.sorted { $0.key < $1.key }.map { "\($0.key) \(style($0.value))" }
      let tail = fields.isEmpty ? "" : ": " + fields.joined(separator: ", ")
      return "\(expected.layer) \(style(expected.text))\(tail)"
    }
    if !example.nothingIn.isEmpty { lines.append("nothing in \(example.nothingIn.joined(separator: ", "))") }
    if !example.metadataAfter.isEmpty { lines.append("metadata \(Self.flat(example.metadataAfter))") }
    if let reason = example.filtered { lines.append("taken out as '\(reason)'") }
    return lines.isEmpty ? ["goes on"] : lines
  }

  private static func flat(_ metadata: Metadata) -> String {
    JSONText.flat(.object(metadata.map { .init($0.key, $0.value) }))
  }

  private static func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

  // MARK: For the documentation

  var markdown: String {
    var lines = ["## \(description.name)", "", description.summary, ""]
    for (label, names) in layers { lines.append("\(label): `\(names)`.") }
    if !layers.isEmpty { lines.append("") }
    if !stage.options.isEmpty {
      lines += ["| Option | Type | Default | |", "|---|---|---|---|"]
      for option in stage.options {
        let value = option.isRequired ? "required" : option.defaultText.map { "`\($0)`" } ?? ""
        lines.append(
          "| `\(option.name)` | \(Self.cell(option.typeName)) | \(value) | \(Self.cell(option.help)) |")
      }
      lines.append("")
    }
    for example in description.examples {
      lines.append("**\(example.title).** \(example.text)")
      if !example.metadata.isEmpty { lines.append("Metadata: `\(Self.flat(example.metadata))`.") }
      if !example.options.isEmpty { lines.append("With `\(example.options)`:") }
      lines.append("")
      lines += outcomes(example) { $0 }.map { "- \($0)" }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  // MARK: For machines

  var json: JSONValue {
    func names(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
    return .object([
      .init("name", .string(description.name)), .init("version", .string(description.version)),
      .init("content", description.content.isEmpty ? .null : .string(description.content)),
      .init("kind", .string(stage.kind.rawValue)), .init("summary", .string(description.summary)),
      .init("requires", names(description.requires)), .init("uses", names(description.uses)),
      .init("provides", names(description.provides)),
      .init(
        "options",
        .array(
          stage.options.map {
            .object([
              .init("name", .string($0.name)), .init("type", .string($0.typeName)),
              .init("default", $0.defaultText.map { .string($0) } ?? .null),
              .init("required", .bool($0.isRequired)), .init("help", .string($0.help)),
              .init("schema", $0.schema),
            ])
          })),
    ])
  }
}
