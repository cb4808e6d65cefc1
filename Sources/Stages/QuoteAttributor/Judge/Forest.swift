/// Trees whose leaves add up to a score (gradient boosting; Friedman, 2001).
struct Forest: Sendable {
  struct Node: Sendable {
    let column: UInt8
    /// Where a missing fact goes.
    let missingGoesLeft: Bool
    /// A fact that is not above it goes left.
    let threshold: Int16
    /// A node, or from -1 down a leaf.
    let left: Int16
    let right: Int16
  }

  var nodes: [Node] = []
  /// Values of leaves.
  var leaves: [Float] = []
  /// The first node of each tree.
  var roots: [Int32] = []
  /// The first leaf of each tree.
  var leafStarts: [Int32] = []

  /// A fact that isn't known.
  static let missing = Int16.min

  func score<Fact>(_ facts: Facts<Fact>) -> Float {
    var sum: Float = 0
    let nodes = nodes.span
    let leaves = leaves.span
    for tree in roots.indices {
      let root = Int(roots[tree])
      var at = 0
      while true {
        let node = nodes[root + at]
        let value = facts[Int(node.column)]
        let goesLeft = value == Self.missing ? node.missingGoesLeft : value <= node.threshold
        at = Int(goesLeft ? node.left : node.right)
        if at < 0 {
          sum += leaves[Int(leafStarts[tree]) - at - 1]
          break
        }
      }
    }
    return sum
  }
}
