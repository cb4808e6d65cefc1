import SystemPackage

/// Reads a pipeline file, and what it includes, into a ``PipelineDefinition`` and collects all that is
/// wrong with its shape.
public struct PipelineLoader: Sendable {
  /// Opens an included file.
  public typealias FileReading = @Sendable (FilePath) throws(Diagnostic) -> [UInt8]

  private static let keys = ["name", "description", "language", "plugins", "run", "stages"]
  /// Files that include each other end here.
  static let maxDepth = 16
  /// Files that one pipeline may include, each counted as often as it is named.
  static let maxFiles = 200

  let file: String
  let variables: Variables
  let read: FileReading
  var definition: PipelineDefinition
  var problems: [Diagnostic] = []
  var ids: Set<String> = []
  /// How many stages and branches there are so far.
  var stageCount = 0
  var branchCount = 0
  /// Files that are being read, from the pipeline's own to the innermost.
  var open: [FilePath]

  private init(file: String, variables: Variables, read: @escaping FileReading) {
    self.file = file
    self.variables = variables
    self.read = read
    let path = FilePath(file)
    open = [path.lexicallyNormalized()]
    definition = PipelineDefinition(
      file: file, directory: path.removingLastComponent(), name: path.stem ?? "pipeline")
    definition.files = [path]
  }

  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - file: its path, for messages and for the paths in it.
  ///   - variables: values for `${NAME}`.
  ///   - read: opens included files; without it there can be none.
  public static func load(
    _ bytes: [UInt8], file: String, variables: Variables = Variables([:]), read: FileReading? = nil
  ) -> (definition: PipelineDefinition, problems: [Diagnostic]) {
    let refuse: FileReading = { (path) throws(Diagnostic) in
      throw Diagnostic(.unreadable, "'\(path)' can't be included here.")
    }
    var loader = PipelineLoader(file: file, variables: variables, read: read ?? refuse)
    if let root = loader.tree(bytes, file) { loader.pipeline(root) }
    let secrets = loader.definition.secrets
    return (loader.definition, loader.problems.map(secrets.redact))
  }

  mutating func report(
    _ code: Diagnostic.Code, _ message: String, at place: YAMLPlace, suggestion: String? = nil
  ) {
    problems.append(
      Diagnostic(code, message, at: Diagnostic.Place(file, place), suggestion: suggestion))
  }

  private mutating func pipeline(_ root: YAMLNode) {
    guard let pairs = root.mapping else {
      report(
        .structure, "a pipeline is a mapping with 'stages', not \(root.kindName).", at: root.place)
      return
    }
    for pair in pairs {
      let key = pair.key.scalar?.text ?? ""
      switch key {
      case "name": definition.name = text(pair) ?? definition.name
      case "description": definition.summary = text(pair)
      case "language": definition.language = texts(pair.value)
      case "plugins": definition.plugins = plugins(pair.value)
      case "run": definition.run = run(pair.value)
      case "stages": definition.chain = stages(pair.value, in: definition.directory)
      default:
        report(
          .unknownKey, "a pipeline has no key '\(key)'.", at: pair.key.place,
          suggestion: NearestName.suggestion(for: key, in: Self.keys, kind: "Its keys"))
      }
    }
    if root["stages"] == nil {
      report(
        .structure, "the pipeline has no 'stages'.", at: root.place,
        suggestion: "List them: reader, normalizer, …, writer.")
    }
  }

  /// A file's tree with its variables expanded, or nil where there is none.
  mutating func tree(_ bytes: [UInt8], _ name: String) -> YAMLNode? {
    do throws(YAMLError) {
      var missing: [Diagnostic] = []
      var secrets = definition.secrets
      let variables = variables
      var node = try YAMLParser.parse(bytes).mapScalars { (scalar, place) throws(YAMLError) in
        do throws(VariableError) {
          let text = try variables.expand(scalar.text, &secrets)
          return YAMLNode.Scalar(
            text: text, isPlain: scalar.isPlain && text == scalar.text || scalar.isPlain && !text.isEmpty)
        } catch {
          missing.append(
            Diagnostic(
              .unsetVariable, error.message, at: Diagnostic.Place(name, place),
              suggestion: error.suggestion))
          return scalar
        }
      }
      secrets.collect(node)
      definition.secrets = secrets
      problems += missing
      if name != file { node = node.located(in: name) }
      return node
    } catch {
      problems.append(
        Diagnostic(
          Diagnostic.Code(rawValue: error.code.rawValue), error.message + ".",
          at: Diagnostic.Place(name, error.place)))
      return nil
    }
  }

  private mutating func text(_ pair: YAMLNode.Pair) -> String? {
    do throws(OptionError) {
      return try String?.decode(pair.value)
    } catch {
      report(.structure, "'\(pair.key.scalar?.text ?? "")' \(error.message).", at: error.place)
      return nil
    }
  }

  private mutating func texts(_ node: YAMLNode) -> [String] {
    (node.sequence ?? [node]).compactMap { node in
      do throws(OptionError) {
        return try String.decode(node)
      } catch {
        report(.structure, "a table of the language \(error.message).", at: error.place)
        return nil
      }
    }
  }

  private mutating func plugins(_ node: YAMLNode) -> [PipelineDefinition.PluginEntry] {
    (node.sequence ?? [node]).compactMap { node in
      do throws(OptionError) {
        return PipelineDefinition.PluginEntry(
          path: try String.decode(node), place: Diagnostic.Place(file, node.place))
      } catch {
        report(.structure, "a plug-in \(error.message).", at: error.place)
        return nil
      }
    }
  }

  private mutating func run(_ node: YAMLNode) -> RunSettings {
    let place = Diagnostic.Place(file, node.place)
    var (settings, found) = RunSettings.decode(node, stage: "run", file: file, at: place)
    problems += found
    if let interval = settings.checkpointInterval { settings.commit.interval = interval }
    for pair in node.mapping ?? [] {
      definition.runPlaces[pair.key.scalar?.text ?? ""] = Diagnostic.Place(file, pair.value.place)
    }
    return settings
  }
}
