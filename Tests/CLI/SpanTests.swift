import IsnadTesting
import Testing

@testable import IsnadCLI

@Suite("Spans that are compared")
struct SpanTests {
  private static func spans(_ random: inout SeededGenerator) -> [Range<Int>] {
    (0..<Int.random(in: 0...24, using: &random)).map { _ in
      let start = Int.random(in: 0...20, using: &random)
      return start..<start + Int.random(in: 0...8, using: &random)
    }
  }

  @Test("Pairs are those of all overlaps, the best first")
  func pairs() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let (gold, guess) = (Self.spans(&random), Self.spans(&random))
      var all: [(overlap: Double, gold: Int, guess: Int)] = []
      for (i, one) in gold.enumerated() {
        for (j, two) in guess.enumerated() where SpanPairs.overlap(one, two) >= 0.5 {
          all.append((SpanPairs.overlap(one, two), i, j))
        }
      }
      var wanted: [Int: Int] = [:]
      for (_, i, j) in all.sorted(by: { ($0.overlap, $0.gold, $0.guess) > ($1.overlap, $1.gold, $1.guess) })
      where wanted[i] == nil && !wanted.values.contains(j) {
        wanted[i] = j
      }
      #expect(SpanPairs.best(gold, guess) == wanted, "\(gold) \(guess)")
    }
  }

  @Test("An index finds what lies over a place, and nothing that was taken out")
  func index() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let spans = Self.spans(&random)
      var index = SpanIndex(spans)
      var there = Set(spans.indices)
      for _ in 0..<10 {
        let (start, end) = (Int.random(in: 0...20, using: &random), Int.random(in: 0...28, using: &random))
        let wanted = there.filter { spans[$0].lowerBound <= start && spans[$0].upperBound >= end }
        let found = index.spans(from: start, to: end, limit: 100)
        #expect(Set(found) == wanted && found.count == wanted.count)
        #expect(found.map { spans[$0].lowerBound } == found.map { spans[$0].lowerBound }.sorted())
        #expect(index.spans(from: start, to: end, limit: 1) == Array(found.prefix(1)))
        if let gone = found.first {
          index.remove(gone)
          there.remove(gone)
        }
      }
    }
  }

  @Test("Letters are counted once, whatever lies over them")
  func letters() {
    let covered = CoveredLetters([2..<4, 3..<6, 3..<3, 8..<10], of: 10)
    #expect((0..<10).filter { covered[$0] } == [2, 3, 4, 5, 8, 9])
  }
}
