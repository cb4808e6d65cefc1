import Testing

@testable import Isnad

/// What is said of a run to those who watch over it.
@Suite struct HealthTests {
  private static let now = ContinuousClock.now

  private func problems(_ change: (inout RunMonitor.State) -> Void) -> [String] {
    var state = RunMonitor.State()
    state.movedAt = Self.now - .seconds(1_000)
    change(&state)
    return RunHealth(state, patience: .seconds(120), at: Self.now).problems
  }

  @Test func aRunThatWaitsIsWell() {
    #expect(problems { _ in } == [])
    // Hours may go by between two documents.
    #expect(
      problems {
        $0.taken = 5
        $0.documents = 5
        $0.saved = 5
      } == [])
  }

  @Test func documentsThatStandStill() {
    #expect(
      problems {
        $0.taken = 7
        $0.documents = 5
      } == ["2 documents are on the way, and none came through for 1000 s."])
    #expect(
      problems {
        $0.taken = 6
        $0.documents = 5
        $0.movedAt = Self.now - .seconds(119)
      } == [])
  }

  @Test func documentsThatAreNotSaved() {
    #expect(
      problems {
        $0.taken = 6
        $0.documents = 6
        $0.saved = 5
        $0.unsavedSince = Self.now - .seconds(121)
      } == ["1 document is not saved, the first of them for 121 s."])
    // A run without a checkpoint saves nothing.
    #expect(
      problems {
        $0.taken = 6
        $0.documents = 6
        $0.unsavedSince = Self.now - .seconds(121)
      } == [])
  }

  @Test func feedsThatFail() {
    var good = SourceState("https://a.example/")
    var bad = SourceState("https://b.example/")
    bad.failures = 2
    bad.problem = "its server answers with 500"
    #expect(problems { $0.sources = [good, bad] } == [])
    good.failures = 1
    good.problem = "the server took too long"
    #expect(
      problems { $0.sources = [good, bad] } == ["None of 2 feeds can be read: the server took too long."])
    #expect(problems { $0.isStopping = true } == ["The run is stopping."])
  }
}
