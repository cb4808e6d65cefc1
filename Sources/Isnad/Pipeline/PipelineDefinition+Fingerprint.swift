extension PipelineDefinition {
  /// Sixteen digits that change with everything that decides what a run writes: stages, their
  /// editions, options, conditions, inputs, words of tables, models and lists. Not with the number of workers, and not with the file's
  /// layout or its comments.
  /// - Parameter signatures: those of dynamic stages, by id.
  func fingerprint(_ registry: Registry, _ signatures: [String: String] = [:]) -> String {
    var text = "order \(run.order) on-error \(run.onError) limit \(run.limit ?? -1)"
    text +=
      " bytes \(run.maxDocumentBytes) annotations \(run.maxAnnotations) dead-letter \(run.deadLetter ?? "")\n"
    if !language.isEmpty {
      text += "language \(language) \(DataFiles.fingerprint(language.map(resolve)))\n"
    }
    for move in chain.walk {
      switch move {
      case .stage(let stage):
        text +=
          "\(registry[stage.use]?.description.edition ?? stage.use) \(signatures[stage.id] ?? "") \(stage.id)"
        text += " \(stage.onError?.rawValue ?? "") \(stage.when?.canonical ?? "")"
        text += " \(stage.with.map(Self.canonical) ?? "") \(files(of: stage, registry))\n"
      case .enter: text += "branch\n"
      case .arm(let index, let branch):
        text += "arm \(branch.arms[index].condition?.canonical ?? "default")\n"
      case .armEnd: text += "end of arm\n"
      case .leave: text += "end of branch\n"
      }
    }
    return Fingerprint.hex(Fingerprint.of(text))
  }

  /// Digests of the files that a transform is told to use: lists of names, models. What readers read and writers write is
  /// not of the pipeline.
  private func files(of stage: StageEntry, _ registry: Registry) -> String {
    guard let type = registry[stage.use], type.kind == .transform else { return "" }
    let context = StageContext(id: stage.id, directory: stage.directory)
    let paths = type.options.flatMap { option in
      Self.texts(stage.with?[option.name]).filter(option.isPath).map(context.resolve)
    }
    return paths.isEmpty ? "" : Fingerprint.hex(DataFiles.fingerprint(paths))
  }

  /// What the state of a stage is kept by. A checkpoint is of one pipeline; what outlasts it is known by the stage's
  /// options too, so that one with others begins anew.
  func stateKey(_ stage: StageEntry, outlasts: Bool) -> String {
    guard outlasts || run.mode == .continuous else { return stage.id }
    let options = stage.use + (stage.with.map(Self.canonical) ?? "")
    return "\(stage.id) \(Fingerprint.hex(Fingerprint.of(options)))"
  }

  /// A node without its places; the keys of a mapping sorted.
  static func canonical(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): node.isNull ? "null" : String(reflecting: scalar.text)
    case .sequence(let nodes): "[" + nodes.map(canonical).joined(separator: ",") + "]"
    case .mapping(let pairs):
      "{"
        + pairs.map { "\(canonical($0.key)):\(canonical($0.value))" }.sorted().joined(separator: ",")
        + "}"
    }
  }
}
