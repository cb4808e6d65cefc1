/// Spans of two sides in pairs, the best overlap first.
enum SpanPairs {
  /// How many spans of the other side are looked at before and behind a start. Where more lie over each other, those that
  /// start nearest count.
  private static let reach = 64

  /// What two spans share, of all that they have: from 0 to 1.
  static func overlap(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    let common = max(0, min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound))
    let union = a.count + b.count - common
    return union > 0 ? Double(common) / Double(union) : 0
  }

  /// Gold to guess, by index; those that overlap by half or more.
  static func best(_ gold: [Range<Int>], _ guess: [Range<Int>]) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var isTaken = [Bool](repeating: false, count: guess.count)
    // The same span on both sides is better than all others, and may stand there any number of times.
    var same: [Range<Int>: [Int]] = [:]
    for (index, span) in guess.enumerated() where !span.isEmpty { same[span, default: []].append(index) }
    for index in gold.indices.reversed() {
      guard let partner = same[gold[index]]?.popLast() else { continue }
      pairs[index] = partner
      isTaken[partner] = true
    }
    let free = guess.indices.filter { !isTaken[$0] }.sorted {
      (guess[$0].lowerBound, $0) < (guess[$1].lowerBound, $1)
    }
    var all: [(overlap: Double, gold: Int, guess: Int)] = []
    for (index, span) in gold.enumerated() where pairs[index] == nil {
      let first = start(of: span.lowerBound, free, guess)
      let near = free[max(0, first - reach)..<min(free.count, first + reach)]
      for partner in near {
        let overlap = overlap(span, guess[partner])
        if overlap >= 0.5 { all.append((overlap, index, partner)) }
      }
    }
    all.sort { ($0.overlap, $0.gold, $0.guess) > ($1.overlap, $1.gold, $1.guess) }
    for (_, index, partner) in all where pairs[index] == nil && !isTaken[partner] {
      pairs[index] = partner
      isTaken[partner] = true
    }
    return pairs
  }

  /// The place of the first of the sorted spans that does not start before a letter.
  private static func start(of letter: Int, _ sorted: [Int], _ spans: [Range<Int>]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[sorted[middle]].lowerBound < letter { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
