/// Finds the spans that lie over others without looking at all of them: by their starts, with the furthest end of
/// every half of them.
struct SpanIndex {
  /// Indices of the spans, sorted by their starts.
  private let order: [Int]
  private let starts: [Int]
  /// The furthest end of a node; the leaves are the second half. Nothing is as far as what was taken out.
  private var ends: [Int]
  private let leaves: Int
  private let places: [Int: Int]

  /// - Parameter spans: nil is none, and is never found.
  init(_ spans: [Range<Int>?]) {
    let there = spans.indices.compactMap { index in spans[index].map { (index, $0) } }
      .sorted { ($0.1.lowerBound, $0.0) < ($1.1.lowerBound, $1.0) }
    order = there.map(\.0)
    starts = there.map(\.1.lowerBound)
    places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var leaves = 1
    while leaves < there.count { leaves *= 2 }
    self.leaves = leaves
    ends = [Int](repeating: .min, count: leaves * 2)
    for (place, span) in there.enumerated() { ends[leaves + place] = span.1.upperBound }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      ends[node] = max(ends[node * 2], ends[node * 2 + 1])
    }
  }

  /// The spans that start at or before one letter and end at or behind another, from the first start on.
  /// - Parameter limit: how many are looked at, at most.
  func spans(from start: Int, to end: Int, limit: Int) -> [Int] {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= start { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    collect(node: 1, first: 0, width: leaves, before: low, end, limit, &found)
    return found
  }

  private func collect(
    node: Int, first: Int, width: Int, before bound: Int, _ end: Int, _ limit: Int, _ found: inout [Int]
  ) {
    guard first < bound, ends[node] >= end, found.count < limit else { return }
    guard width > 1 else {
      found.append(order[first])
      return
    }
    collect(node: node * 2, first: first, width: width / 2, before: bound, end, limit, &found)
    collect(node: node * 2 + 1, first: first + width / 2, width: width / 2, before: bound, end, limit, &found)
  }

  /// A span that is not found any more.
  mutating func remove(_ index: Int) {
    guard let place = places[index] else { return }
    var node = leaves + place
    ends[node] = .min
    while node > 1 {
      node /= 2
      ends[node] = max(ends[node * 2], ends[node * 2 + 1])
    }
  }
}
