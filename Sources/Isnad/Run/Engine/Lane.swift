/// The arm of a branch, both counted from 0, in which a document goes or a stage stands. On the chain itself there is none.
struct Lane: Sendable, Hashable {
  let branch: Int
  let arm: Int
}

/// Which documents the stages of a walk through a tree are for: those of one lane.
struct LaneWalk {
  /// That of the stages that come now.
  private(set) var current: Lane?
  private var outer: [Lane?] = []

  mutating func enter() { outer.append(current) }
  mutating func begin(_ arm: Int, of branch: Int) { current = Lane(branch: branch, arm: arm) }
  mutating func leave() { current = outer.popLast() ?? nil }
}
