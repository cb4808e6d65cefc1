import Isnad
import SystemPackage

/// Checks whether a stage keeps the contract.
///
/// ```swift
/// @Test func contract() async throws {
///   let contract = StageContract(registry: .standard, stage: "watchlist", after: ["normalizer", "entity-tagger"])
///   #expect(try await contract.violations() == [])
/// }
/// ```
///
/// A stage that keeps it makes of every example what the example says; provides the layers that
/// it declares and touches no others; puts every span inside the text, on code point boundaries;
/// gives the same answer twice, from several tasks at once, and on hostile text; refuses options that
/// it does not have; can be called off where it waits; and keeps all that it remembers in its state.
/// Stages of any kind are checked: a reader must go on from every place that it has named, a writer
/// from its own mark; those in another language are checked by the stage `process`:
///
/// ```swift
/// StageContract(
///   registry: .standard, stage: "process", options: "command: [python3, romanize.py]",
///   directory: "plugins/romanize", after: ["normalizer", "entity-tagger"])
/// ```
public struct StageContract: Sendable {
  let registry: Registry
  let stage: String
  let options: String
  let directory: FilePath
  let before: [String]
  let patience: Duration

  /// - Parameters:
  ///   - registry: where the stage and those before it are found.
  ///   - stage: the stage's name.
  ///   - options: its options in YAML, where it can't do without any.
  ///   - directory: the folder to which paths in the options are relative.
  ///   - before: names of the stages that provide the layers it needs, in order.
  ///   - patience: how long the stage may take for one text. One that never returns is told of then.
  public init(
    registry: Registry, stage: String, options: String = "", directory: String = ".",
    after before: [String] = [], patience: Duration = .seconds(10)
  ) {
    self.patience = patience
    self.registry = registry
    self.stage = stage
    self.options = options
    self.directory = FilePath(directory)
    self.before = before
  }

  /// All that is wrong, as sentences; empty for a stage that keeps the contract.
  /// - Throws: where a stage can't be made at all.
  public func violations() async throws -> [String] {
    let progress = Progress()
    return try await Patience.limited(to: patience, progress) {
      try await violations(progress)
    } otherwise: { question in
      ["\(question): the stage did not come back within \(patience.components.seconds) seconds"]
    }
  }

  private func violations(_ progress: Progress) async throws -> [String] {
    guard let type = registry[stage] else { return ["there is no stage '\(stage)' in the registry"] }
    var found = describe(type)
    let made = try await registry.make(stage, options: options, context: context(stage))
    if let reader = made as? any Reader { return try await found + refusal() + violations(of: reader) }
    if let writer = made as? any Writer { return try await found + refusal() + violations(of: writer) }
    let subject = try StageSubject(made)
    let earlier = try await chain()
    found += try await refusal()
    for example in type.description.examples {
      progress.begin("example '\(example.title)'")
      found += try await check(example, earlier)
    }
    found += try await subject.running {
      var found: [String] = []
      for (name, text) in HostileTexts.all {
        progress.begin(name)
        found += await soundness(of: name, text, subject, earlier, type.description)
      }
      progress.begin("several tasks")
      return await found + agreement(subject, earlier) + cancellation(subject, earlier)
    }
    var documents: [Document] = []
    for (_, text) in HostileTexts.all { documents.append(try await document(text, earlier)) }
    return found + (try subject.memoryViolations(documents))
  }

  // MARK: Parts

  private func describe(_ type: StageType) -> [String] {
    let description = type.description
    var found: [String] = []
    if description.summary.isEmpty { found.append("the description has no summary") }
    let isPlain = description.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    if !isPlain { found.append("the name '\(description.name)' is not lower case with hyphens") }
    for option in type.options where option.help.isEmpty {
      found.append("the option '\(option.name)' has no help")
    }
    if description.examples.isEmpty && !description.layersAreDynamic, type.kind == .transform {
      found.append("the description has no example")
    }
    return found
  }

  private func context(_ id: String) -> StageContext { StageContext(id: id, directory: directory) }

  func make(_ name: String, _ options: String) async throws -> StageSubject {
    try StageSubject(try await registry.make(name, options: options, context: context(name)))
  }

  private func chain() async throws -> [StageSubject] {
    var chain: [StageSubject] = []
    for name in before { chain.append(try await make(name, "")) }
    return chain
  }

  private func document(
    _ text: String, _ earlier: [StageSubject], metadata: Metadata = [:]
  ) async throws -> Document {
    var document = Document(
      id: "contract", source: DocumentSource(uri: "contract"), metadata: metadata, text: SourceText(text))
    for subject in earlier { try await subject.process(&document) }
    return document
  }

  /// Options that say their default again make the stage; one that it does not have does not.
  private func refusal() async throws -> [String] {
    var found: [String] = []
    let defaults = (registry[stage]?.options ?? []).compactMap { option in
      option.defaultText.flatMap { $0.isEmpty ? nil : "\(option.name): \($0)" }
    }
    if options.isEmpty, !defaults.isEmpty {
      do {
        _ = try await make(stage, defaults.joined(separator: "\n"))
      } catch {
        found.append("the options' own defaults are refused: \(error)")
      }
    }
    do {
      _ = try await make(stage, (options.isEmpty ? "" : options + "\n") + "no-such-option: 1")
      found.append("an option that there is not is taken without a word")
    } catch {}
    return found
  }

