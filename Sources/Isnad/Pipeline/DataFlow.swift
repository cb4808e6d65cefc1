/// Follows layers through the chain: what a stage requires must have been provided before it, on every
/// way that a document can take; what nobody uses is worth a note.
struct DataFlow {
  private struct Provider {
    let id: String
    let when: Condition?
  }

  /// A branch whose arms are being followed.
  private struct OpenBranch {
    let before: [String: Provider]
    let unreadBefore: Set<String>
    /// Behind each arm so far.
    var behind: [[String: Provider]] = []
    var unreadBehind: Set<String> = []
  }

  private let definition: PipelineDefinition
  private let registry: Registry
  /// Layers of dynamic stages that are made, by id.
  private let layers: [String: StageLayers]
  private var there: [String: Provider] = [:]
  /// Layers that only some arms of a branch provide.
  private var partial: Set<String> = []
  /// The stages that a document has passed on the way that is followed, those whose layers nobody has read yet.
  private var unread: Set<String> = []
  /// Those of them that are read on some way.
  private var read: Set<String> = []
  private var problems: [Diagnostic] = []

  /// - Parameter layers: those of dynamic stages that are made, by id. Behind a dynamic stage that is
  ///   not made yet any layer may be there.
  static func problems(
    in definition: PipelineDefinition, _ registry: Registry, _ layers: [String: StageLayers] = [:]
  ) -> [Diagnostic] {
    var flow = DataFlow(definition: definition, registry: registry, layers: layers)
    flow.noteClashes()
    // Where a part of the chain is missing, so may be its layers.
    let isWhole = definition.isWhole && flow.follow()
    if isWhole { flow.noteUnused() }
    return flow.problems
  }

  private init(definition: PipelineDefinition, registry: Registry, layers: [String: StageLayers]) {
    self.definition = definition
    self.registry = registry
    self.layers = layers
  }

  /// Whether the layers of all stages were known.
  private mutating func follow() -> Bool {
    var open: [OpenBranch] = []
    for move in definition.chain.walk {
      switch move {
      case .stage(let entry): guard pass(entry) else { return false }
      case .enter(let branch):
        for layer in branch.arms.flatMap({ $0.condition?.countedLayers ?? [] }) {
          count(layer, in: "a 'when' of the branch", branch.place)
        }
        open.append(OpenBranch(before: there, unreadBefore: unread))
      case .arm:
        there = open.last?.before ?? there
        unread = open.last?.unreadBefore ?? unread
      case .armEnd:
        open[open.count - 1].behind.append(there)
        open[open.count - 1].unreadBehind.formUnion(unread)
      case .leave(let branch):
        let left = open.removeLast()
        unread = left.unreadBefore.union(left.unreadBehind)
        join(branch.hasDefault ? left.behind : left.behind + [left.before])
      }
    }
    return true
  }

  private mutating func pass(_ entry: PipelineDefinition.StageEntry) -> Bool {
    guard let type = registry[entry.use], let own = known(entry, type) else { return false }
    for layer in entry.when?.countedLayers ?? [] {
      count(layer, in: "'when' of '\(entry.id)'", entry.place)
    }
    for layer in own.requires { require(layer, by: entry) }
    note(reading: own.requires + own.uses)
    if !own.provides.isEmpty { unread.insert(entry.id) }
    for layer in own.provides {
      there[layer] = Provider(id: entry.id, when: entry.when)
      partial.remove(layer)
    }
    return true
  }

  /// Behind a branch is what all of its arms, and documents that pass by, have.
  private mutating func join(_ ends: [[String: Provider]]) {
    var common = ends.first ?? there
    for layer in common.keys where !ends.allSatisfy({ $0[layer] != nil }) { common[layer] = nil }
    for end in ends { partial.formUnion(end.keys.filter { common[$0] == nil }) }
    there = common
  }

  /// The layers of a stage, or nil where they are not known yet.
  private func known(_ entry: PipelineDefinition.StageEntry, _ type: StageType) -> StageLayers? {
    let description = type.description
    if let own = layers[entry.id] ?? type.layers(entry.with) { return own }
    guard !description.layersAreDynamic else { return nil }
    return StageLayers(
      requires: description.requires, uses: description.uses, provides: description.provides)
  }

