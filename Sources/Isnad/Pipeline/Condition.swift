/// A condition under `when`: for which documents a stage works.
///
/// ```yaml
/// when: { metadata.language: ar }            # equal
/// when: { metadata.outlet: [bbc, sana] }     # one of
/// when: { metadata.title: present }          # there, or absent
/// when: { any: [ {…}, {…} ] }                # also all, not
/// ```
public indirect enum Condition: Sendable, Hashable {
  case equals(Field, [String])
  case isPresent(Field, Bool)
  case not(Condition)
  case all([Condition])
  case any([Condition])

  /// What a condition looks at.
  public enum Field: Sendable, Hashable {
    case id
    case source
    case metadata(String)

    init?(_ name: String) {
      switch name {
      case "id": self = .id
      case "source": self = .source
      default:
        guard name.hasPrefix("metadata."), name.count > 9 else { return nil }
        self = .metadata(String(name.dropFirst(9)))
      }
    }

    func value(in document: Document) -> JSONValue? {
      switch self {
      case .id: .string(document.id)
      case .source: .string(document.source.uri)
      case .metadata(let name): document.metadata[name]
      }
    }
  }

  public func holds(for document: Document) -> Bool {
    switch self {
    case .equals(let field, let values):
      switch field.value(in: document) {
      case .string(let text)?: values.contains(text)
      case .number(let number)?: values.contains(number.text)
      case .bool(let flag)?: values.contains(flag ? "true" : "false")
      default: false
      }
    case .isPresent(let field, let wanted): (field.value(in: document).map { !$0.isNull } ?? false) == wanted
    case .not(let condition): !condition.holds(for: document)
    case .all(let conditions): conditions.allSatisfy { $0.holds(for: document) }
    case .any(let conditions): conditions.contains { $0.holds(for: document) }
    }
  }

  /// Reads a condition; several keys of one mapping must all hold.
  static func decode(_ node: YAMLNode) throws(OptionError) -> Condition {
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
            "has the unknown field '\(key)'; there are id, source, metadata.NAME, not, all and any",
            at: pair.key.place)
        }
        conditions.append(try comparison(field, pair.value))
      }
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private static func comparison(_ field: Field, _ node: YAMLNode) throws(OptionError) -> Condition {
    if let scalar = node.scalar, scalar.isPlain, scalar.text == "present" || scalar.text == "absent" {
      return .isPresent(field, scalar.text == "present")
    }
    return .equals(field, try [String].decode(node))
  }

  private static func list(_ node: YAMLNode) throws(OptionError) -> [Condition] {
    guard let nodes = node.sequence, !nodes.isEmpty else { throw .expected("a list of conditions", node) }
    var conditions: [Condition] = []
    for node in nodes { conditions.append(try decode(node)) }
    return conditions
  }
}
