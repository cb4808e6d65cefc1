import Isnad
import IsnadStages
import SystemPackage

/// Where `--output` sends what a pipeline writes.
///
/// It is the path of the one writer that has a file; of a pipeline whose writers all write to standard output, of the
/// last one. An extension that stands for another format than JSON Lines chooses it, unless somebody has chosen already.
struct OutputOverride {
  private let path: String
  /// What `--set` says.
  private let settings: [String]
  /// The words of the command line that choose a writer's format.
  var choosing: (_ writer: String, _ format: String) -> String = { "--set \($0).format=\($1)" }

  init(_ path: String, settings: [String]) {
    self.path = path
    self.settings = settings
  }

  func apply(to definition: inout PipelineDefinition) throws(Diagnostic) {
    let writer = try writer(of: definition)
    try definition.set("path", ofID: writer.id, to: Self.node(Overrides.absolute(path)))
    guard writer.use == StageType.writer, writer.with?[StageType.format] == nil || isPlain(writer)
    else { return }
    let ending = FilePath(path).extension?.lowercased() ?? ""
    let formats = CommandContext.current.registry.writerFormats
    guard let format = formats.first(where: { $0.extensions.contains(ending) }) else { return }
    if format.destination == .folder {
      let folder = FilePath(path).stem ?? "facts"
      throw Diagnostic(
        .invalidOption, "--output '\(path)': \(ending) is a file for each layer, in a folder.",
        suggestion: "Write \(choosing(writer.id, ending)) --output \(folder)")
    }
    if format.destination == .file {
      try definition.set(StageType.format, ofID: writer.id, to: Self.node(format.name))
    }
  }

  private func writer(of definition: PipelineDefinition) throws(Diagnostic) -> PipelineDefinition.StageEntry {
    let writers = definition.stages.filter { CommandContext.current.registry[$0.use]?.kind == .writer }
    guard let last = writers.last else {
      throw Diagnostic(.structure, "--output needs a writer, and the pipeline has none.")
    }
    let filed = writers.filter { ($0.with?["path"]?.scalar?.text ?? "-") != "-" }
    guard filed.count > 1 else { return filed.first ?? last }
    let ways = filed.map { "--set \($0.id).path=…" }.joined(separator: " ")
    throw Diagnostic(
      .structure, "\(filed.count) writers of the pipeline have a file, and --output is one.",
      suggestion: "Say which: \(ways)")
  }

  /// Whether the pipeline's file says `jsonl`, and the command line nothing.
  private func isPlain(_ writer: PipelineDefinition.StageEntry) -> Bool {
    let isSet = settings.contains {
      $0.hasPrefix("\(writer.id).format=") || $0.hasPrefix("\(writer.use).format=")
    }
    return !isSet && writer.with?["format"]?.scalar?.text == JSONLinesOutput.format.name
  }

  private static func node(_ text: String) -> YAMLNode {
    YAMLNode(scalar: text, isPlain: false, place: Overrides.place("--output"))
  }
}
