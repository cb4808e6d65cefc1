/// Trees whose leaves add up to a score (gradient boosting; Friedman, 2001).
///
/// Sixteen rows are read at once, and no tree is walked: every split is asked of all rows, and a row that it sends
/// right loses the leaves on its left. The first leaf that is left is the row's (QuickScorer; Lucchese and others, 2015).
struct Forest: Sendable {
  /// A question to a column: what is above the threshold goes right.
  struct Split: Sendable {
    let column: UInt8
    /// Where a missing fact goes.
    let missingGoesLeft: Bool
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
    table.values.withUnsafeBytes { values in
      for start in stride(from: 0, to: table.count, by: lanes) {
        let block = UnsafeRawBufferPointer(
          rebasing: values[(start / lanes * table.blockSize * 2)...])
        add(block, table.columnCount, start..<min(table.count, start + lanes), to: &scores)
      }
    }
    return scores
  }

  /// Adds what all trees say of a block's rows.
  private func add(
    _ block: UnsafeRawBufferPointer, _ columns: Int, _ rows: Range<Int>, to scores: inout [Float]
  ) {
    let size = MemoryLayout<SIMD16<Int16>>.size
    for tree in trees {
      var lost = SIMD16<Int16>.zero
      for split in splits[tree.splits] {
        let place = Int(split.column) + (split.missingGoesLeft ? 0 : columns)
        let column = block.loadUnaligned(fromByteOffset: place * size, as: SIMD16<Int16>.self)
        // All bits of a lane whose fact is above the threshold.
        let goesRight = (SIMD16(repeating: split.threshold) &- column) &>> SIMD16(repeating: 15)
        lost |= goesRight & SIMD16(repeating: split.left)
      }
      for row in rows {
        scores[row] += leaves[tree.firstLeaf + (~lost[row - rows.lowerBound]).trailingZeroBitCount]
      }
    }
  }
}
