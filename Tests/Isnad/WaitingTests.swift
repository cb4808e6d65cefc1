import Foundation
import Isnad
import Synchronization
import SystemPackage
import Testing

/// A document a byte, from a descriptor that is open already.
struct PipeReader: Reader {
  struct Options: StageOptions {
    @StageOption("descriptor", help: "From where.")
    var descriptor = -1
  }
  static let description = StageDescription(name: "pipe-reader", summary: "Waits.")
  let options: Options
  init(options: Options, context: StageContext) { self.options = options }

  struct Source: RecordSource {
    let file: FileDescriptor
    var count = 0
    var wouldBlock: Bool { false }
    var totalBytes: Int? { nil }
    var readBytes: Int { count }
    var unreadable: [Diagnostic] { [] }
    var position: JSONValue? { nil }
    mutating func next() throws -> Record? {
      try ReadingStop.wait(for: file)
      var byte: [UInt8] = [0]
      guard try byte.withUnsafeMutableBytes({ try file.read(into: $0) }) == 1 else { return nil }
      count += 1
      return Record(source: DocumentSource(uri: "pipe", record: count), format: "toy", bytes: byte)
    }
    func close() { try? file.close() }
  }

  func open(at position: JSONValue?) -> any RecordSource {
    Source(file: FileDescriptor(rawValue: Int32(options.descriptor)))
  }
  func decode(_ record: Record) throws -> Document {
    let text = try SourceText(validating: record.bytes)
    return Document(id: text[text.span], source: record.source, text: text)
  }
}

/// Notes how many documents it works on at once.
struct ToyPatient: AsyncTransform {
  final class Gauge: Sendable {
    private let state = Mutex<[String: (now: Int, most: Int)]>([:])
    func enter(_ name: String) {
      state.withLock { state in
        var gauge = state[name] ?? (0, 0)
        gauge.now += 1
        gauge.most = max(gauge.most, gauge.now)
        state[name] = gauge
      }
    }
    func leave(_ name: String) { state.withLock { $0[name]?.now -= 1 } }
    func most(_ name: String) -> Int { state.withLock { $0[name]?.most ?? 0 } }
  }
  static let gauge = Gauge()

  struct Options: StageOptions {
    @StageOption("name", help: "Whose gauge.")
    var name = ""
  }
  static let description = StageDescription(name: "toy-patient", summary: "Waits 20 ms.")
  let options: Options
  init(options: Options, context: StageContext) { self.options = options }

  func process(_ document: inout Document) async throws {
    Self.gauge.enter(options.name)
    defer { Self.gauge.leave(options.name) }
    // Later ones are done first.
    try await Task.sleep(for: .milliseconds(20 + (Int(document.id) ?? 0) % 3))
  }
}

/// Notes when it is closed.
struct ToyClosing: Transform {
  static let closed = Mutex<[String: [String]]>([:])

  struct Options: StageOptions {
    @StageOption("shelf", help: "Where it notes that.")
    var shelf = ""

    @StageOption("fail", help: "Fails on every document.")
    var fail = false
  }
  static let description = StageDescription(name: "toy-closing", summary: "Closes.")
  let options: Options
  let id: String
  init(options: Options, context: StageContext) throws {
    self.options = options
    id = context.id
    if options.shelf == "unfit", id == "c" { throw StageFailure(code: "unfit", message: "it does not start") }
  }
  func process(_ document: inout Document) throws {
    if options.fail { throw StageFailure(code: "toy", message: "fails") }
  }
  func close() async { Self.closed.withLock { $0[options.shelf, default: []].append(id) } }
}

/// Holds every batch until the test lets it go, as a server does that answers slowly.
struct ToySlowWriter: Writer {
  struct State {
    var isOpen = false
    var written: [String] = []
  }
  static let state = Mutex(State())
  static let description = StageDescription(name: "toy-slow-writer", summary: "Waits.")
  init(options: NoOptions, context: StageContext) {}
  func encode(_ document: Document) -> String { document.id }

