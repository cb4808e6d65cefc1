import Isnad

/// Compares what a pipeline made of a document with what its case expects.
struct CaseCheck {
  /// One thing that is not as expected, over several lines.
  private(set) var differences: [String] = []
  /// Layers in which something is not as expected.
  private(set) var layers: [String] = []

  init(_ expected: TestFile.CaseDocument, _ steps: [TracedStep]) throws {
    outcome(expected, steps)
    guard differences.isEmpty, let last = steps.last else { return }
    let document = try OutputDocument(last.after)
    metadata(expected, document)
    for (layer, items) in expected.expect { annotations(layer, items, expected, document) }
    for layer in expected.nothingIn {
      let rows = document.layers[layer] ?? []
      guard !rows.isEmpty else { continue }
      note(layer, "\(layer): expected nothing")
      for row in rows { note(layer, "  found \(Self.show(row, document))") }
    }
  }

  private mutating func note(_ layer: String, _ line: String) {
    differences.append(line)
    if !layers.contains(layer) { layers.append(layer) }
  }

  /// Whether the document came through.
  private mutating func outcome(_ expected: TestFile.CaseDocument, _ steps: [TracedStep]) {
    var got = "it came through"
    switch steps.last?.outcome {
    case .filtered(let reason):
      if expected.filtered == reason { return }
      got = "it was taken out as '\(reason.printable)' by '\(steps.last?.id ?? "")'"
    case .failed(let failure):
      if expected.failed == failure.code { return }
      got = "it failed in '\(steps.last?.id ?? "")': \(failure.message.printable) [\(failure.code.printable)]"
    default:
      if expected.filtered == nil, expected.failed == nil { return }
    }
    let wanted =
      expected.filtered.map { "taken out as '\($0)'" } ?? expected.failed.map { "to fail with '\($0)'" }
      ?? "to come through"
    differences.append(
      "the document was expected to be \(wanted); \(got)".replacing("to be to ", with: "to "))
  }

  private mutating func metadata(_ expected: TestFile.CaseDocument, _ document: OutputDocument) {
    for pair in expected.metadata {
      let name = pair.key.scalar?.text ?? ""
      let value = document.metadata[name] ?? .null
      if !Self.equals(pair.value, value) {
        note(
          "metadata",
          "metadata.\(name): expected \(Self.show(pair.value)), found \(Self.isolated(JSONText.flat(value)))")
      }
    }
  }

  /// Every expected item is an annotation of its own.
  private mutating func annotations(
    _ layer: String, _ items: [YAMLNode], _ expected: TestFile.CaseDocument, _ document: OutputDocument
  ) {
    var rows = document.layers[layer] ?? []
    for item in items {
      let fields = item.mapping ?? []
      if let index = rows.firstIndex(where: { row in fields.allSatisfy { Self.holds($0, row, document) } }) {
        rows.remove(at: index)
        continue
      }
      note(layer, "\(layer): expected \(Self.show(item))")
      if let near = Self.nearest(fields, rows, document) {
        let wrong = fields.filter { !Self.holds($0, near, document) }.compactMap { $0.key.scalar?.text }
        note(layer, "  found \(Self.show(near, document)); not as expected: \(wrong.joined(separator: ", "))")
      }
    }
    guard expected.exact.contains(layer) else { return }
    for row in rows { note(layer, "\(layer): not expected \(Self.show(row, document))") }
  }

  /// The annotation that has most of the expected fields, the text above all.
  private static func nearest(
    _ fields: [YAMLNode.Pair], _ rows: [JSONValue], _ document: OutputDocument
  ) -> JSONValue? {
    func score(_ row: JSONValue) -> Int {
      fields.reduce(0) { sum, field in
        guard holds(field, row, document) else { return sum }
        return sum + (field.key.scalar?.text == "text" ? 10 : 1)
      }
    }
    return rows.max { score($0) < score($1) }.flatMap { score($0) > 0 ? $0 : nil }
  }

  // MARK: Values

  private static func holds(_ field: YAMLNode.Pair, _ row: JSONValue, _ document: OutputDocument) -> Bool {
    let name = field.key.scalar?.text ?? ""
    if name == "text" { return field.value.scalar?.text == document.text(of: row) }
    return equals(field.value, row[name] ?? .null)
  }

  /// A scalar of YAML says what it looks like: `3` is the number and the text. A span inside an annotation
  /// is compared by its text.
  static func equals(_ node: YAMLNode, _ value: JSONValue) -> Bool {
    if let nodes = node.sequence {
      guard let items = value.array, items.count == nodes.count else { return false }
      return zip(nodes, items).allSatisfy { equals($0, $1) }
    }
    if let pairs = node.mapping {
      return pairs.allSatisfy { pair in equals(pair.value, value[pair.key.scalar?.text ?? ""] ?? .null) }
    }
    guard let text = node.scalar?.text else { return false }
    switch value {
    case .null: return node.isNull
    case .bool(let flag): return text == (flag ? "true" : "false")
    case .string(let string): return string == text
    case .number(let number):
      return number.text == text || Double(text).map { Double(number.text) == $0 } ?? false
    case .object: return value["text"]?.string == text
    case .array: return false
    }
  }

  // MARK: For people

  private static func isolated(_ text: String) -> String { "\u{2068}\(text.printableLine)\u{2069}" }

  private static func show(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): isolated(scalar.text)
    case .sequence(let nodes): "[" + nodes.map(show).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{ " + pairs.map { "\($0.key.scalar?.text ?? ""): \(show($0.value))" }.joined(separator: ", ") + " }"
    }
  }

  /// The fields that say something, the text first.
  static func show(_ row: JSONValue, _ document: OutputDocument) -> String {
    guard case .object(let members) = row else { return JSONText.flat(row) }
    let hidden: Set<String> = ["id", "start", "end", "text", "by", "confidence", "cluster"]
    var fields = ["text: \(isolated(document.text(of: row)))"]
    for member in members where !hidden.contains(member.name) && !member.value.isNull {
      let value = member.value["text"]?.string ?? member.value.string ?? JSONText.flat(member.value)
      fields.append("\(member.name.printable): \(isolated(value))")
    }
    return "{ \(fields.joined(separator: ", ")) }"
  }
}
