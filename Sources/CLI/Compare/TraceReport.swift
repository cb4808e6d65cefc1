import Isnad
import IsnadStages

/// Shows what each step did. Arabic stands in isolates, so that a terminal runs it from right to left and
/// leaves the rest of the line where it is.
struct TraceReport {
  /// Layers with an entry for every word or sentence.
  private static let inner: Set<String> = ["sentences", "tokens", "normalized"]

  let isColoured: Bool
  let showsAll: Bool

  func head(_ document: Document) -> String {
    let title = document.metadata["title"]?.string.map { "  \(Self.isolated($0))" } ?? ""
    var lines = [style(Self.isolated(document.id), "1") + title]
    if !document.metadata.isEmpty {
      let metadata = document.metadata.map { "\($0.key.printable): \(Self.value($0.value))" }
      lines.append(style("  \(metadata.joined(separator: ", "))", "2"))
    }
    return lines.joined(separator: "\n")
  }

  func text(_ step: TracedStep) throws -> String {
    let micros = Int((step.duration / .microseconds(1)).rounded())
    var lines = ["\n" + style(step.id, "1;34") + style("  \(micros / 1000).\(micros % 1000 / 100) ms", "2")]
    switch step.outcome {
    case .passedBy:
      return lines[0]
        + style("  passed by" + (step.when.map { ": only when \($0)" } ?? ": another arm"), "33")
    case .filtered(let reason): lines[0] += style("  taken out: \(reason.printable)", "31")
    case .failed(let failure):
      lines[0] += style("  failed: \(failure.message.printable) [\(failure.code.printable)]", "31")
    case .done: break
    }
    lines += metadata(step)
    let (before, after) = (try OutputDocument(step.before), try OutputDocument(step.after))
    for layer in before.layers.keys.union(after.layers.keys) {
      lines += try self.layer(layer, before, after)
    }
    if lines.count == 1, case .done = step.outcome {
      lines[0] += style(step.isWriter ? "  writes it" : "  nothing", "2")
    }
    return lines.joined(separator: "\n")
  }

  func end(_ steps: [TracedStep]) -> String {
    switch steps.last?.outcome {
    case .filtered(let reason): "\nTaken out as '\(reason.printable)'."
    case .failed where steps.last?.after.errors.isEmpty ?? true: "\nFailed; a run would dead-letter it."
    default: "\nIt came through."
    }
  }

  private func layer(_ name: String, _ before: OutputDocument, _ after: OutputDocument) throws -> [String] {
    let change = LayerChange(before.layers[name] ?? [], after.layers[name] ?? [])
    guard !change.isEmpty else { return [] }
    var counts: [String] = []
    if !change.gained.isEmpty { counts.append("+\(change.gained.count)") }
    if !change.lost.isEmpty { counts.append("-\(change.lost.count)") }
    if !change.changed.isEmpty { counts.append("~\(change.changed.count)") }
    var lines = ["  \(name.printable) \(style(counts.joined(separator: " "), "2"))"]
    guard showsAll || !Self.inner.contains(name) else { return lines }
    let rows =
      change.gained.map { ($0["start"]?.int ?? 0, style("    + ", "32") + row($0, after)) }
      + change.lost.map { ($0["start"]?.int ?? 0, style("    - ", "31") + row($0, before)) }
      + change.changed.map { pair in
        let fields = LayerChange.differing(pair.before, pair.after).map { field in
          "\(field.printable) \(Self.value(pair.before[field] ?? .null)) -> \(Self.value(pair.after[field] ?? .null))"
        }
        let text =
          style("    ~ ", "33") + Self.isolated(after.text(of: pair.after)) + "  "
          + fields.joined(separator: ", ")
        return (pair.after["start"]?.int ?? 0, text)
      }
    lines += rows.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(
      \.element.1)
    return lines
  }

  /// `جو بايدن  label PER, name جو بايدن  by list`.
  private func row(_ row: JSONValue, _ document: OutputDocument) -> String {
    guard case .object(let members) = row else { return JSONText.flat(row) }
    let hidden: Set<String> = ["id", "start", "end", "text", "by", "cluster"]
    let fields = members.filter { !hidden.contains($0.name) && !$0.value.isNull }
      .map { "\($0.name.printable) \(Self.value($0.value))" }
    let by = row["by"]?.string.map { style("  by \($0.printable)", "2") } ?? ""
    return Self.isolated(document.text(of: row)) + "  " + fields.joined(separator: ", ") + by
  }

  private func metadata(_ step: TracedStep) -> [String] {
    let names = step.before.metadata.keys.union(step.after.metadata.keys)
    return names.compactMap { name in
      let (old, new) = (step.before.metadata[name], step.after.metadata[name])
      guard old != new else { return nil }
      let sign =
        old == nil ? style("    + ", "32") : new == nil ? style("    - ", "31") : style("    ~ ", "33")
      let values = [old, new].compactMap { $0 }.map(Self.value).joined(separator: " -> ")
      return "\(sign)metadata.\(name.printable) \(values)"
    }
  }

  private static func value(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): isolated(text)
    case .object: value["text"]?.string.map(isolated) ?? JSONText.flat(value)
    default: JSONText.flat(value)
    }
  }

  private static func isolated(_ text: String) -> String {
    "\u{2068}\(text.printableLine)\u{2069}"
  }

  private func style(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  // MARK: For machines

  static func json(_ document: Document, _ steps: [TracedStep]) throws -> JSONValue {
    .object([
      .init("schema", .string("isnad-trace/1")), .init("id", .string(document.id)),
      .init("steps", .array(try steps.map(json))),
    ])
  }

  private static func json(_ step: TracedStep) throws -> JSONValue {
    let (before, after) = (try OutputDocument(step.before), try OutputDocument(step.after))
    var layers: [JSONValue.Member] = []
    for name in before.layers.keys.union(after.layers.keys) {
      let change = LayerChange(before.layers[name] ?? [], after.layers[name] ?? [])
      guard !change.isEmpty else { continue }
      layers.append(
        .init(
          name,
          .object([
            .init("added", .array(change.gained)), .init("taken", .array(change.lost)),
            .init(
              "changed",
              .array(change.changed.map { .object([.init("before", $0.before), .init("after", $0.after)]) })),
          ])))
    }
    let (outcome, reason): (String, String?) =
      switch step.outcome {
      case .done: ("done", nil)
      case .passedBy: ("passed-by", step.when)
      case .filtered(let reason): ("filtered", reason)
      case .failed(let failure): ("failed", "\(failure.code): \(failure.message)")
      }
    return .object([
      .init("id", .string(step.id)), .init("outcome", .string(outcome)),
      .init("reason", reason.map { .string($0) } ?? .null),
      .init("milliseconds", .number(JSONNumber(String((step.duration / .microseconds(1)).rounded() / 1000)))),
      .init("metadata", after.metadata), .init("layers", .object(layers)),
    ])
  }
}
