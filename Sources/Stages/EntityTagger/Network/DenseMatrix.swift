/// A matrix of a network, for products with vectors: sixteen rows lie side by side, so that one number of the vector
/// meets sixteen weights in one go.
struct DenseMatrix: Sendable {
  private typealias Block = SIMD16<Float>
  private static let width = 16

  let rows: Int
  let columns: Int
  /// Blocks of sixteen rows, column by column; the last one is filled up with zeros.
  private let blocks: [Block]

  /// - Parameters:
  ///   - weights: row by row.
  ///   - scales: what a weight of one is worth, a row.
  init(rows: Int, columns: Int, _ weights: [Int8], scales: [Float]) {
    precondition(weights.count == rows * columns && scales.count == rows)
    self.rows = rows
    self.columns = columns
    var blocks = [Block](repeating: .zero, count: (rows + Self.width - 1) / Self.width * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        blocks[row / Self.width * columns + column][row % Self.width] =
          Float(weights[row * columns + column]) * scales[row]
      }
    }
    self.blocks = blocks
  }

  /// Adds the product with `vector`, from its place `start` on, to `sum` from `first` on.
  @inline(__always)
  func multiply(
    _ vector: Span<Float>, at start: Int = 0, addingTo sum: inout MutableSpan<Float>, from first: Int = 0
  ) {
    precondition(start >= 0 && start + columns <= vector.count && first >= 0 && first + rows <= sum.count)
    let blocks = blocks.span
    let columns = columns
    var row = 0
    while row < rows {
      // Two sums, for one addition would have to wait for the one before it.
      var (even, odd) = (Block.zero, Block.zero)
      let base = row / Self.width &* columns
      var column = 0
      while column &+ 1 < columns {
        even += blocks[unchecked: base &+ column] * vector[unchecked: start &+ column]
        odd += blocks[unchecked: base &+ column &+ 1] * vector[unchecked: start &+ column &+ 1]
        column &+= 2
      }
      if column < columns { even += blocks[unchecked: base &+ column] * vector[unchecked: start &+ column] }
      even += odd
      for place in 0..<min(Self.width, rows - row) { sum[unchecked: first &+ row &+ place] += even[place] }
      row += Self.width
    }
  }
}
