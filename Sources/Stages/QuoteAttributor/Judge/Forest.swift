/// Trees whose leaves add up to a score (gradient boosting; Friedman, 2001).
///
/// Sixteen rows are read at once, and no tree is walked: every split is asked of all rows, and a row that it sends
/// right loses the leaves on its left. The first leaf that is left is the row's (QuickScorer; Lucchese and others, 2015).
struct Forest: Sendable {
  /// A question to a column: what is above the threshold goes right.
  struct Split: Sendable {
    /// The column's place in a block of a ``FactTable``: among those for splits that send what is missing left, or behind
    /// them among those for the others.
    let place: UInt16
    let threshold: Int16
    /// Leaves on its left, a bit each.
    let left: Int16
  }

  struct Tree: Sendable {
    let splits: Range<Int>
    let firstLeaf: Int
  }

  /// Leaves of a tree, at the most: the bits of a word.
  static let mostLeaves = 16
  /// The largest fact and threshold, and with a minus the least: the difference of two of them is an Int16.
  static let most: Int16 = 16_000
  /// A fact that isn't known: below all thresholds, and above them.
  static let missing: Int16 = -16_300
  static let missingOnTheRight: Int16 = 16_300
  /// Columns of a row, at the most.
  static let columns = 128

  var splits: [Split] = []
  /// Values of leaves, each tree's from the left.
  var leaves: [Float] = []
  var trees: [Tree] = []

  /// A score for each row.
  func scores<Fact>(_ table: FactTable<Fact>) -> [Float] {
    var scores = [Float](repeating: 0, count: table.count)
    let lanes = FactTable<Fact>.lanes
    let blockBytes = table.blockSize * MemoryLayout<Int16>.size
    table.values.withUnsafeBytes { values in
      scores.withUnsafeMutableBufferPointer { scores in
        for start in stride(from: 0, to: table.count, by: lanes) {
          let end = min(table.count, start + lanes)
          add(
            UnsafeRawBufferPointer(rebasing: values[(start / lanes * blockBytes)...]),
            to: UnsafeMutableBufferPointer(rebasing: scores[start..<end]))
        }
      }
    }
    return scores
  }

  /// Adds what all trees say of a block's rows.
  private func add(_ block: UnsafeRawBufferPointer, to scores: UnsafeMutableBufferPointer<Float>) {
    let size = MemoryLayout<SIMD16<Int16>>.size
    splits.withUnsafeBufferPointer { splits in
      leaves.withUnsafeBufferPointer { leaves in
        for tree in trees {
          var lost = SIMD16<Int16>.zero
          for split in splits[tree.splits] {
            let column = block.loadUnaligned(
              fromByteOffset: Int(split.place) &* size, as: SIMD16<Int16>.self)
            // All bits of a lane whose fact is above the threshold.
            let goesRight = (SIMD16(repeating: split.threshold) &- column) &>> SIMD16(repeating: 15)
            lost |= goesRight & SIMD16(repeating: split.left)
          }
          withUnsafeBytes(of: &lost) { lost in
            let lost = lost.assumingMemoryBound(to: Int16.self)
            for row in scores.indices {
              scores[row] += leaves[tree.firstLeaf &+ (~lost[row]).trailingZeroBitCount]
            }
          }
        }
      }
    }
  }
}
