/// A chain as a tree: stages one after another, and branches whose arms are chains of their own.
///
/// Whoever follows documents goes along its ``walk``: what is read of a file, checks of layers, pictures, runs.
public struct StageTree<Stage: Sendable>: Sendable {
  public var steps: [Step]

  public indirect enum Step: Sendable {
    case stage(Stage)
    case branch(Branch)
  }

  /// Documents go through the first arm whose condition holds, and on together behind the branch.
  public struct Branch: Sendable {
    /// Counted from 0 in the order of the file, those within arms included.
    public let number: Int
    public let arms: [Arm]
    public let place: Diagnostic.Place

    public init(number: Int, arms: [Arm], place: Diagnostic.Place) {
      self.number = number
      self.arms = arms
      self.place = place
    }

    /// Whether every document goes through one of the arms.
    public var hasDefault: Bool { arms.contains { $0.condition == nil } }

    /// The arm that a document takes, counted from 0; nil for one that passes by all of them.
    public func arm(for document: Document) -> Int? {
      arms.firstIndex { $0.condition?.holds(for: document) ?? true }
    }
  }

  public struct Arm: Sendable {
    /// Nil for the default.
    public let condition: Condition?
    public let tree: StageTree

    public init(_ condition: Condition?, _ tree: StageTree) {
      self.condition = condition
      self.tree = tree
    }
  }

  /// What somebody comes to who goes along the tree.
  public enum Move: Sendable {
    case stage(Stage)
    /// A branch begins: documents choose their arms here.
    case enter(Branch)
    /// An arm begins, counted from 0, and behind its stages ends.
    case arm(Int, of: Branch)
    case armEnd(Int, of: Branch)
    /// Behind its last arm documents are together again.
    case leave(Branch)
  }

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// The whole tree in the order of the file.
  public var walk: [Move] {
    steps.flatMap { step -> [Move] in
      switch step {
      case .stage(let stage): [.stage(stage)]
      case .branch(let branch):
        [.enter(branch)]
          + branch.arms.enumerated().flatMap { index, arm in
            [.arm(index, of: branch)] + arm.tree.walk + [.armEnd(index, of: branch)]
          } + [.leave(branch)]
      }
    }
  }

  /// The stages in the order of the file, whatever arms they stand in.
  public var stages: [Stage] {
    walk.compactMap { if case .stage(let stage) = $0 { stage } else { nil } }
  }

  /// The same tree of something else. Stages for which there is nothing are left out, and so are branches without stages.
  /// - Parameter transform: is asked in the order of the file.
  public func compactMap<Other>(_ transform: (Stage) throws -> Other?) rethrows -> StageTree<Other> {
    StageTree<Other>(
      try steps.compactMap { step in
        switch step {
        case .stage(let stage): return try transform(stage).map { .stage($0) }
        case .branch(let branch):
          let arms = try branch.arms.map { arm in
            StageTree<Other>.Arm(arm.condition, try arm.tree.compactMap(transform))
          }
          guard !arms.allSatisfy(\.tree.steps.isEmpty) else { return nil }
          return .branch(.init(number: branch.number, arms: arms, place: branch.place))
        }
      })
  }
}
