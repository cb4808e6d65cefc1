import Isnad
import Synchronization
import Testing

/// Yields `count` documents `0`, `1`, …; text and id are the number.
struct ToyReader: Reader {
  struct Options: StageOptions {
    @StageOption("count", help: "How many.", in: 0...1_000_000)
    var count = 10
  }
  static let description = StageDescription(name: "toy-reader", summary: "Counts.")
  let options: Options
  init(options: Options, context: StageContext) { self.options = options }

  struct Source: RecordSource {
    let count: Int
    var upcoming = 0
    var wouldBlock: Bool { false }
    var totalBytes: Int? { count }
    var readBytes: Int { upcoming }
    var unreadable: [Diagnostic] { [] }
    var position: JSONValue? { .integer(upcoming) }
    mutating func next() -> Record? {
      guard upcoming < count else { return nil }
      defer { upcoming += 1 }
      return Record(
        source: DocumentSource(uri: "toy", record: upcoming + 1), format: "toy",
        bytes: Array(String(upcoming).utf8))
    }
  }

  func open(at position: JSONValue?) -> any RecordSource {
    Source(count: options.count, upcoming: position?.int ?? 0)
  }
  func decode(_ record: Record) throws -> Document {
    let text = try SourceText(validating: record.bytes)
    return Document(id: text[text.span], source: record.source, text: text)
  }
}

/// Fails on, or takes out, documents by their number.
struct ToyTransform: Transform {
  struct Options: StageOptions {
    @StageOption("fail", help: "Numbers to fail on.")
    var fail: [Int] = []

    @StageOption("drop", help: "Numbers to take out.")
    var drop: [Int] = []
  }
  static let description = StageDescription(name: "toy-transform", summary: "Fails.")
  let options: Options
  init(options: Options, context: StageContext) { self.options = options }
  func process(_ document: inout Document) throws {
    let number = Int(document.id) ?? 0
    document.metadata["touched"] = .bool(true)
    if options.fail.contains(number) { throw StageFailure(code: "toy", message: "number \(number)") }
    if options.drop.contains(number) { document.filter(reason: "dropped") }
  }
}

/// Answers after a pause that is longer for earlier documents, so that batches overtake.
struct ToyAsync: AsyncTransform {
  static let description = StageDescription(name: "toy-async", summary: "Waits.")
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) async throws {
    let number = Int(document.id) ?? 0
    try await Task.sleep(for: .microseconds(max(0, 200 - number)))
    document.metadata["waited"] = .bool(true)
  }
}

/// Fails so many times on each document, as a service does that is busy; hangs on some.
struct ToyService: AsyncTransform {
  struct Options: StageOptions {
    @StageOption("failures", help: "How often it fails.")
    var failures = 0

    @StageOption("hang", help: "Numbers to hang on.")
    var hang: [Int] = []

    @StageOption("batches", help: "Takes whole batches.")
    var batches = false
  }
  static let description = StageDescription(name: "toy-service", summary: "Is busy.")
  let options: Options
  private let tries = Tries()
  init(options: Options, context: StageContext) { self.options = options }

  private final class Tries: Sendable {
    let count = Mutex<[String: Int]>([:])
  }

  var takesBatches: Bool { options.batches }

  func process(_ document: inout Document) async throws {
    if options.hang.contains(Int(document.id) ?? -1) { try await Task.sleep(for: .seconds(60)) }
    let id = document.id
    let tried = tries.count.withLock { count in
      count[id, default: 0] += 1
      return count[id, default: 0]
    }
    guard tried > options.failures else {
      throw StageFailure(code: "busy", message: "try \(tried)", isTransient: true)
    }
    document.metadata["touched"] = .bool(true)
  }

  func process(batch: [Document]) async throws -> [Result<Document, any Error>] {
    var results: [Result<Document, any Error>] = []
    for document in batch {
      var document = document
      do {
        try await process(&document)
        results.append(.success(document))
      } catch let failure as StageFailure {
        results.append(.failure(failure))
      }
    }
    return results
  }
}

/// Numbers documents in the order in which they come.
struct ToyCounter: StatefulTransform {
  static let description = StageDescription(name: "toy-counter", summary: "Counts.")
  init(options: NoOptions, context: StageContext) {}
  func makeState() -> Int { 0 }
  func process(_ document: inout Document, state: inout Int) throws {
    document.metadata["order"] = .integer(state)
    state += 1
  }
  func summary(of state: Int) -> String? { "counted \(state)" }
}

/// Collects what is written, in memory, by the name of a test.
struct ToyWriter: Writer {
  final class Shelf: Sendable {
    let lines = Mutex<[String: [String]]>([:])
    subscript(name: String) -> [String] { lines.withLock { $0[name] ?? [] } }
  }
  static let shelf = Shelf()

  struct Options: StageOptions {
    @StageOption("name", help: "Where to.")
    var name = ""

    @StageOption("closes-after", help: "Closes the pipe.")
    var closesAfter: Int? = nil
  }
  static let description = StageDescription(name: "toy-writer", summary: "Collects.")
  let options: Options
  init(options: Options, context: StageContext) { self.options = options }

  func encode(_ document: Document) -> String {
    let order = document.metadata["order"]?.int.map { "#\($0)" } ?? ""
    let errors = document.errors.map { " !\($0.code)" }.joined()
    let touched = document.metadata["touched"] == nil ? "" : "+"
    return document.id + order + touched + errors
  }

  struct Session: WriterSession {
    let options: Options
    var count = 0
    mutating func write(_ items: [String]) throws {
      count += items.count
      ToyWriter.shelf.lines.withLock { $0[options.name, default: []] += items }
      if let limit = options.closesAfter, count >= limit { throw OutputClosed() }
    }
    func commit() -> JSONValue? { .integer(ToyWriter.shelf[options.name].count) }
    func finish() { ToyWriter.shelf.lines.withLock { $0[options.name, default: []].append("finished") } }
    func abandon() -> String? { "abandoned \(options.name)" }
  }
  func open(_ opening: OutputOpening) -> any WriterSession<String> {
    if case .resume(let mark) = opening { cut(to: mark.int ?? 0) }
    if case .complete(let mark) = opening { cut(to: mark.int ?? 0) }
    return Session(options: options)
  }
  private func cut(to count: Int) {
    ToyWriter.shelf.lines.withLock { $0[options.name] = Array(($0[options.name] ?? []).prefix(count)) }
  }
}

extension Registry {
  static let toys = Registry([
    ToyReader.self, ToyTransform.self, ToyAsync.self, ToyService.self, ToyCounter.self, ToyWriter.self,
  ])
}

extension Pipeline {
  /// A toy reader, these stages, and a toy writer.
  static func toy(_ stages: String, run: String = "{}") async throws -> Pipeline {
    let yaml =
      "run: \(run)\nstages:\n  - toy-reader\n\(stages)\n  - { use: toy-writer, with: { name: engine } }\n"
    let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml")
    #expect(problems == [])
    return try await Pipeline.make(definition, registry: .toys)
  }
}
