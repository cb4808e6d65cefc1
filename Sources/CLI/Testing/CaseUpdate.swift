import Isnad
import SystemPackage

/// What was found, to be written in place of what a case expected. The rest of the file, comments and all,
/// stays as it is.
struct CaseUpdate {
  let document: TestFile.CaseDocument
  /// The layers that differ.
  let layers: [String]
  let found: OutputDocument

  /// The fields that a case is best held to, in this order, where they are set.
  private static let fields: [String: [String]] = [
    "entities": ["label", "name"],
    "numbers": ["kind", "value", "min", "max", "unit", "currency", "iso", "modifier"],
    "quotes": ["kind", "polarity", "speaker_name", "via"],
    "figures": ["event", "value", "unit", "subject", "place", "source_name", "polarity", "part_of"],
  ]

  static func apply(_ updates: [CaseUpdate], to path: String) throws {
    guard !updates.isEmpty else { return }
    var lines = try TextFile.read(FilePath(path)).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    // From the end on, so that the places of the others stay right.
    for update in updates.sorted(by: { ($0.place?.line ?? 0) > ($1.place?.line ?? 0) }) {
      try update.apply(to: &lines, path)
    }
    try TextFile.write(lines.joined(separator: "\n"), to: FilePath(path))
  }

  private var place: YAMLPlace? { document.expectPlace }

  private func apply(to lines: inout [String], _ path: String) throws {
    guard let range = block(lines) else {
      throw Diagnostic(
        .structure, "--update writes only below an 'expect:' in block style.",
        at: Diagnostic.Place(file: path, line: document.place.line, column: document.place.column),
        suggestion: "Put 'expect:' on a line of its own in the case.")
    }
    let indent = lines[range.lowerBound].prefix { $0 == " " }.count
    lines.replaceSubrange(range, with: yaml(indent: indent))
  }

  /// The lines from `expect:` to where its block ends.
  private func block(_ lines: [String]) -> Range<Int>? {
    guard let place else { return nil }
    // The value stands on the key's line, or on one below it.
    var start = place.line - 1
    while start >= 0, start < lines.count, !lines[start].drop(while: { $0 == " " }).hasPrefix("expect:") {
      start -= 1
    }
    guard start >= 0, start < lines.count else { return nil }
    let indent = lines[start].prefix { $0 == " " }.count
    var end = start + 1
    while end < lines.count {
      let line = lines[end]
      let isBlank = line.allSatisfy { $0 == " " }
      if !isBlank, line.prefix(while: { $0 == " " }).count <= indent { break }
      end += 1
    }
    while end > start + 1, lines[end - 1].allSatisfy({ $0 == " " }) { end -= 1 }
    return start..<end
  }

  private func yaml(indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines = ["\(margin)expect:"]
    if !document.metadata.isEmpty {
      lines.append("\(margin)  metadata:")
      for pair in document.metadata {
        let name = pair.key.scalar?.text ?? ""
        lines.append("\(margin)    \(Self.scalar(name)): \(Self.value(found.metadata[name] ?? .null))")
      }
    }
    for (layer, items) in document.expect {
      guard layers.contains(layer) else {
        lines.append("\(margin)  \(layer):" + (items.isEmpty ? " []" : ""))
        for item in items { lines.append("\(margin)    - \(Self.flow(item))") }
        continue
      }
      let rows = found.layers[layer] ?? []
      lines.append("\(margin)  \(layer):" + (rows.isEmpty ? " []" : ""))
      for row in rows { lines.append("\(margin)    - \(item(row, layer))") }
    }
    return lines
  }

  private func item(_ row: JSONValue, _ layer: String) -> String {
    var fields = ["text: \(Self.scalar(found.text(of: row)))"]
    for name in Self.fields[layer] ?? [] {
      guard let value = row[name], !value.isNull else { continue }
      fields.append("\(name): \(Self.value(value))")
    }
    return "{ \(fields.joined(separator: ", ")) }"
  }

  private static func value(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): scalar(text)
    case .object: scalar(value["text"]?.string ?? JSONText.flat(value))
    default: JSONText.flat(value)
    }
  }

  /// JSON's quoted texts are YAML's; what is plainly a word stands as it is.
  private static func scalar(_ text: String) -> String {
    let isWord =
      text.first?.isLetter ?? false
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" || $0 == "/" }
      && text.last != " " && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    return isWord ? text : JSONText.flat(.string(text))
  }

  private static func flow(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.isPlain ? scalar.text : self.scalar(scalar.text)
    case .sequence(let nodes): "[" + nodes.map(flow).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{ " + pairs.map { "\($0.key.scalar?.text ?? ""): \(flow($0.value))" }.joined(separator: ", ") + " }"
    }
  }
}
