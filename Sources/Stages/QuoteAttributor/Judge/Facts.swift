/// Facts by their number; what isn't known is missing.
struct Facts<Fact: RawRepresentable<Int> & CaseIterable & Sendable>: Sendable {
  private(set) var values = [Int16](repeating: Forest.missing, count: Forest.columns)

  init() {}

  @inline(__always)
  mutating func set(_ fact: Fact, _ value: Int) { values[fact.rawValue] = Int16(clamping: value) }

  @inline(__always)
  mutating func set(_ fact: Fact, _ value: Bool) { values[fact.rawValue] = value ? 1 : 0 }

  @inline(__always)
  subscript(column: Int) -> Int16 { values[column] }

  /// Names of the columns.
  static var columns: [String] { Fact.allCases.map { String(describing: $0) } }
}
