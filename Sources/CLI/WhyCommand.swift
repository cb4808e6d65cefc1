import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Say what made the annotations at a place of an output.",
    discussion: """
      Names the stage, its version, the rule, and what the rule looks for. Of a name it shows the entries of the \
      lexicon, of a quote the cue and how the speaker was found.

        isnad why facts.jsonl --id a17 --at 230
        isnad why facts.jsonl --text بايدن
      """)

  @Argument(help: "An output of 'isnad run', JSON Lines.", completion: .file(extensions: ["jsonl"]))
  var output: String
  @Option(help: "The document's id; the first document without it.")
  var id: String?
  @Option(help: ArgumentHelp("The place, in the unit of the output's offsets.", valueName: "offset"))
  var at: Int?
  @Option(help: "Annotations whose text contains this, in place of a place.")
  var text: String?
  @Option(help: "Only this layer.")
  var layer: String?
  @Option(
    help: "The pipeline that made the output, for plug-ins and for lexicons of its own.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?
  @Option(help: "text for people, json for machines.")
  var format = OutputFormat.text

  func validate() throws {
    if (at == nil) == (text == nil) { throw ValidationError("Give either --at OFFSET or --text TEXT.") }
    if let at, at < 0 { throw ValidationError("--at counts from 0, so it can't be \(at).") }
  }

  func run() async throws {
    try await Plugins.among(pipeline)
    let document = try document()
    let found = annotations(of: document)
    guard !found.isEmpty else {
      let place = at.map { "at \($0)" } ?? "with '\(text ?? "")'"
      Output.report("There is no annotation \(place) in the document '\(document.id.printable)'.")
      throw CommandExit.someFailed
    }
    let stages = try await ExplainingStages.make(pipeline)
    let reasons = found.map {
      Reason(layer: $0.layer, annotation: $0.annotation, document: document, stages: stages)
    }
    switch format {
    case .text:
      try Output.print(
        reasons.map { $0.text(isColoured: Terminal.standardOutput.isColoured) }.joined(separator: "\n\n"))
    case .json: try Output.print(JSONText.flat(.array(reasons.map(\.json))))
    }
  }

  private func document() throws -> OutputDocument {
    for result in try OutputFile(output) {
      let document = try result.get()
      if id == nil || document.id == id { return document }
    }
    throw Diagnostic(
      .missingInput, id.map { "'\(output)' has no document '\($0)'." } ?? "'\(output)' has no document.")
  }

  /// Annotations that are asked for, the shortest first: the innermost of what lies over each other.
  private func annotations(of document: OutputDocument) -> [(layer: String, annotation: JSONValue)] {
    var found: [(layer: String, annotation: JSONValue)] = []
    for (name, annotations) in document.layers where layer == nil ? name != "sentences" : layer == name {
      for annotation in annotations {
        guard let start = annotation["start"]?.int, let end = annotation["end"]?.int else { continue }
        let isHit = at.map { start <= $0 && $0 < end } ?? document.text(of: annotation).contains(text ?? "")
        if isHit { found.append((name, annotation)) }
      }
    }
    func length(_ annotation: JSONValue) -> Int {
      let (length, overflows) = (annotation["end"]?.int ?? 0).subtractingReportingOverflow(
        annotation["start"]?.int ?? 0)
      return overflows ? .max : length
    }
    return found.enumerated().sorted {
      (length($0.element.annotation), $0.offset) < (length($1.element.annotation), $1.offset)
    }.map(\.element)
  }
}

/// Stages by name, made ready to explain.
struct ExplainingStages {
  let registry: Registry
  private var made: [String: any ExplainingStage] = [:]

  /// With the options that a pipeline gives them, if there is one.
  static func make(_ pipeline: String?) async throws -> ExplainingStages {
    let registry = CommandContext.current.registry
    var stages = ExplainingStages(registry: registry)
    let definition = try pipeline.map { try PipelineFile.load($0).0 }
    for type in registry.stages {
      let name = type.description.name
      let entry = definition?.stages.first { $0.use == name }
      let context = StageContext(id: name, directory: entry?.directory ?? FilePath())
      let needsOptions = type.options.contains(where: \.isRequired)
      guard type.kind == .transform, !needsOptions, !type.description.layersAreDynamic else { continue }
      if let stage = try? await registry.make(name, options: entry?.with, context: context)
        as? any ExplainingStage
      {
        stages.made[name] = stage
      }
    }
    return stages
  }

  subscript(name: String) -> (any ExplainingStage)? { made[name] }
}

/// Why an annotation is there.
struct Reason {
  let layer: String
  let annotation: JSONValue
  let document: OutputDocument
  let stages: ExplainingStages

  /// `number-extractor@0.1/money` in its parts.
  private var by: (stage: String, version: String, rule: String)? {
    guard let by = annotation["by"]?.string, let slash = by.firstIndex(of: "/"),
      let at = by[..<slash].firstIndex(of: "@")
    else { return nil }
    return (
      String(by[..<at]), String(by[by.index(after: at)..<slash]), String(by[by.index(after: slash)...])
    )
  }

  private var rule: StageRule? {
    guard let by else { return nil }
    return stages.registry[by.stage]?.description.rules.first { $0.name == by.rule }
  }

  private var details: [String] {
    guard let by else { return [] }
    var lines: [String] = []
    if let there = stages.registry[by.stage]?.description.version, there != by.version {
      lines.append("made by version \(by.version); what is said here is of version \(there)")
    }
    let text = SourceText(document.text)
    let index = OffsetIndex(text, unit: document.offsets)
    guard let start = annotation["start"]?.int.flatMap(index.byte(ofOffset:)),
      let end = annotation["end"]?.int.flatMap(index.byte(ofOffset:)), start <= end
    else { return lines }
    return lines + (stages[by.stage]?.explain(annotation, at: TextSpan(start, end), in: text) ?? [])
  }

  func text(isColoured: Bool) -> String {
    func style(_ text: String, _ code: String) -> String {
      isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    let place = "\(annotation["start"]?.int ?? 0)..<\(annotation["end"]?.int ?? 0)"
    var lines = [
      "\(style(layer.printable, "1;34"))  \u{2068}\(document.text(of: annotation).printableLine)\u{2069}  \(style(place, "2"))"
    ]
    if case .object(let members) = annotation {
      let hidden: Set<String> = ["start", "end", "text", "by"]
      let fields = members.filter { !hidden.contains($0.name) && !$0.value.isNull }.map { member in
        "\(member.name.printable) \u{2068}\((member.value["text"]?.string ?? member.value.string ?? JSONText.flat(member.value)).printableLine)\u{2069}"
      }
      lines.append("  \(fields.joined(separator: ", "))")
    }
    lines.append("  by \(annotation["by"]?.string?.printable ?? "nobody knows: the annotation has no 'by'")")
    if let rule {
      lines.append("  \(rule.meaning)")
      if let example = rule.finds.first {
        lines.append("  such as \u{2068}\(example.found)\u{2069} in \u{2068}\(example.text)\u{2069}")
      }
    }
    return (lines + details.map { "  - \($0.printable)" }).joined(separator: "\n")
  }

  var json: JSONValue {
    .object([
      .init("layer", .string(layer)), .init("annotation", annotation),
      .init("rule", rule.map { .string($0.meaning) } ?? .null),
      .init("details", .array(details.map { .string($0) })),
    ])
  }
}
