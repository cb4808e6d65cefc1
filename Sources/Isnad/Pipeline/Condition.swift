/// For which documents something holds: under `when`, in `branch`, and in the stage `filter`.
///
/// ```yaml
/// when: { metadata.language: ar }                     # equal
/// when: { metadata.outlet: [bbc, sana] }              # one of; a list in the metadata: any of it
/// when: { metadata.title: present }                   # there, or absent
/// when: { source: { matches: "*/sport/*.txt" } }      # also contains, starts-with, ends-with
/// when: { metadata.date: { at-least: 2024-04-01 } }   # also above, below, at-most; numbers and dates
/// when: { count.quotes: { at-least: 1 } }             # how many annotations a layer has
/// when: { any: [ {…}, {…} ] }                         # also all, not
/// ```
/// Several keys of one mapping must all hold.
public indirect enum Condition: Sendable, Hashable {
  case test(Field, Test)
  case not(Condition)
  case all([Condition])
  case any([Condition])

  /// What a condition looks at.
  public enum Field: Sendable, Hashable {
    case id, source, text
    /// Names from the outside in, as in `metadata.author.name`.
    case metadata([String])
    /// The number of annotations in a layer; 0 where nobody provided it.
    case count(String)

    public init?(_ name: String) {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      switch (parts[0], parts.count) {
      case ("id", 1): self = .id
      case ("source", 1): self = .source
      case ("text", 1): self = .text
      case ("metadata", 2...) where !parts.contains(""): self = .metadata(Array(parts.dropFirst()))
      case ("count", 2) where !parts[1].isEmpty: self = .count(parts[1])
      default: return nil
      }
    }

    public var name: String {
      switch self {
      case .id: "id"
      case .source: "source"
      case .text: "text"
      case .metadata(let path): "metadata." + path.joined(separator: ".")
      case .count(let layer): "count." + layer
      }
    }

    /// The field's value in a document; nil where it has none.
    public func value(in document: Document) -> JSONValue? {
      switch self {
      case .id: .string(document.id)
      case .source: .string(document.source.uri)
      case .text: .string(document.text.string)
      case .metadata(let path): Self.look(path, in: document.metadata)
      case .count(let layer): .integer(document.layers[named: layer]?.annotationCount ?? 0)
      }
    }

    /// A name with dots in it stands before the parts that it could be read as.
    private static func look(_ path: [String], in metadata: Metadata) -> JSONValue? {
      if let whole = metadata[path.joined(separator: ".")] { return whole }
      guard let first = path.first, var value = metadata[first] else { return nil }
      for name in path.dropFirst() {
        guard let inner = value[name] else { return nil }
        value = inner
      }
      return value
    }
  }

  public func holds(for document: Document) -> Bool {
    switch self {
    case .test(let field, let test): test.holds(for: field, in: document)
    case .not(let condition): !condition.holds(for: document)
    case .all(let conditions): conditions.allSatisfy { $0.holds(for: document) }
    case .any(let conditions): conditions.contains { $0.holds(for: document) }
    }
  }

  /// Layers whose annotations it counts.
  public var countedLayers: [String] {
    switch self {
    case .test(.count(let layer), _): [layer]
    case .test: []
    case .not(let condition): condition.countedLayers
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.countedLayers)
    }
  }

  /// For people: `metadata.language is ar and count.quotes at least 1`.
  public var text: String {
    switch self {
    case .test(let field, let test): "\(field.name) \(test.text)"
    case .not(let condition): "not (\(condition.text))"
    case .all(let conditions): conditions.map(\.grouped).joined(separator: " and ")
    case .any(let conditions): conditions.map(\.grouped).joined(separator: " or ")
    }
  }

  /// The same in every process, and another one for another condition: for fingerprints. (What Swift says of a
  /// value by itself may hold addresses.)
  var canonical: String {
    switch self {
    case .test(let field, let test): "\(field.name) \(test.canonical)"
    case .not(let condition): "not(\(condition.canonical))"
    case .all(let conditions): "all(\(conditions.map(\.canonical).joined(separator: ",")))"
    case .any(let conditions): "any(\(conditions.map(\.canonical).joined(separator: ",")))"
    }
  }

  private var grouped: String {
    switch self {
    case .all, .any: "(\(text))"
    case .test, .not: text
    }
  }
}

extension Condition: OptionValue {
  public static var typeName: String { "condition" }

  /// Operators beside the fields' own: what `when` takes.
  private static let combinators = ["not", "all", "any"]

  public static func decode(_ node: YAMLNode) throws(OptionError) -> Condition {
    guard let pairs = node.mapping, !pairs.isEmpty else {
      throw .expected("a mapping such as { metadata.language: ar }", node)
    }
    var conditions: [Condition] = []
    for pair in pairs {
      let key = pair.key.scalar?.text ?? ""
      switch key {
      case "not": conditions.append(.not(try decode(pair.value)))
      case "all": conditions.append(.all(try list(pair.value)))
      case "any": conditions.append(.any(try list(pair.value)))
      default:
        guard let field = Field(key) else {
          throw OptionError(
            "has the unknown field '\(key)'; there are id, source, text, metadata.NAME, count.LAYER, not, all and any",
            at: pair.key.place)
        }
        conditions += try Test.decode(pair.value, of: field).map { .test(field, $0) }
      }
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private static func list(_ node: YAMLNode) throws(OptionError) -> [Condition] {
    guard let nodes = node.sequence, !nodes.isEmpty else {
      throw .expected("a list with a condition or more", node)
    }
    var conditions: [Condition] = []
    for node in nodes { conditions.append(try decode(node)) }
    return conditions
  }

  public static var schema: JSONValue {
    .object([.init("$ref", .string("#/$defs/condition"))])
  }

  public var yaml: String? { text }
}
