import Isnad

/// Two outputs side by side, in as much memory as documents are out of step.
struct OutputDiff {
  struct Count {
    var gained = 0
    var lost = 0
    var changed = 0
    var same = 0
  }

  let layer: String?
  let isStrict: Bool
  /// Differences that are shown.
  let limit: Int
  var isColoured = false
  private(set) var counts: OrderedDictionary<String, Count> = [:]
  private(set) var documents = 0
  private(set) var differing = 0
  /// Documents that only one output has.
  private(set) var onlyBefore: [String] = []
  private(set) var onlyAfter: [String] = []
  private var shown = 0
  private var hidden = 0

  init(layer: String?, isStrict: Bool, limit: Int) {
    self.layer = layer
    self.isStrict = isStrict
    self.limit = limit
  }

  var isEmpty: Bool { differing == 0 && onlyBefore.isEmpty && onlyAfter.isEmpty }

  /// - Parameter say: takes a line for people.
  mutating func compare(_ before: String, _ after: String, say: (String) -> Void) throws(Diagnostic) {
    var one = try OutputFile(before).makeIterator()
    var two = try OutputFile(after).makeIterator()
    // Documents of either side that wait for their partner; ids may stand several times.
    var waiting:
      (
        before: OrderedDictionary<String, [OutputDocument]>,
        after: OrderedDictionary<String, [OutputDocument]>
      ) = ([:], [:])
    var isOpen = (before: true, after: true)
    while isOpen.before || isOpen.after {
      if isOpen.before {
        if let result = one.next() {
          let document = try result.get()
          if let partner = Self.take(document.id, from: &waiting.after) {
            try compare(document, partner, say)
          } else {
            waiting.before[document.id, default: []].append(document)
          }
        } else {
          isOpen.before = false
        }
      }
      if isOpen.after {
        if let result = two.next() {
          let document = try result.get()
          if let partner = Self.take(document.id, from: &waiting.before) {
            try compare(partner, document, say)
          } else {
            waiting.after[document.id, default: []].append(document)
          }
        } else {
          isOpen.after = false
        }
      }
    }
    onlyBefore = waiting.before.values.flatMap { $0.map(\.id) }
    onlyAfter = waiting.after.values.flatMap { $0.map(\.id) }
    for id in onlyBefore { note(style("-", "31") + " document \(Self.isolated(id))", say) }
    for id in onlyAfter { note(style("+", "32") + " document \(Self.isolated(id))", say) }
  }

  private static func take(
    _ id: String, from waiting: inout OrderedDictionary<String, [OutputDocument]>
  ) -> OutputDocument? {
    guard var documents = waiting[id], !documents.isEmpty else { return nil }
    let document = documents.removeFirst()
    waiting[id] = documents.isEmpty ? nil : documents
    return document
  }

  private mutating func compare(
    _ before: OutputDocument, _ after: OutputDocument, _ say: (String) -> Void
  ) throws(Diagnostic) {
    guard before.offsets == after.offsets else {
      throw Diagnostic(
        .invalidOutput,
        "the offsets of '\(before.id)' are \(before.offsets.rawValue) in the one output and \(after.offsets.rawValue) in the other.",
        suggestion: "Write both with the same 'offsets'.")
    }
    documents += 1
    // Only lines that are shown are made: texts of annotations may lie over each other, each as long as the article.
    let room = max(0, limit - shown)
    var lines: [String] = []
    var others = 0
    func add(_ line: @autoclosure () -> String) {
      if lines.count < room { lines.append(line()) } else { others += 1 }
    }
    if before.text != after.text { add("  the text is another one") }
    for name in before.layers.keys.union(after.layers.keys) where layer == nil || layer == name {
      let (old, new) = (before.layers[name] ?? [], after.layers[name] ?? [])
      let change = LayerChange(old, new, ignoring: isStrict ? [] : ["confidence", "by"])
      for row in change.gained {
        counts[Self.kind(name, row), default: Count()].gained += 1
        add("  \(style("+", "32")) \(name.printable) \(CaseCheck.show(row, after))")
      }
      for row in change.lost {
        counts[Self.kind(name, row), default: Count()].lost += 1
        add("  \(style("-", "31")) \(name.printable) \(CaseCheck.show(row, before))")
      }
      for pair in change.changed {
        counts[Self.kind(name, pair.after), default: Count()].changed += 1
        add(
          "  \(style("~", "33")) \(name) \(Self.isolated(after.text(of: pair.after)))  \(fields(of: pair.before, pair.after))"
        )
      }
      let changed = change.changed.count + change.gained.count
      if new.count > changed { counts[name, default: Count()].same += new.count - changed }
    }
    hidden += others
    guard !lines.isEmpty || others > 0 else { return }
    differing += 1
    guard !lines.isEmpty else { return }
    say(style(Self.isolated(before.id), "1"))
    for line in lines { note(line, say) }
  }

  /// The fields that have changed, before and after.
  private func fields(of before: JSONValue, _ after: JSONValue) -> String {
    LayerChange.differing(before, after).filter { isStrict || $0 != "by" && $0 != "confidence" }
      .map { "\($0) \(Self.value(before[$0])) -> \(Self.value(after[$0]))" }.joined(separator: ", ")
  }

  private mutating func note(_ line: String, _ say: (String) -> Void) {
    guard shown < limit else {
      hidden += 1
      return
    }
    shown += 1
    say(line)
  }

  /// `entities/PER`, `numbers/money`, `quotes/direct`.
  private static func kind(_ layer: String, _ row: JSONValue) -> String {
    (row["label"]?.string ?? row["kind"]?.string).map { "\(layer)/\($0)".printable } ?? layer.printable
  }

  private static func isolated(_ text: String) -> String { "\u{2068}\(text.printableLine)\u{2069}" }

  private static func value(_ value: JSONValue?) -> String {
    isolated(value?["text"]?.string ?? value?.string ?? JSONText.flat(value ?? .null))
  }

  private func style(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  // MARK: Totals

  var totals: [String] {
    var lines: [String] = []
    if hidden > 0, shown > 0 { lines.append("… and \(hidden) more; --show says how many are shown.") }
    let kinds = counts.filter { $0.value.gained + $0.value.lost + $0.value.changed > 0 }.sorted {
      $0.key < $1.key
    }
    if !kinds.isEmpty {
      let rows =
        [["kind", "gained", "lost", "changed", ""]]
        + kinds.map {
          [$0.key, String($0.value.gained), String($0.value.lost), String($0.value.changed), ""]
        }
      if shown > 0 { lines.append("") }
      lines += RunSummary.table(rows)
    }
    let same = counts.values.reduce(0) { $0 + $1.same }
    lines.append(
      "\(documents) \(documents == 1 ? "document" : "documents") in both, \(differing) differ; \(onlyBefore.count) only before, \(onlyAfter.count) only after; \(same) annotations are the same."
    )
    return lines
  }

  var json: JSONValue {
    .object([
      .init("schema", .string("isnad-diff/1")), .init("documents", .integer(documents)),
      .init("differing", .integer(differing)),
      .init("only_before", .array(onlyBefore.map { .string($0) })),
      .init("only_after", .array(onlyAfter.map { .string($0) })),
      .init(
        "kinds",
        .object(
          counts.sorted { $0.key < $1.key }.map {
            .init(
              $0.key,
              .object([
                .init("gained", .integer($0.value.gained)), .init("lost", .integer($0.value.lost)),
                .init("changed", .integer($0.value.changed)), .init("same", .integer($0.value.same)),
              ]))
          })),
    ])
  }
}
