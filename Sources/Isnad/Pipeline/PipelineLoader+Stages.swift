import SystemPackage

/// Lists of stages: stages themselves, branches with lists of their own, and included files.
extension PipelineLoader {
  private static let stageKeys = [
    "use", "with", "id", "when", "on-error", "retry", "timeout", "max-in-flight", "branch", "include",
  ]
  static let inFlight = 1...4096
  private static let armKeys = ["when", "stages", "default"]

  typealias Tree = StageTree<PipelineDefinition.StageEntry>

  /// - Parameter directory: of the file in which the list stands.
  mutating func stages(_ node: YAMLNode, in directory: FilePath) -> Tree {
    guard let nodes = node.sequence, !nodes.isEmpty else {
      report(.structure, "'stages' must be a list of stages, not \(node.kindName).", at: node.place)
      return Tree()
    }
    var tree = Tree()
    for node in nodes { tree.steps += steps(node, in: directory) }
    return tree
  }

  /// What one entry of a list stands for.
  private mutating func steps(_ node: YAMLNode, in directory: FilePath) -> [Tree.Step] {
    if let arms = node["branch"] {
      guard alone(node, "branch") else { return [] }
      return branch(arms, at: node.place, in: directory).map { [.branch($0)] } ?? []
    }
    if let files = node["include"] {
      guard alone(node, "include") else { return [] }
      var steps: [Tree.Step] = []
      for file in files.sequence ?? [files] { steps += include(file, in: directory).steps }
      return steps
    }
    guard var entry = entry(node) else { return [] }
    stageCount += 1
    if !ids.insert(entry.id).inserted {
      if node["id"] != nil {
        report(.duplicateID, "the id '\(entry.id)' stands twice.", at: node.place)
      }
      entry.id = "\(entry.id)-\(stageCount)"
      ids.insert(entry.id)
    }
    entry.directory = directory
    return [.stage(entry)]
  }

  private mutating func alone(_ node: YAMLNode, _ key: String) -> Bool {
    guard let other = node.mapping?.first(where: { $0.key.scalar?.text != key }) else { return true }
    report(
      .structure, "'\(other.key.scalar?.text ?? "")' can't stand beside '\(key)'.", at: other.key.place,
      suggestion: "Give '\(key)' an entry of its own in the list.")
    return false
  }

  // MARK: Branches

  private mutating func branch(_ node: YAMLNode, at place: YAMLPlace, in directory: FilePath) -> Tree.Branch?
  {
    guard let nodes = node.sequence, !nodes.isEmpty else {
      report(
        .structure, "'branch' must be a list of arms, not \(node.kindName).", at: node.place,
        suggestion: "Each is { when: …, stages: […] }, the last may be { default: […] }.")
      return nil
    }
    let number = branchCount
    branchCount += 1
    let before = (stageCount, problems.count)
    var arms: [Tree.Arm] = []
    for node in nodes {
      if arms.contains(where: { $0.condition == nil }) {
        report(
          .structure, "an arm stands behind 'default', so no document can come to it.", at: node.place,
          suggestion: "Put 'default' last.")
      }
      if let arm = arm(node, in: directory) { arms.append(arm) }
    }
    if before == (stageCount, problems.count) {
      report(.structure, "the branch has no stages.", at: place)
    }
    return Tree.Branch(number: number, arms: arms, place: Diagnostic.Place(file, place))
  }

