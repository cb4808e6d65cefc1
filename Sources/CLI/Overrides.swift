import Isnad
import IsnadHTTP
import IsnadStages
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the command line says in place of the pipeline file.
struct Overrides {
  var inputs: [String]
  var output: String?
  /// `stage.option=value`, each.
  var settings: [String]

  /// The place of what the command line says: an option of it, and no line of a file.
  static func place(_ option: String) -> YAMLPlace { YAMLPlace(line: 0, column: 0, file: option) }

  func apply(to definition: inout PipelineDefinition) throws(Diagnostic) {
    for setting in settings { try apply(setting, to: &definition) }
    if !inputs.isEmpty { try replaceInputs(in: &definition) }
    if let output { try OutputOverride(output, settings: settings).apply(to: &definition) }
  }

  private func apply(_ setting: String, to definition: inout PipelineDefinition) throws(Diagnostic) {
    guard let equals = setting.firstIndex(of: "="),
      let dot = setting[..<equals].lastIndex(of: "."), dot != setting.startIndex
    else {
      throw Diagnostic(
        .invalidOption, "--set takes stage.option=value, not '\(setting)'.",
        suggestion: "For example: --set writer.offsets=utf8")
    }
    let stage = String(setting[..<dot])
    let option = String(setting[setting.index(after: dot)..<equals])
    let value: YAMLNode
    do throws(YAMLError) {
      let node = try YAMLParser.parse(String(setting[setting.index(after: equals)...]))
      value = try Self.resolve(node, as: Self.option(option, of: stage, in: definition))
    } catch {
      throw Diagnostic(.invalidOption, "the value of --set '\(setting)' can't be read: \(error.message).")
    }
    try definition.set(option, of: stage, to: value.located(at: Self.place("--set \(stage).\(option)")))
  }

  private static func option(
    _ name: String, of stage: String, in definition: PipelineDefinition
  ) -> OptionDescription? {
    let entry = definition.stages.first { $0.id == stage || $0.use == stage }
    return entry.flatMap { CommandContext.current.registry[$0.use] }?.options.first { $0.name == name }
  }

  /// The value with its paths made independent of the pipeline's folder.
  private static func resolve(_ node: YAMLNode, as option: OptionDescription?) throws(YAMLError) -> YAMLNode {
    guard let option else { return node }
    return try node.mapScalars { (scalar, _) throws(YAMLError) in
      option.isPath(scalar.text) && !scalar.text.isEmpty
        ? YAMLNode.Scalar(text: absolute(scalar.text), isPlain: false) : scalar
    }
  }

  /// The first reader reads the inputs; the others go.
  private func replaceInputs(in definition: inout PipelineDefinition) throws(Diagnostic) {
    let readers = definition.stages.filter { CommandContext.current.registry[$0.use]?.kind == .reader }
    guard let first = readers.first else {
      throw Diagnostic(.missingReader, "inputs need a reader, and the pipeline has none.")
    }
    definition.removeStages { entry in readers.dropFirst().contains { $0.id == entry.id } }
    let place = Self.place("the command line")
    let paths = inputs.map { YAMLNode(scalar: Self.absolute($0), isPlain: false, place: place) }
    try definition.set("paths", ofID: first.id, to: YAMLNode(sequence: paths, place: place))
  }

  /// A path of the command line, made independent of the pipeline's folder.
  static func absolute(_ path: String) -> String {
    guard path != "-", !path.hasPrefix("/"), !WebAddress.isOne(path) else { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return FilePath(platformString: folder).pushing(FilePath(path)).lexicallyNormalized().string
  }
}
