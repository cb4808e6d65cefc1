import SystemPackage

/// Reads a pipeline file into a ``PipelineDefinition`` and collects all that is wrong with its
/// shape.
public struct PipelineLoader: Sendable {
  private static let keys = ["name", "description", "plugins", "run", "stages"]
  private static let stageKeys = ["use", "with", "id", "when", "on-error", "retry", "timeout"]

  private let file: String
  private let directory: FilePath
  private var problems: [Diagnostic] = []

  private init(file: String) {
    self.file = file
    directory = FilePath(file).removingLastComponent()
  }

  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - file: its path, for messages and for the paths in it.
  public static func load(
    _ bytes: [UInt8], file: String, variables: Variables = Variables([:])
  ) -> (definition: PipelineDefinition, problems: [Diagnostic]) {
    var loader = PipelineLoader(file: file)
    let definition = loader.definition(bytes, variables)
    return (definition, loader.problems)
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ message: String, at place: YAMLPlace, suggestion: String? = nil
  ) {
    problems.append(
      Diagnostic(code, message, at: Diagnostic.Place(file, place), suggestion: suggestion))
  }

  private mutating func definition(_ bytes: [UInt8], _ variables: Variables) -> PipelineDefinition {
    let stem = FilePath(file).stem ?? "pipeline"
    var definition = PipelineDefinition(file: file, directory: directory, name: stem)
    guard let root = root(bytes, variables) else { return definition }
    guard let pairs = root.mapping else {
      report(
        .structure, "a pipeline is a mapping with 'stages', not \(root.kindName).", at: root.place)
      return definition
    }
    for pair in pairs {
      let key = pair.key.scalar?.text ?? ""
      switch key {
      case "name": definition.name = text(pair) ?? stem
      case "description": definition.summary = text(pair)
      case "plugins": definition.plugins = plugins(pair.value)
      case "run": definition.run = run(pair.value)
      case "stages": definition.stages = stages(pair.value)
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
    return definition
  }

  /// The tree with its variables expanded, or nil where there is none.
  private mutating func root(_ bytes: [UInt8], _ variables: Variables) -> YAMLNode? {
    do throws(YAMLError) {
      var missing: [Diagnostic] = []
      let file = file
      let node = try YAMLParser.parse(bytes).mapScalars { (scalar, place) throws(YAMLError) in
        do throws(VariableError) {
          let text = try variables.expand(scalar.text)
          return YAMLNode.Scalar(
            text: text, isPlain: scalar.isPlain && text == scalar.text || scalar.isPlain && !text.isEmpty)
        } catch {
          missing.append(
            Diagnostic(
              .unsetVariable, error.message, at: Diagnostic.Place(file, place),
              suggestion: error.suggestion))
          return scalar
        }
      }
      problems += missing
      return node
    } catch {
      problems.append(
        Diagnostic(
          Diagnostic.Code(rawValue: error.code.rawValue), error.message + ".",
          at: Diagnostic.Place(file, error.place)))
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
    let (settings, found) = RunSettings.decode(node, stage: "run", file: file, at: place)
    problems += found
    return settings
  }

  private mutating func stages(_ node: YAMLNode) -> [PipelineDefinition.StageEntry] {
    guard let nodes = node.sequence, !nodes.isEmpty else {
      report(.structure, "'stages' must be a list of stages, not \(node.kindName).", at: node.place)
      return []
    }
    var entries: [PipelineDefinition.StageEntry] = []
    for node in nodes {
      guard var entry = entry(node) else { continue }
      if entries.contains(where: { $0.id == entry.id }) {
        if node["id"] != nil {
          report(.duplicateID, "the id '\(entry.id)' stands twice.", at: node.place)
        }
        entry.id = "\(entry.id)-\(entries.count + 1)"
      }
      entries.append(entry)
    }
    return entries
  }

  /// One stage: its name alone, or a mapping with `use`.
  private mutating func entry(_ node: YAMLNode) -> PipelineDefinition.StageEntry? {
    let place = Diagnostic.Place(file, node.place)
    if let scalar = node.scalar, !node.isNull {
      return PipelineDefinition.StageEntry(use: scalar.text, id: scalar.text, place: place)
    }
    guard let pairs = node.mapping else {
      report(
        .structure, "a stage is its name or a mapping with 'use', not \(node.kindName).",
        at: node.place)
      return nil
    }
    guard let use = node["use"]?.scalar?.text else {
      report(.structure, "the stage has no 'use'.", at: node.place, suggestion: "Name it: use: normalizer")
      return nil
    }
    let usePlace = node["use"].map { Diagnostic.Place(file, $0.place) } ?? place
    var entry = PipelineDefinition.StageEntry(use: use, id: use, place: usePlace)
    for pair in pairs {
      let key = pair.key.scalar?.text ?? ""
      do throws(OptionError) {
        switch key {
        case "use": break
        case "with": entry.with = pair.value
        case "id": entry.id = try String.decode(pair.value)
        case "when": entry.when = try Condition.decode(pair.value)
        case "on-error": entry.onError = try ErrorPolicy.decode(pair.value)
        case "retry": entry.retry = try RetryPolicy.decode(pair.value)
        case "timeout": entry.timeout = try Duration.decode(pair.value)
        default:
          report(
            .unknownKey, "a stage has no key '\(key)'.", at: pair.key.place,
            suggestion: NearestName.suggestion(for: key, in: Self.stageKeys, kind: "Its keys"))
        }
      } catch {
        report(.invalidOption, "'\(key)' \(error.message).", at: error.place)
      }
    }
    return entry
  }
}
