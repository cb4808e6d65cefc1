import Isnad
import IsnadStages

extension PipelineDefinition {
  /// Where options stand that no line of the file says.
  private static let place = YAMLPlace(line: 0, column: 0)

  /// The same pipeline as a part of a larger system's work: inputs come named through standard input, and every
  /// document leaves through standard output at the end of the chain, dead letters, filtered documents and the report
  /// too, each a line of JSON whose `schema` tells which it is. So every record has one answer. What there is to resume
  /// is the larger system's.
  /// - Throws: a ``Diagnostic`` where the pipeline's reader is not one that can be given its inputs.
  mutating func becomeWorker(_ registry: Registry) throws(Diagnostic) {
    let readers = stages.filter { registry[$0.use]?.kind == .reader }
    guard let reader = readers.first, reader.use == ArticleReader.description.name else {
      throw Diagnostic(
        .missingReader, "--worker needs the stage 'reader', and the pipeline has none.",
        at: readers.first?.place)
    }
    let writers = stages.filter { registry[$0.use]?.kind == .writer }
    let outer = Set((readers.dropFirst() + writers).map(\.id))
    removeStages { outer.contains($0.id) }
    try set("paths", ofID: reader.id, to: YAMLNode(sequence: [Self.scalar("-")], place: Self.place))
    try set("format", ofID: reader.id, to: Self.scalar(InputFormat.piped.rawValue))
    if reader.with?["follow"] != nil { try set("follow", ofID: reader.id, to: Self.scalar("false")) }
    append(answering(as: writers.last))
    run.deadLetter = "-"
    run.tellsFiltered = true
    run.report = "-"
    run.checkpoint = nil
    run.mode = .complete
  }

  /// A writer behind all branches, which writes offsets and layers as the pipeline's last one does.
  private func answering(as writer: StageEntry?) -> StageEntry {
    var options = YAMLNode(emptyMappingAt: Self.place)
    for name in ["offsets", "layers"] {
      if let value = writer?.with?[name] { options = options.setting(name, to: value) }
    }
    return StageEntry(
      use: StageType.writer, id: "answers", with: options, place: Diagnostic.Place(file: file))
  }

  private static func scalar(_ text: String) -> YAMLNode {
    YAMLNode(scalar: text, isPlain: false, place: place)
  }
}
