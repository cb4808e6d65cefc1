import Isnad

/// Sets metadata of documents.
public struct SetStage: Transform {
  public struct Options: StageOptions {
    @StageOption(
      "metadata",
      help:
        "Names and values. {id}, {source}, {metadata.NAME} and {count.LAYER} stand for the document's own; null takes a name away.",
      required: true)
    public var metadata = MetadataTemplate()

    @StageOption("overwrite", help: "Whether names that have a value get another.")
    public var overwrite = true

    public init() {}
  }

  public static let description = StageDescription(
    name: "set", content: StageContent.selection,
    summary: "Sets metadata.",
    examples: [
      StageExample(
        "A value of one's own, and one made of others", text: "نص", metadata: ["outlet": .string("wafa")],
        options: "metadata: { desk: world, checked: true, label: '{metadata.outlet}/{id}', draft: null }",
        metadataAfter: [
          "desk": .string("world"), "checked": .bool(true), "label": .string("wafa/contract"),
        ]),
      StageExample(
        "Only where there is none", text: "نص", metadata: ["language": .string("fa")],
        options: "{ metadata: { language: ar }, overwrite: false }",
        metadataAfter: ["language": .string("fa")]),
    ])

  private let options: Options

  public init(options: Options, context: StageContext) { self.options = options }

  public func process(_ document: inout Document) {
    // All values are of the document as it came: their order says nothing.
    let before = document
    for entry in options.metadata.entries {
      if !options.overwrite, let value = before.metadata[entry.name], !value.isNull { continue }
      switch entry.value.made(of: before) {
      case nil, .null?: document.metadata[entry.name] = nil
      case let value?: document.metadata[entry.name] = value
      }
    }
  }
}

/// What `set` sets.
public struct MetadataTemplate: OptionValue {
  struct Entry: Sendable {
    let name: String
    let value: Value
  }

  indirect enum Value: Sendable {
    case literal(JSONValue)
    /// Alone it stands for the value as it is, a number or a list; among other text for its text.
    case pieces([Piece])
    case list([Value])
  }

  enum Piece: Sendable {
    case text(String)
    case field(Condition.Field)
  }

  var entries: [Entry] = []

  public init() {}

  public static var typeName: String { "mapping of names to values" }
  public static var schema: JSONValue { .object([.init("type", .string("object"))]) }
  public var yaml: String? { nil }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> MetadataTemplate {
    guard let pairs = node.mapping else {
      throw OptionError("must be a mapping of names to values, not \(node.kindName)", at: node.place)
    }
    var template = MetadataTemplate()
    for pair in pairs {
      template.entries.append(Entry(name: pair.key.scalar?.text ?? "", value: try value(pair.value)))
    }
    return template
  }

  private static func value(_ node: YAMLNode) throws(OptionError) -> Value {
    if let nodes = node.sequence {
      var list: [Value] = []
      for node in nodes { list.append(try value(node)) }
      return .list(list)
    }
    guard let scalar = node.scalar, scalar.text.contains("{") || scalar.text.contains("}") else {
      return .literal(JSONOption.json(node))
    }
    return .pieces(try pieces(scalar.text, node))
  }

  /// `{field}` is a field; `{{` and `}}` are braces.
  private static func pieces(_ text: String, _ node: YAMLNode) throws(OptionError) -> [Piece] {
    var pieces: [Piece] = []
    var literal = ""
    var rest = Substring(text)
    while let first = rest.first {
      if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
        literal.append(first)
        rest = rest.dropFirst(2)
      } else if first == "{" {
        guard let end = rest.firstIndex(of: "}") else {
          throw OptionError(
            "has a '{' without '}' in '\(text)'", at: node.place,
            suggestion: "Write '{{' for '{' itself.")
        }
        let name = String(rest[rest.index(after: rest.startIndex)..<end])
        guard let field = Condition.Field(name) else {
          throw OptionError(
            "names the unknown field '\(name)'; there are id, source, text, metadata.NAME and count.LAYER",
            at: node.place)
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        literal = ""
        pieces.append(.field(field))
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append(first)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
    return pieces
  }
}

extension MetadataTemplate.Value {
  func made(of document: Document) -> JSONValue? {
    switch self {
    case .literal(let value): return value
    case .list(let values): return .array(values.compactMap { $0.made(of: document) })
    case .pieces(let pieces):
      if pieces.count == 1, case .field(let field) = pieces[0] { return field.value(in: document) }
      return .string(pieces.map { $0.text(of: document) }.joined())
    }
  }
}

extension MetadataTemplate.Piece {
  fileprivate func text(of document: Document) -> String {
    switch self {
    case .text(let text): return text
    case .field(let field):
      switch field.value(in: document) {
      case nil, .null?: return ""
      case .string(let text)?: return text
      case .number(let number)?: return number.text
      case let value?:
        var json = JSONWriter()
        json.value(value)
        return json.text
      }
    }
  }
}
