import Isnad

/// JSON for people: indented, what is short on one line.
enum JSONText {
  private static let width = 100

  static func pretty(_ value: JSONValue) -> String { pretty(value, indent: 0) }

  private static func pretty(_ value: JSONValue, indent: Int) -> String {
    let flat = flat(value)
    if indent + flat.count <= width { return flat }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch value {
    case .array(let items):
      let lines = items.map { inner + pretty($0, indent: indent + 2) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
    case .object(let members):
      let lines = members.map { member in
        "\(inner)\(self.flat(.string(member.name))): \(pretty(member.value, indent: indent + 2))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
    default: return flat
    }
  }

  static func flat(_ value: JSONValue) -> String {
    var json = JSONWriter()
    json.value(value)
    return json.text
  }
}
