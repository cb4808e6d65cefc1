/// Facts of several candidates, a row each; what isn't known is missing.
///
/// Rows lie side by side in blocks of sixteen, a column behind the other: a forest reads sixteen of them at once. Each
/// block has its columns twice, for splits that send what is missing left and for those that send it right.
struct FactTable<Fact: RawRepresentable<Int> & CaseIterable & Sendable>: Sendable {
  /// Rows of a block.
  static var lanes: Int { 16 }
  /// Names of the columns.
  static var columns: [String] { Fact.allCases.map { String(describing: $0) } }

  /// The number of rows.
  private(set) var count = 0
  /// Columns of all blocks, and of others that were there before.
  private(set) var values: [Int16] = []
  /// What a new row begins with.
  private var shared = [Int16](repeating: Forest.missing, count: Fact.allCases.count)
  /// Where the last row's first column lies.
  private var row = 0

  init() {}

  /// Forgets all rows and what they share.
  mutating func removeAll() {
    count = 0
    for column in shared.indices { shared[column] = Forest.missing }
  }

  /// Begins a row with what all share.
  mutating func addRow() {
    let lane = count % Self.lanes
    if lane == 0 { fill(from: count / Self.lanes * blockSize) }
    row = count / Self.lanes * blockSize + lane
    count += 1
  }

  /// Fills a block with what all share.
  private mutating func fill(from start: Int) {
    if values.count < start + blockSize {
      values += [Int16](repeating: 0, count: start + blockSize - values.count)
    }
    let half = blockSize / 2 * MemoryLayout<Int16>.size
    values.withUnsafeMutableBytes { bytes in
      var place = start * MemoryLayout<Int16>.size
      for value in shared {
        let onTheRight = value == Forest.missing ? Forest.missingOnTheRight : value
        bytes.storeBytes(of: SIMD16(repeating: value), toByteOffset: place, as: SIMD16<Int16>.self)
        bytes.storeBytes(
          of: SIMD16(repeating: onTheRight), toByteOffset: place + half, as: SIMD16<Int16>.self)
        place += MemoryLayout<SIMD16<Int16>>.size
      }
    }
  }

  /// Sets a fact of the last row.
  @inline(__always)
  mutating func set(_ fact: Fact, _ value: Int) {
    let place = row + fact.rawValue * Self.lanes
    values[place] = Self.known(value)
    values[place + blockSize / 2] = Self.known(value)
  }

  @inline(__always)
  mutating func set(_ fact: Fact, _ value: Bool) { set(fact, value ? 1 : 0) }

  /// Sets a fact of all rows that are not there yet.
  mutating func share(_ fact: Fact, _ value: Int) { shared[fact.rawValue] = Self.known(value) }

  mutating func share(_ fact: Fact, _ value: Bool) { share(fact, value ? 1 : 0) }

  var columnCount: Int { shared.count }
  /// Numbers of a block.
  var blockSize: Int { 2 * shared.count * Self.lanes }

  @inline(__always)
  private static func known(_ value: Int) -> Int16 {
    Int16(truncatingIfNeeded: max(-Int(Forest.most), min(Int(Forest.most), value)))
  }

  /// A row's facts, in the columns' order.
  func facts(ofRow row: Int) -> [Int16] {
    let block = row / Self.lanes * blockSize
    return shared.indices.map { values[block + $0 * Self.lanes + row % Self.lanes] }
  }
}