  // MARK: Findings

  private mutating func require(_ layer: String, by entry: PipelineDefinition.StageEntry) {
    guard let provider = there[layer] else {
      let suggestion = registry.stages.first { $0.description.provides.contains(layer) }
        .map { "Put '\($0.description.name)' before it." }
      let who =
        partial.contains(layer) ? "not every branch before it provides" : "no stage before it provides"
      problems.append(
        Diagnostic(
          .missingLayer, "'\(entry.id)' needs the layer '\(layer)', which \(who).", at: entry.place,
          suggestion: suggestion))
      return
    }
    if let when = provider.when, when != entry.when {
      problems.append(
        Diagnostic(
          .conditionalLayer,
          "'\(entry.id)' needs the layer '\(layer)', which '\(provider.id)' provides only when \(when.text).",
          at: entry.place, suggestion: "Give both the same 'when'.", severity: .warning))
    }
  }

  /// A count of a layer that cannot be there is always 0.
  private mutating func count(_ layer: String, in condition: String, _ place: Diagnostic.Place) {
    note(reading: [layer])
    guard there[layer] == nil, !partial.contains(layer) else { return }
    problems.append(
      Diagnostic(
        .missingLayer, "\(condition) counts the layer '\(layer)', which no stage before it provides.",
        at: place,
        suggestion: NearestName.suggestion(for: layer, in: there.keys.sorted(), kind: "There are")))
  }

  /// Two stages that see something else in one layer: each would find nothing in what the other has made.
  private mutating func noteClashes() {
    var seen: [String: (type: any LayerKey.Type, stage: String?)] = [:]
    for key in LayerSet.standard { seen[key.name] = (key, nil) }
    for entry in definition.stages {
      for key in registry[entry.use]?.description.views ?? [] {
        guard let other = seen[key.name] else {
          seen[key.name] = (key, entry.id)
          continue
        }
        guard ObjectIdentifier(other.type) != ObjectIdentifier(key) else { continue }
        let whose =
          other.stage.map { "'\($0)' means something else by it" } ?? "that is a layer of Isnad itself"
        problems.append(
          Diagnostic(
            .layerClash, "'\(entry.id)' has a layer '\(key.name)' of its own, and \(whose).", at: entry.place,
            suggestion: "One of the two layers needs another name."))
      }
    }
  }

  /// Somebody reads these layers of the stages before.
  private mutating func note(reading layers: [String]) {
    let isAll = layers.contains(StageDescription.everyLayer)
    for entry in definition.stages where unread.contains(entry.id) {
      guard isAll || provides(entry).contains(where: layers.contains) else { continue }
      read.insert(entry.id)
    }
  }

  private func provides(_ entry: PipelineDefinition.StageEntry) -> [String] {
    registry[entry.use].flatMap { known(entry, $0) }?.provides ?? []
  }

  /// Stages whose layers nobody reads behind them. A pipeline without a writer is one for a program, which may read all.
  private mutating func noteUnused() {
    let isWritten = definition.stages.contains { registry[$0.use]?.kind == .writer }
    for entry in definition.stages where !read.contains(entry.id) {
      let provides = provides(entry)
      guard !provides.isEmpty else { continue }
      let names = provides.map { "'\($0)'" }.joined(separator: ", ")
      problems.append(
        Diagnostic(
          .unusedLayer,
          isWritten
            ? "no writer and no stage behind '\(entry.id)' reads its layer \(names)."
            : "nobody uses the layer \(names) of '\(entry.id)'.", at: entry.place,
          suggestion: isWritten
            ? "Put it before what is to read it, or leave it out."
            : "Let a writer write it, or leave the stage out.", severity: isWritten ? .warning : .note))
    }
  }
}

extension Diagnostic.Code {
  /// Two stages mean something else by one layer.
  public static let layerClash = Self(rawValue: "layer-clash")
  /// A stage needs a layer that another provides only for some documents.
  public static let conditionalLayer = Self(rawValue: "conditional-layer")
  /// No stage and no writer uses a layer.
  public static let unusedLayer = Self(rawValue: "unused-layer")
}