  private mutating func arm(_ node: YAMLNode, in directory: FilePath) -> Tree.Arm? {
    guard let pairs = node.mapping else {
      report(
        .structure,
        "an arm of a branch is { when: …, stages: […] } or { default: […] }, not \(node.kindName).",
        at: node.place)
      return nil
    }
    for pair in pairs where !Self.armKeys.contains(pair.key.scalar?.text ?? "") {
      let key = pair.key.scalar?.text ?? ""
      report(
        .unknownKey, "an arm of a branch has no key '\(key)'.", at: pair.key.place,
        suggestion: NearestName.suggestion(for: key, in: Self.armKeys, kind: "Its keys"))
    }
    if let list = node["default"] {
      if node["when"] != nil || node["stages"] != nil {
        report(
          .structure, "'default' can't stand beside 'when' or 'stages'.", at: node.place,
          suggestion: "Write { default: […] }.")
      }
      return Tree.Arm(nil, armStages(list, in: directory))
    }
    guard let when = node["when"], let list = node["stages"] else {
      report(
        .structure, "the arm has no '\(node["when"] == nil ? "when" : "stages")'.", at: node.place,
        suggestion: "Each is { when: …, stages: […] }, the last may be { default: […] }.")
      return nil
    }
    var condition: Condition?
    do throws(OptionError) {
      condition = try Condition.decode(when)
    } catch {
      report(.invalidOption, "'when' \(error.message).", at: error.place, suggestion: error.suggestion)
    }
    return Tree.Arm(condition, armStages(list, in: directory))
  }

  /// An arm without stages lets its documents pass by.
  private mutating func armStages(_ list: YAMLNode, in directory: FilePath) -> Tree {
    if list.sequence?.isEmpty ?? list.isNull { return Tree() }
    return stages(list, in: directory)
  }

  // MARK: Included files

  private mutating func include(_ node: YAMLNode, in directory: FilePath) -> Tree {
    guard let text = node.scalar?.text, !node.isNull else {
      report(.structure, "'include' must be a file or a list of files, not \(node.kindName).", at: node.place)
      return Tree()
    }
    let path = FilePath(text)
    let full = path.isAbsolute || directory.isEmpty ? path : directory.pushing(path)
    let name = full.lexicallyNormalized()
    guard !open.contains(name) else {
      report(
        .includeCycle,
        "'\(full)' includes itself: \((open + [name]).map(\.string).joined(separator: " -> ")).",
        at: node.place)
      return Tree()
    }
    guard open.count <= Self.maxDepth, definition.files.count <= Self.maxFiles else {
      report(
        .includeCycle,
        "more files are included here than a pipeline may have: \(Self.maxFiles) in all, \(Self.maxDepth) inside each other.",
        at: node.place)
      return Tree()
    }
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try read(full)
    } catch {
      var problem = error
      problem.place = Diagnostic.Place(file, node.place)
      problems.append(problem)
      definition.isWhole = false
      return Tree()
    }
    definition.files.append(full)
    guard let root = tree(bytes, full.string) else {
      definition.isWhole = false
      return Tree()
    }
    open.append(name)
    defer { open.removeLast() }
    let inner = full.removingLastComponent()
    guard let pairs = root.mapping else { return stages(root, in: inner) }
    for pair in pairs where pair.key.scalar?.text != "stages" && pair.key.scalar?.text != "description" {
      report(
        .unknownKey, "an included file has no key '\(pair.key.scalar?.text ?? "")'.", at: pair.key.place,
        suggestion: "It is a list of stages, or a mapping with 'stages' and 'description'.")
    }
    guard let list = root["stages"] else {
      report(
        .structure, "the included file has no 'stages'.", at: root.place,
        suggestion: "It is a list of stages, or a mapping with 'stages' and 'description'.")
      return Tree()
    }
    return stages(list, in: inner)
  }

  // MARK: One stage

  /// Its name alone, or a mapping with `use`.
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
        case "max-in-flight":
          let count = try Int.decode(pair.value)
          guard Self.inFlight.contains(count) else {
            throw OptionError(
              "must be from 1 to \(Self.inFlight.upperBound), not \(count)", at: pair.value.place)
          }
          entry.maxInFlight = count
        default:
          report(
            .unknownKey, "a stage has no key '\(key)'.", at: pair.key.place,
            suggestion: NearestName.suggestion(for: key, in: Self.stageKeys, kind: "Its keys"))
        }
      } catch {
        report(.invalidOption, "'\(key)' \(error.message).", at: error.place, suggestion: error.suggestion)
      }
    }
    return entry
  }
}

extension Diagnostic.Code {
  /// A file includes itself, or too many are included.
  public static let includeCycle = Self(rawValue: "include-cycle")
}