  private func check(_ example: StageExample, _ earlier: [StageSubject]) async throws -> [String] {
    let subject = try await make(stage, example.options)
    let before = try await document(example.text, earlier, metadata: example.metadata)
    let document = try await subject.running {
      var document = before
      try await subject.process(&document)
      return document
    }
    var found: [String] = []
    for expected in example.expect {
      let rows = rows(of: expected.layer, in: document)
      let matches = rows.contains { row in
        row["text"] == expected.text && expected.fields.allSatisfy { row[$0.key] == $0.value }
      }
      if !matches {
        let got = rows.map { row in row.map { "\($0.key)=\($0.value)" }.joined(separator: " ") }.joined(
          separator: "; ")
        found.append(
          "example '\(example.title)': no \(expected.layer) '\(expected.text)' with \(expected.fields); there is: \(got)"
        )
      }
    }
    for (name, value) in example.metadataAfter where document.metadata[name] != value {
      found.append("example '\(example.title)': the metadata are \(document.metadata)")
    }
    if document.filterReason != example.filtered {
      let reason = document.filterReason.map { "filtered as '\($0)'" } ?? "not filtered"
      found.append("example '\(example.title)': the document is \(reason)")
    }
    for layer in example.nothingIn where !rows(of: layer, in: document).isEmpty {
      found.append("example '\(example.title)': something in '\(layer)': \(rows(of: layer, in: document))")
    }
    return found
  }

  private func rows(of layer: String, in document: Document) -> [OrderedDictionary<String, String>] {
    document.layers[named: layer].map { FieldCollector.rows(of: $0, in: document.text) } ?? []
  }

  private func soundness(
    of name: String, _ text: String, _ subject: StageSubject, _ earlier: [StageSubject],
    _ description: StageDescription
  ) async -> [String] {
    do {
      let before = try await document(text, earlier)
      var after = before
      try await subject.process(&after)
      return spans(in: after, on: name) + layers(before, after, subject.layers(description), on: name)
    } catch {
      return ["\(name): the stage failed: \(StageFailure(error).message)"]
    }
  }

  /// Every span lies in the text and holds what the annotation says it holds.
  private func spans(in document: Document, on name: String) -> [String] {
    var found: [String] = []
    for layer in document.layers.names {
      for row in rows(of: layer, in: document) {
        guard let start = row["start"].flatMap({ Int($0) }), let end = row["end"].flatMap({ Int($0) }) else {
          continue
        }
        if !document.text.isValid(TextSpan(start, end)) {
          found.append(
            "\(name): the span \(start)..<\(end) in '\(layer)' is empty, cuts a code point, or leaves the text"
          )
        }
      }
    }
    return found
  }

  private func layers(
    _ before: Document, _ after: Document, _ layers: StageLayers, on name: String
  ) -> [String] {
    var found: [String] = []
    for layer in after.layers.names
    where !before.layers.names.contains(layer) && !layers.provides.contains(layer) {
      found.append("\(name): the layer '\(layer)' is added and not declared under 'provides'")
    }
    for layer in before.layers.names where !after.layers.names.contains(layer) {
      found.append("\(name): the layer '\(layer)' of an earlier stage is gone")
    }
    for layer in before.layers.names
    where after.layers.names.contains(layer) && !layers.provides.contains(layer)
      && rows(of: layer, in: after) != rows(of: layer, in: before)
    {
      found.append(
        "\(name): the layer '\(layer)' of an earlier stage is changed, and not declared under 'provides'")
    }
    if after.text != before.text || after.id != before.id {
      found.append("\(name): text or id of the document has changed")
    }
    return found
  }

  /// The same document gives the same layers from eight tasks at once.
  private func agreement(_ subject: StageSubject, _ earlier: [StageSubject]) async -> [String] {
    let text = HostileTexts.all.map(\.text).joined(separator: "\n")
    let answers = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            var document = try await document(text, earlier)
            try await subject.process(&document)
            return document.layers.names.flatMap { layer in
              rows(of: layer, in: document).map { "\(layer) \($0)" }
            }
          } catch {
            return ["failed: \(StageFailure(error).message)"]
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let isSame = answers.allSatisfy { $0 == answers.first }
    return isSame ? [] : ["the stage gives different answers to the same document from several tasks"]
  }

  /// A stage that waits comes back when nobody waits for it any more.
  private func cancellation(_ subject: StageSubject, _ earlier: [StageSubject]) async -> [String] {
    guard case .waits = subject.kind, let document = try? await document("قال نعم.", earlier) else {
      return []
    }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        var document = document
        try? await subject.process(&document)
        return true
      }
      group.addTask {
        do { try await Task.sleep(for: .seconds(30)) } catch {}
        return false
      }
      group.cancelAll()
      let begin = ContinuousClock.now
      await group.waitForAll()
      return ContinuousClock.now - begin < .seconds(10)
        ? [] : ["a cancelled call did not come back within ten seconds"]
    }
  }
}
