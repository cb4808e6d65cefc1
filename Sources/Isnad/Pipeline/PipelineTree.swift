/// A chain as a tree: stages one after another, and branches whose arms are chains of their own.
///
/// A definition lists its stages in one row, each with the arm in which it stands, for that is how they are found, set and
/// replaced. Whoever follows documents walks the tree.
indirect enum PipelineTree: Sendable {
  case stage(PipelineDefinition.StageEntry)
  case branch(Branch)

  struct Branch: Sendable {
    /// Counted from 0 in the order of the file.
    let number: Int
    let arms: [Arm]
    let place: Diagnostic.Place
    /// Whether every document goes through one of the arms.
    let hasDefault: Bool
  }

  struct Arm: Sendable {
    /// Nil for the default.
    let condition: Condition?
    let chain: [PipelineTree]
  }
}

extension PipelineDefinition {
  /// The chain, readers included.
  var tree: [PipelineTree] { tree(stages[...], within: []) }

  /// - Parameters:
  ///   - entries: stages that stand side by side in one arm, and in arms within it.
  ///   - outer: that arm, and those around it.
  private func tree(_ entries: ArraySlice<StageEntry>, within outer: [Arm]) -> [PipelineTree] {
    var chain: [PipelineTree] = []
    var rest = entries
    while let entry = rest.first {
      let arms = arms(of: entry)
      guard arms.count > outer.count else {
        chain.append(.stage(entry))
        rest.removeFirst()
        continue
      }
      let number = arms[outer.count].branch
      let inside = rest.prefix { inner in
        let arms = self.arms(of: inner)
        return arms.count > outer.count && arms[outer.count].branch == number
      }
      chain.append(.branch(branch(number, inside, within: outer)))
      rest = rest[inside.endIndex...]
    }
    return chain
  }

  private func branch(
    _ number: Int, _ entries: ArraySlice<StageEntry>, within outer: [Arm]
  ) -> PipelineTree.Branch {
    let branch = branches[number]
    var own = [[StageEntry]](repeating: [], count: branch.conditions.count)
    for entry in entries { own[arms(of: entry)[outer.count].index].append(entry) }
    return PipelineTree.Branch(
      number: number,
      arms: zip(branch.conditions, own).enumerated().map { index, arm in
        let inner = outer + [Arm(branch: number, index: index)]
        return PipelineTree.Arm(condition: arm.0, chain: tree(arm.1[...], within: inner))
      }, place: branch.place, hasDefault: branch.hasDefault)
  }
}
