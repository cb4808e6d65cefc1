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

/// Which pipelines can go on from the checkpoint of another.
@Suite struct PipelinePartsTests {
  private static let feeds = PipelineParts(
    readers: [.init(use: "reader", print: "1", isEndless: true)],
    writers: [
      .init(id: "file", print: "1", isAdding: false), .init(id: "database", print: "1", isAdding: true),
    ],
    stages: [.init(id: "deduplicate", use: "deduplicate")], deadLetter: "lost.jsonl")

  private func obstacle(_ change: (inout PipelineParts) -> Void) -> String? {
    var other = Self.feeds
    change(&other)
    return Self.feeds.obstacle(to: other)?.message
  }

  @Test func whatMayChange() {
    #expect(obstacle { $0.stages = [] } == nil)
    #expect(obstacle { $0.readers[0].print = "2" } == nil)
    #expect(obstacle { $0.writers[1].print = "2" } == nil)
    #expect(obstacle { $0.writers.remove(at: 1) } == nil)
    #expect(obstacle { $0.writers.insert(.init(id: "new", print: "3", isAdding: false), at: 0) } == nil)
  }

  @Test func whatMayNot() {
    #expect(obstacle { $0.writers[0].print = "2" }?.contains("the writer 'file' has written") == true)
    #expect(obstacle { $0.writers.remove(at: 0) }?.contains("the writer 'file' has written") == true)
    #expect(obstacle { $0.deadLetter = nil }?.contains("'dead-letter'") == true)
    #expect(
      obstacle {
        $0.readers[0].isEndless = false; $0.readers[0].print = "2"
      }?.contains("'every'") == true)
    #expect(obstacle { $0.readers.append($0.readers[0]) }?.contains("'every'") == true)
    // Of a run over files nothing may.
    var files = Self.feeds
    files.readers[0].isEndless = false
    var other = files
    other.stages = []
    #expect(files.obstacle(to: other) != nil)
  }

  @Test func aCheckpointKeepsThem() {
    #expect(PipelineParts(Self.feeds.json) == Self.feeds)
    var none = Self.feeds
    none.deadLetter = nil
    #expect(PipelineParts(none.json) == none)
    #expect(PipelineParts(.object([])) == nil)
    var checkpoint = Checkpoint(pipeline: "1")
    checkpoint.parts = Self.feeds
    #expect((try? Checkpoint(checkpoint.bytes)) == checkpoint)
  }
}
