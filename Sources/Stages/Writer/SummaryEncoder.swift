import Isnad
import IsnadDatabase

/// A document for people: who, where, how many, when, and who said what.
struct SummaryEncoder {
  private static let labelWidth = 14
  private static let maxNames = 12
  private static let maxQuoteScalars = 110

  let isColoured: Bool

  func encode(_ document: Document) -> [UInt8] {
    var out = ""
    let place =
      document.source.uri == "-" && document.source.record == nil
      ? "standard input" : document.source.place
    let name = document.id == document.source.uri ? place : document.id
    let title = document.metadata["title"]?.string ?? name
    out += style(isolated(title), "1") + "\n"
    if title != place { out += style(place.printable, "2") + "\n" }
    let entities = document.entities ?? []
    names("People", .person, entities, &out)
    names("Places", .place, entities, &out)
    names("Organisations", .organisation, entities, &out)
    names("Other names", .other, entities, &out)
    names("Groups", .group, entities, &out)
    numbers(document, &out)
    figures(document, &out)
    quotes(document, &out)
    for name in document.layers.names where OwnTable.isOne(name) { own(name, document, &out) }
    for error in document.errors {
      row("Failed", ["\(error.stage): \(error.message.printable)"], &out)
    }
    out += "\n"
    return Array(out.utf8)
  }

  /// Names of one label, the most frequent first, each with how often it occurs.
  private func names(
    _ label: String, _ kind: EntityLabel, _ entities: [Entity], _ out: inout String
  ) {
    var counts: OrderedDictionary<String, Int> = [:]
    for entity in entities where entity.label == kind {
      counts[entity.name, default: 0] += 1
    }
    let sorted = counts.elements.enumerated()
      .sorted { ($0.element.value, $1.offset) > ($1.element.value, $0.offset) }.map(\.element)
    var cells = sorted.prefix(Self.maxNames).map { name, count in
      count > 1 ? "\(isolated(name)) ×\(count)" : isolated(name)
    }
    if sorted.count > Self.maxNames { cells.append("and \(sorted.count - Self.maxNames) more") }
    row(label, cells, &out)
  }

  private func numbers(_ document: Document, _ out: inout String) {
    let numbers = document.numbers ?? []
    for (position, number) in numbers.enumerated() {
      let reading = Self.reading(number)
      let label = position == 0 ? "Numbers" : ""
      out += cell(label) + "\(isolated(document[number.span]))  \(style(reading, "36"))\n"
    }
  }

  /// Figures of an event: the number, what, where, when, and who says it.
  private func figures(_ document: Document, _ out: inout String) {
    for (position, figure) in (document.figures ?? []).filter({ $0.event != nil }).enumerated() {
      let said = [
        figure.event?.rawValue, (figure.place ?? figure.inferredPlace).map { isolated(document[$0]) },
        figure.time.map { isolated(document[$0]) }, figure.sourceName.map { style(isolated($0), "33") },
        figure.polarity == .denied ? "denied" : nil,
      ].compactMap { $0 }
      out += cell(position == 0 ? "Figures" : "")
      out += "\(isolated(document[figure.span]))  \(said.joined(separator: " · "))\n"
    }
  }

  /// With its unit isolated, which is often in the other direction.
  static func reading(_ number: NumberMention) -> String {
    let reading = number.reading
    return (reading.figure ?? number.kind.rawValue).printableLine
      + (reading.unit.map { " \u{2068}\($0.printableLine)\u{2069}" } ?? "")
  }

  private func quotes(_ document: Document, _ out: inout String) {
    for (position, quote) in (document.quotes ?? []).enumerated() {
      let speaker = quote.speakerName ?? quote.speaker.map { document[$0] } ?? "unknown"
      let denied = quote.polarity == .denied ? " denies" : ""
      let via = quote.via.map { " via \(isolated(document[$0]))" } ?? ""
      let label = position == 0 ? "Who said what" : ""
      out += cell(label) + style(isolated(speaker), "33") + denied + via + ":\n"
      let content = Self.shortened(document[quote.span])
      out += cell("") + "  " + isolated(quote.kind == .direct ? "«\(content)»" : content) + "\n"
    }
  }

  private static func shortened(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    guard line.count > maxQuoteScalars else { return line }
    let cut = line.prefix(maxQuoteScalars)
    return String(cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]) + " …"
  }

  /// The texts of a layer that a plug-in has defined.
  private func own(_ name: String, _ document: Document, _ out: inout String) {
    guard let layer = document.layers[named: name] else { return }
    var counts: OrderedDictionary<String, Int> = [:]
    for row in FieldCollector.rows(of: layer, in: document.text) {
      counts[row["text"] ?? "", default: 0] += 1
    }
    var cells = counts.elements.prefix(Self.maxNames).map { text, count in
      count > 1 ? "\(isolated(text)) ×\(count)" : isolated(text)
    }
    if counts.count > Self.maxNames { cells.append("and \(counts.count - Self.maxNames) more") }
    row(name.printableLine, cells, &out)
  }

  private func row(_ label: String, _ cells: [String], _ out: inout String) {
    guard !cells.isEmpty else { return }
    out += cell(label) + cells.joined(separator: " · ") + "\n"
  }

  private func cell(_ label: String) -> String {
    let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
    return "  " + style(label, "2") + padding
  }

  /// First-strong isolation, so that Arabic and Latin on one line do not reorder each other.
  private func isolated(_ text: String) -> String { "\u{2068}\(text.printableLine)\u{2069}" }

  private func style(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
