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
/// gives the same answer twice, from several tasks at once, and on hostile text.
public struct StageContract: Sendable {
  private let registry: Registry
  private let stage: String
  private let before: [String]

  /// - Parameters:
  ///   - registry: where the stage and those before it are found.
  ///   - stage: the name of a transform.
  ///   - before: names of the stages that provide the layers it needs, in order.
  public init(registry: Registry, stage: String, after before: [String] = []) {
    self.registry = registry
    self.stage = stage
    self.before = before
  }

  /// All that is wrong, as sentences; empty for a stage that keeps the contract.
  /// - Throws: where a stage can't be made at all.
  public func violations() async throws -> [String] {
    guard let type = registry[stage] else { return ["there is no stage '\(stage)' in the registry"] }
    var found = describe(type)
    let transform = try await make(stage, "")
    let earlier = try await chain()
    for example in type.description.examples {
      found += try await check(example, type.description, earlier)
    }
    for (name, text) in HostileTexts.all {
      found += soundness(of: name, text, transform, earlier, type.description)
    }
    found += await agreement(transform, earlier)
    return found
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
    if description.examples.isEmpty { found.append("the description has no example") }
    return found
  }

  private func context(_ id: String) -> StageContext { StageContext(id: id, directory: FilePath(".")) }

  private func make(_ name: String, _ options: String) async throws -> any Transform {
    let made = try await registry.make(name, options: options, context: context(name))
    guard let transform = made as? any Transform else {
      throw Diagnostic(.structure, "'\(name)' is no synchronous transform.")
    }
    return transform
  }

  private func chain() async throws -> [any Transform] {
    var chain: [any Transform] = []
    for name in before { chain.append(try await make(name, "")) }
    return chain
  }

  private func document(_ text: String, _ earlier: [any Transform]) throws -> Document {
    var document = Document(id: "contract", source: DocumentSource(uri: "contract"), text: SourceText(text))
    for transform in earlier { try transform.process(&document) }
    return document
  }

  private func check(
    _ example: StageExample, _ description: StageDescription, _ earlier: [any Transform]
  ) async throws -> [String] {
    let transform = try await make(stage, example.options)
    var document = try document(example.text, earlier)
    try transform.process(&document)
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
    for layer in example.nothingIn where !rows(of: layer, in: document).isEmpty {
      found.append("example '\(example.title)': something in '\(layer)': \(rows(of: layer, in: document))")
    }
    return found
  }

  private func rows(of layer: String, in document: Document) -> [OrderedDictionary<String, String>] {
    document.layers[named: layer].map { FieldCollector.rows(of: $0, in: document.text) } ?? []
  }

  private func soundness(
    of name: String, _ text: String, _ transform: any Transform, _ earlier: [any Transform],
    _ description: StageDescription
  ) -> [String] {
    do {
      let before = try document(text, earlier)
      var after = before
      try transform.process(&after)
      return spans(in: after, on: name) + layers(before, after, description, on: name)
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
    _ before: Document, _ after: Document, _ description: StageDescription, on name: String
  ) -> [String] {
    var found: [String] = []
    for layer in after.layers.names
    where !before.layers.names.contains(layer) && !description.provides.contains(layer) {
      found.append("\(name): the layer '\(layer)' is added and not declared under 'provides'")
    }
    for layer in before.layers.names where !after.layers.names.contains(layer) {
      found.append("\(name): the layer '\(layer)' of an earlier stage is gone")
    }
    if after.text != before.text || after.id != before.id {
      found.append("\(name): text or id of the document has changed")
    }
    return found
  }

  /// The same document gives the same layers from eight tasks at once.
  private func agreement(_ transform: any Transform, _ earlier: [any Transform]) async -> [String] {
    let text = HostileTexts.all.map(\.text).joined(separator: "\n")
    let answers = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            var document = try document(text, earlier)
            try transform.process(&document)
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
}