  struct Session: WriterSession {
    mutating func write(_ items: [String]) throws {
      while !ToySlowWriter.state.withLock({ $0.isOpen }) { usleep(1000) }
      ToySlowWriter.state.withLock { $0.written += items }
    }
    func commit() -> JSONValue? { nil }
    func finish() {}
    func abandon() -> String? { nil }
  }
  func open(_ opening: OutputOpening) -> any WriterSession<String> { Session() }
}

@Suite struct WaitingTests {
  private static let registry = {
    var registry = Registry.toys
    for stage in [PipeReader.self, ToyPatient.self, ToyClosing.self, ToySlowWriter.self] as [any Stage.Type] {
      registry.register(stage)
    }
    return registry
  }()

  private func pipeline(_ yaml: String, workers: Int = 2) async throws -> Pipeline {
    var (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml")
    #expect(problems == [])
    definition.run.workers = .fixed(workers)
    return try await Pipeline.make(definition, registry: Self.registry)
  }

  private func reading(_ descriptor: FileDescriptor, _ stages: String, _ run: String = "") -> String {
    "run: { \(run) }\nstages: [{use: pipe-reader, with: {descriptor: \(descriptor.rawValue)}}, \(stages)]"
  }

  /// Which pipe stands behind a descriptor, whose number another test may get once it is closed.
  private static func inode(_ file: FileDescriptor) -> ino_t? {
    var status = stat()
    return fstat(file.rawValue, &status) == 0 ? status.st_ino : nil
  }

  // MARK: An input that does not come

  @Test(.timeLimit(.minutes(3)), arguments: [1, 2, 4])
  func aFailedRunDoesNotWaitForAPipe(_ workers: Int) async throws {
    let (input, feeder) = try FileDescriptor.pipe()
    let inode = Self.inode(input)
    defer { try? feeder.close() }
    try feeder.writeAll(Array("1".utf8))
    let yaml = reading(input, "{use: toy-transform, with: {fail: [1]}}", "on-error: stop, batch: 1")
    let runner = Runner(try await pipeline(yaml, workers: workers))
    await #expect(throws: RunStopped.self) { try await runner.run() }
    #expect(Self.inode(input) != inode)
  }

  @Test(.timeLimit(.minutes(3)), arguments: [1, 2])
  func aCancelledTaskDoesNotWaitForAPipe(_ workers: Int) async throws {
    let (input, feeder) = try FileDescriptor.pipe()
    let inode = Self.inode(input)
    defer { try? feeder.close() }
    let name = "idle-\(workers)"
    let runner = Runner(
      try await pipeline(reading(input, "{use: toy-writer, with: {name: \(name)}}"), workers: workers))
    let task = Task { try await runner.run() }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    do {
      _ = try await task.value
      Issue.record("the run came to an end of its input")
    } catch let stopped as RunStopped {
      #expect(stopped.reason.message == "the run was cancelled.")
    }
    #expect(Self.inode(input) != inode)
  }

  @Test(.timeLimit(.minutes(3)), arguments: [1, 2])
  func aStopEndsTheWaitAndKeepsWhatWasRead(_ workers: Int) async throws {
    let (input, feeder) = try FileDescriptor.pipe()
    let inode = Self.inode(input)
    defer { try? feeder.close() }
    let name = "asked-\(workers)"
    let monitor = RunMonitor()
    let yaml = reading(input, "{use: toy-writer, with: {name: \(name)}}", "batch: 1")
    let runner = Runner(try await pipeline(yaml, workers: workers))
    let task = Task { try await runner.run(monitor: monitor) }
    try feeder.writeAll(Array("123".utf8))
    while ToyWriter.shelf[name].count < 3 { try await Task.sleep(for: .milliseconds(5)) }
    monitor.requestStop()
    let report = try await task.value
    #expect(report.isInterrupted)
    #expect(report.read == 3 && report.written == 3)
    #expect(ToyWriter.shelf[name] == ["1", "2", "3"])
    #expect(Self.inode(input) != inode)
  }

  // MARK: An output that is slow

  /// One worker, a document a batch: three wait in the queue, one before it, and then nothing more is read.
  @Test(.timeLimit(.minutes(3))) func aSlowOutputStopsNoReadingBeforeTheQueueIsFull() async throws {
    let (input, feeder) = try FileDescriptor.pipe()
    let monitor = RunMonitor()
    let runner = Runner(try await pipeline(reading(input, "toy-slow-writer", "batch: 1"), workers: 1))
    let task = Task { try await runner.run(monitor: monitor) }
    try feeder.writeAll(Array("123456789".utf8))
    while monitor.current.readBytes < 4 { try await Task.sleep(for: .milliseconds(5)) }
    try await Task.sleep(for: .milliseconds(200))
    #expect(monitor.current.readBytes == 4)
    #expect(monitor.current.documents == 0)
    ToySlowWriter.state.withLock { $0.isOpen = true }
    try feeder.close()
    let report = try await task.value
    #expect(report.written == 9)
    #expect(ToySlowWriter.state.withLock { $0.written } == (1...9).map(String.init))
  }

  // MARK: Documents in flight

  @Test(arguments: [(1, "", 16), (3, "", 16), (3, ", max-in-flight: 2", 2), (2, ", max-in-flight: 1", 1)])
  func soManyAreInFlightAndTheirOrderIsRestored(_ workers: Int, _ key: String, _ most: Int) async throws {
    let name = "flight-\(workers)-\(most)"
    let yaml =
      "run: {batch: 30}\nstages: [{use: toy-reader, with: {count: 60}}, {use: toy-patient, with: {name: \(name)}\(key)}, {use: toy-writer, with: {name: \(name)}}]"
    let report = try await Runner(try await pipeline(yaml, workers: workers)).run()
    #expect(report.written == 60)
    #expect(ToyWriter.shelf[name] == (0..<60).map(String.init) + ["finished"])
    #expect(ToyPatient.gauge.most(name) == most)
  }

  @Test func onlyStagesThatWaitHaveDocumentsInFlight() async throws {
    let yaml = "stages: [toy-reader, {use: toy-transform, max-in-flight: 2}]"
    let (definition, _) = PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml")
    let found = PipelineCheck.problems(in: definition, registry: .toys).items.map(\.message)
    #expect(found.contains("'max-in-flight' is for stages that wait, and 'toy-transform' only computes."))
    let (_, problems) = PipelineLoader.load(
      Array("stages: [toy-reader, {use: toy-async, max-in-flight: 0}]".utf8), file: "toy.yaml")
    #expect(problems.map(\.message) == ["'max-in-flight' must be from 1 to 4096, not 0."])
  }

  // MARK: The end

  @Test func stagesAreClosedOnceAndInReverse() async throws {
    let stages =
      "{use: toy-closing, id: a, with: {shelf: SHELF}}, {use: toy-closing, id: b, with: {shelf: SHELF FAIL}}, {use: toy-closing, id: c, with: {shelf: SHELF}}"
    func text(_ shelf: String, _ fail: String = "") -> String {
      stages.replacing("SHELF", with: shelf).replacing(" FAIL", with: fail)
    }
    func closed(_ shelf: String) -> [String]? { ToyClosing.closed.withLock { $0[shelf] } }

    let whole = try await pipeline("stages: [toy-reader, \(text("whole"))]")
    _ = try await Runner(whole).run()
    #expect(closed("whole") == ["c", "b", "a"])
    await whole.close()
    #expect(closed("whole") == ["c", "b", "a"])

    let failing = try await pipeline(
      "run: {on-error: stop}\nstages: [toy-reader, \(text("failed", ", fail: true"))]")
    await #expect(throws: RunStopped.self) { try await Runner(failing).run() }
    #expect(closed("failed") == ["c", "b", "a"])

    let (input, feeder) = try FileDescriptor.pipe()
    defer { try? feeder.close() }
    let idle = try await pipeline(reading(input, text("cancelled")))
    let task = Task { try await Runner(idle).run() }
    task.cancel()
    _ = await task.result
    #expect(closed("cancelled") == ["c", "b", "a"])

    await #expect(throws: Diagnostics.self) { try await pipeline("stages: [toy-reader, \(text("unfit"))]") }
    #expect(closed("unfit") == ["b", "a"])
  }
}
