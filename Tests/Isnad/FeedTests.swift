import Testing

@testable import Isnad

/// Six records, each 30 ms behind the one before.
private struct DripReader: Reader {
  static let description = StageDescription(name: "drip-reader", summary: "Waits.")
  init(options: NoOptions, context: StageContext) {}

  struct Source: RecordSource {
    var count = 0
    var due = ContinuousClock.now + .milliseconds(30)
    var wouldBlock: Bool { ContinuousClock.now < due }
    var totalBytes: Int? { nil }
    var readBytes: Int { count }
    var unreadable: [Diagnostic] { [] }
    var position: JSONValue? { .integer(count) }
    mutating func next() throws -> Record? {
      guard count < 6 else { return nil }
      while wouldBlock { try ReadingPause.wait(due - .now) }
      count += 1
      due = .now + .milliseconds(30)
      return Record(
        source: DocumentSource(uri: "drip", record: count), format: "toy", bytes: Array(String(count).utf8))
    }
  }

  func open(at position: JSONValue?) -> any RecordSource { Source() }
  func decode(_ record: Record) throws -> Document {
    let text = try SourceText(validating: record.bytes)
    return Document(id: text[text.span], source: record.source, text: text)
  }
}

/// Seven records of a hundred thousand bytes.
private struct HeavyReader: Reader {
  static let description = StageDescription(name: "heavy-reader", summary: "Reads much.")
  init(options: NoOptions, context: StageContext) {}

  struct Source: RecordSource {
    var count = 0
    var wouldBlock: Bool { false }
    var totalBytes: Int? { nil }
    var readBytes: Int { count }
    var unreadable: [Diagnostic] { [] }
    var position: JSONValue? { .integer(count) }
    mutating func next() -> Record? {
      guard count < 7 else { return nil }
      count += 1
      return Record(
        source: DocumentSource(uri: "heavy", record: count), format: "toy",
        bytes: Array(repeating: 0x61, count: 100_000))
    }
  }

  func open(at position: JSONValue?) -> any RecordSource { Source() }
  func decode(_ record: Record) throws -> Document {
    Document(id: "heavy", source: record.source, text: try SourceText(validating: record.bytes))
  }
}

/// Records in batches.
@Suite struct FeedTests {
  @Test func aFeedCutsItsRecordsIntoBatches() async throws {
    let pipeline = try await Pipeline.toy("", run: "{ batch: 4 }")
    var settings = pipeline.settings
    settings.limit = 9
    let feed = RecordFeed(settings: settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var sizes: [Int] = []
    var numbers: [Int] = []
    while let batch = try await feed.next() {
      sizes.append(batch.records.count)
      numbers.append(batch.number)
    }
    #expect(sizes == [4, 4, 1])
    #expect(numbers == [0, 1, 2])
    #expect(await feed.isExhausted)
  }

  /// However many documents a batch may have, it holds 192 KiB and what its last record has beyond.
  @Test func aBatchIsBoundedInBytes() async throws {
    var registry = Registry.toys
    registry.register(HeavyReader.self)
    let yaml = "run: { batch: 4096 }\nstages: [heavy-reader, { use: toy-writer, with: { name: heavy } }]\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: registry)
    let feed = RecordFeed(settings: pipeline.settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var sizes: [Int] = []
    while let batch = try await feed.next() { sizes.append(batch.records.count) }
    #expect(sizes == [2, 2, 2, 1])
  }

  /// A record every 30 ms: alone each without `linger`, and with it in the company of those that come soon.
  @Test(arguments: [("0s", [1, 1, 1, 1, 1, 1]), ("10s", [4, 2]), ("1ms", [1, 1, 1, 1, 1, 1])])
  func aRecordLingersForOthers(_ linger: String, _ sizes: [Int]) async throws {
    var registry = Registry.toys
    registry.register(DripReader.self)
    let yaml = "run: { batch: 4, linger: \(linger) }\nstages: [drip-reader, toy-writer]\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: registry)
    let feed = RecordFeed(settings: pipeline.settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var found: [Int] = []
    while let batch = try await feed.next() { found.append(batch.records.count) }
    #expect(found == sizes)
  }

  /// Two readers that wait and one that does not: all of them are read, and none twice.
  @Test func aRunThatGoesOnReadsAllItsSources() async throws {
    var registry = Registry.toys
    registry.register(DripReader.self)
    let yaml =
      "run: { batch: 4, mode: continuous }\nstages: [{use: drip-reader, id: a}, {use: drip-reader, id: b}, toy-reader, toy-writer]\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: registry)
    let feed = RecordFeed(settings: pipeline.settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var found: [Int: Int] = [:]
    while let batch = try await feed.next() {
      for record in batch.records { found[record.reader, default: 0] += 1 }
    }
    #expect(found == [0: 6, 1: 6, 2: 10])
    #expect(await feed.isExhausted)
  }

  @Test func aFeedThatIsAskedToStopSaysSo() async throws {
    let pipeline = try await Pipeline.toy("", run: "{ batch: 4 }")
    let monitor = RunMonitor()
    let feed = RecordFeed(settings: pipeline.settings, monitor: monitor)
    try await feed.open(pipeline, at: nil)
    #expect(try await feed.next()?.records.count == 4)
    monitor.requestStop()
    #expect(try await feed.next() == nil)
    #expect(await !feed.isExhausted)
  }
}
