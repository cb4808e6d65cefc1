import Metrics
import Testing

@testable import IsnadServer

@Suite struct LineBufferTests {
  private func lines(_ pieces: [String], limit: Int = 100) -> [LineBuffer.Line] {
    var buffer = LineBuffer(limit: limit)
    var found: [LineBuffer.Line] = []
    for piece in pieces { found += buffer.add(Array(piece.utf8)) }
    return found + buffer.finish()
  }

  private func bytes(_ text: String) -> LineBuffer.Line { .bytes(Array(text.utf8)) }

  @Test func linesInPieces() {
    #expect(lines(["a", "b\nc", "\n", "d"]) == [bytes("ab"), bytes("c"), bytes("d")])
    #expect(lines(["ab\n", "cd\n"]) == [bytes("ab"), bytes("cd")])
    #expect(lines([]) == [])
  }

  @Test func blankLinesAreCounted() {
    #expect(lines(["a\n\n \r\nb\n"]) == [bytes("a"), .blank, .blank, bytes("b")])
  }

  @Test func aLineThatIsTooLongIsOneAndItsNeighboursAreKept() {
    #expect(lines(["ab\n", "123", "456", "7\ncd"], limit: 5) == [bytes("ab"), .tooLong, bytes("cd")])
    #expect(lines(["12345\n123456"], limit: 5) == [bytes("12345"), .tooLong])
  }
}

@Suite struct AdmissionTests {
  @Test func placesComeBack() {
    let admission = Admission(limit: 2)
    var first = admission.enter()
    let second = admission.enter()
    #expect(first != nil)
    #expect(second != nil)
    #expect(admission.enter() == nil)
    #expect(admission.inFlight == 2)
    first = nil
    #expect(admission.inFlight == 1)
    #expect(admission.enter() != nil)
    withExtendedLifetime(second) {}
  }
}

@Suite struct PrometheusTests {
  @Test func text() {
    let metrics = PrometheusMetrics()
    Counter(label: "a_total", dimensions: [("stage", "x\"y\\z\n")], factory: metrics).increment(by: 3)
    Counter(label: "a_total", dimensions: [("stage", "x\"y\\z\n")], factory: metrics).increment()
    Meter(label: "in-flight", factory: metrics).set(2)
    let timer = Timer(label: "b_seconds", dimensions: [("stage", "n")], factory: metrics)
    timer.recordNanoseconds(2_000_000)
    timer.recordNanoseconds(45_000_000_000)
    let lines = metrics.text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "# TYPE a_total counter")
    #expect(lines[1] == #"a_total{stage="x\"y\\z\n"} 4"#)
    #expect(lines[2] == "# TYPE b_seconds histogram")
    #expect(lines.contains(#"b_seconds_bucket{stage="n",le="0.001"} 0"#))
    #expect(lines.contains(#"b_seconds_bucket{stage="n",le="0.0025"} 1"#))
    #expect(lines.contains(#"b_seconds_bucket{stage="n",le="+Inf"} 2"#))
    #expect(lines.contains(#"b_seconds_sum{stage="n"} 45.002"#))
    #expect(Array(lines.suffix(2)) == ["# TYPE in_flight gauge", "in_flight 2.0"])
  }
}

@Suite struct QuoteCountTests {
  @Test(arguments: [
    (1, "اقتباس واحد"), (2, "اقتباسين"), (3, "3 اقتباسات"), (10, "10 اقتباسات"), (11, "11 اقتباسًا"),
    (99, "99 اقتباسًا"), (100, "100 اقتباس"), (102, "102 اقتباس"), (105, "105 اقتباسات"),
    (2000, "2000 اقتباس"),
  ])
  func theNounAgreesWithItsNumber(_ count: Int, _ said: String) { #expect(QuoteCount.arabic(count) == said) }

  @Test func oneQuoteIsNotQuotes() { #expect([1, 2].map(QuoteCount.english) == ["1 quote", "2 quotes"]) }
}
