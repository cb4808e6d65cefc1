/// Trees whose leaves add up to a score (gradient boosting; Friedman, 2001).
struct Forest: Sendable {
  struct Node: Sendable {
    let column: UInt8
    /// Where a missing fact goes.
    let missingGoesLeft: Bool
    /// A fact that is not above it goes left.
    let threshold: Int16
    /// Where a node of the forest lies, or from -1 down a leaf.
    let left: Int32
    let right: Int32
  }

  var nodes: [Node] = []
  /// Values of leaves.
  var leaves: [Float] = []
  /// The first node of each tree.
  var roots: [Int32] = []

  /// A fact that isn't known: below all thresholds.
  static let missing = Int16.min
  /// Columns of a row, at the most.
  static let columns = 96

  func score<Fact>(_ facts: Facts<Fact>) -> Float {
    var sum: Float = 0
    let (nodes, leaves, values) = (nodes.span, leaves.span, facts.values.span)
    for root in roots {
      var at = root
      repeat {
        let node = nodes[Int(at)]
        let value = values[Int(node.column)]
        at =
          value <= node.threshold && (value != Self.missing || node.missingGoesLeft) ? node.left : node.right
      } while at >= 0
      sum += leaves[Int(-at) - 1]
    }
    return sum
  }
}
