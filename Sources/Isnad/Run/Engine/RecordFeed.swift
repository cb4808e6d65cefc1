import SystemPackage

/// A batch of records on its way to a worker.
struct RecordBatch: Sendable {
  /// From 0, in input order.
  let number: Int
  let records: [Record]
  /// How far reading is behind the last record.
  let reached: Reached
  /// The run's state is to be saved when this batch is written.
  let isMarked: Bool

  /// A place in the input from which reading can go on.
  struct Reached: Sendable {
    var reader = 0
    var position: JSONValue = .null
  }
}

/// Hands out batches of records, one reader after another, or of a run that goes on by turns. Workers pull, so a slow
/// end of the chain stops the reading by itself.
actor RecordFeed {
  /// A batch is closed when it holds so many bytes, however few documents that are: some sixty articles. What is made of
  /// them takes many times as much memory.
  private static let batchBytes = 3 << 16
  /// A source that has nothing is waited for so long, where others may have something meanwhile.
  private static let turn = Duration.milliseconds(100)
  /// A pause comes so late at the earliest where nothing is to be saved, so that a source gets on.
  private static let shortestWait = Duration.milliseconds(200)

  private let executor = BlockingExecutor(label: "isnad.read")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let settings: RunSettings
  private let monitor: RunMonitor
  /// Nil for readers that an interrupted run had read to their end.
  private var sources: [(any RecordSource)?] = []
  /// What the positions of a run that goes on are kept by.
  private var ids: [String] = []
  private var setsReader = true
  private var progress: FeedProgress
  private var commits: CommitSchedule
  /// Whether a batch was handed out that no saved state counts.
  private var hasUnsaved = false
  private var batches = 0
  private var startBytes = 0
  private(set) var isExhausted = false

  init(settings: RunSettings, monitor: RunMonitor) {
    self.settings = settings
    self.monitor = monitor
    progress = FeedProgress(sources: 0, batch: settings.batchDocuments, limit: settings.limit)
    commits = CommitSchedule(
      every: settings.commit.interval, documents: settings.commit.documents, from: .now)
  }

  private var goesOn: Bool { settings.mode == .continuous && setsReader }

  /// Looks for the inputs, so that a run without any fails before anything is opened.
  func open(_ pipeline: Pipeline, at checkpoint: Checkpoint?) throws {
    ids = pipeline.readerIDs
    guard settings.mode == .complete else {
      for (index, id) in ids.enumerated() {
        let position = checkpoint?.position[id]
        sources.append(try pipeline.openReader(index, at: position?.isNull == false ? position : nil))
      }
      return try begin(checkpoint)
    }
    let current = checkpoint?.reader ?? 0
    guard current <= pipeline.readers.count else { throw Diagnostic.badCheckpoint }
    for index in pipeline.readers.indices {
      let position = index == current && checkpoint?.position.isNull == false ? checkpoint?.position : nil
      sources.append(index < current ? nil : try pipeline.openReader(index, at: position))
    }
    try begin(checkpoint, source: current)
  }

  /// Reads dead letters in place of the pipeline's inputs.
  func open(_ letters: DeadLetterRecords, at checkpoint: Checkpoint?) throws {
    sources = [letters]
    setsReader = false
    try begin(checkpoint)
  }

  private func begin(_ checkpoint: Checkpoint?, source: Int = 0) throws {
    let read = checkpoint?.counts.read ?? 0
    progress = FeedProgress(
      sources: sources.count, batch: settings.batchDocuments, limit: settings.limit, source: source,
      count: read, takesTurns: goesOn)
    let open = sources.compactMap { $0 }
    if settings.checkpoint != nil, open.contains(where: { $0.position == nil }) {
      throw Diagnostic(
        .structure, "a reader of the pipeline can't resume, so the run can have no checkpoint.")
    }
    startBytes = readBytes
    let totals = open.map(\.totalBytes)
    let total = totals.contains(nil) ? nil : totals.reduce(0) { min($0 + min($1 ?? 0, 1 << 60), 1 << 60) }
    monitor.update {
      $0.totalBytes = total
      $0.startBytes = startBytes
      $0.readBytes = startBytes
      $0.documents = read
      $0.taken = read
    }
  }

  /// The next batch, or nil when all is read or the run is to stop.
  func next() throws -> RecordBatch? {
    while true {
      switch progress.next(isStopping: monitor.isStopping && !holdsRecords) {
      case .stopped: return nil
      case .exhausted:
        isExhausted = true
        return nil
      case .read(let source, let room):
        let (records, isPaused) = try read(room, of: source)
        let readBytes = readBytes
        progress.took(records.count, isStopping: monitor.isStopping, isWaiting: isPaused)
        let taken = progress.count
        monitor.update {
          $0.readBytes = readBytes
          if $0.taken == $0.documents { $0.movedAt = .now }
          $0.taken = taken
        }
        commits.count(records.count)
        let isSaving = !records.isEmpty || isPaused && (hasUnsaved || hasNewPosition)
        let isMarked = isSaving && isMarkDue()
        // A batch without records carries the mark through the chain, behind all that is in flight.
        guard !records.isEmpty || isMarked else { continue }
        hasUnsaved = !isMarked
        defer { batches += 1 }
        return RecordBatch(number: batches, records: records, reached: reached, isMarked: isMarked)
      }
    }
  }

  private var holdsRecords: Bool { goesOn && sources.contains { $0?.holdsRecords == true } }
  private var hasNewPosition: Bool { sources.contains { $0?.hasNewPosition == true } }

  /// When a wait for records is to end: so that those which came before are saved, or the other sources are read.
  private var pauseEnd: ContinuousClock.Instant? {
    var end: ContinuousClock.Instant?
    if settings.checkpoint != nil {
      let due = commits.due(cost: monitor.current.lastCommit)
      end = hasUnsaved ? due : max(due, .now + Self.shortestWait)
    }
    guard progress.isShared else { return end }
    return min(end ?? .now + Self.turn, .now + Self.turn)
  }

  /// - Returns: the records, and whether there are none only since there is something else to do.
  private func read(_ room: Int, of current: Int) throws -> (records: [Record], isPaused: Bool) {
    var records: [Record] = []
    var bytes = 0
    var isPaused = false
    guard var source = sources[current] else { return (records, isPaused) }
    // Taken out while it changes: two owners would make every change copy its buffer.
    sources[current] = nil
    defer { sources[current] = source }
    let waits = settings.linger > .zero
    func take(from source: inout any RecordSource) throws -> Bool {
      guard var record = try source.next() else { return false }
      if setsReader { record.reader = current }
      bytes += record.bytes.count
      records.append(record)
      return true
    }
    do {
      let end = pauseEnd
      guard try ReadingPause.$end.withValue(end, operation: { try take(from: &source) }) else {
        return (records, isPaused)
      }
      // What is there is sent off before anybody waits for more, or not much later.
      try ReadingPause.$end.withValue(waits ? .now + settings.linger : end) {
        while records.count < room, bytes < Self.batchBytes, waits || !source.wouldBlock {
          guard try take(from: &source) else { break }
        }
      }
    } catch is ReadingStopped {
      // What came of a record is read again by whoever goes on.
    } catch is ReadingPaused {
      isPaused = records.isEmpty
    }
    return (records, isPaused)
  }

  /// How far reading is: behind the last record that was handed out, with what has become known since.
  var reached: RecordBatch.Reached {
    guard settings.checkpoint != nil else { return .init() }
    guard !goesOn else {
      let positions = zip(ids, sources).map { JSONValue.Member($0, $1?.position ?? .null) }
      return .init(reader: 0, position: .object(positions))
    }
    let current = progress.source
    return .init(reader: current, position: sources[current]?.position ?? .null)
  }

  private func isMarkDue() -> Bool {
    guard settings.checkpoint != nil else { return false }
    return commits.isDue(at: .now, cost: monitor.current.lastCommit)
  }

  /// Closes the sources, the last one first.
  func close() {
    for index in sources.indices.reversed() {
      guard var source = sources[index] else { continue }
      source.close()
      sources[index] = source
    }
  }

  /// What its sources read or are going to read.
  var files: [FilePath] { sources.flatMap { $0?.files ?? [] } }

  /// Which of these it would read should they appear.
  func read(of paths: [FilePath]) -> Set<FilePath> {
    Set(paths.filter { path in sources.contains { $0?.reads(path) == true } })
  }

  /// Which of these have been read to their end.
  func finished(of names: Set<String>) -> Set<String> {
    sources.reduce(into: []) { $0.formUnion($1?.finished(of: names) ?? []) }
  }

  /// Of dead letters that are tried again: the bytes of their file that are read.
  var replayedBytes: Int? { setsReader ? nil : readBytes }

  var unreadable: [Diagnostic] { sources.flatMap { $0?.unreadable ?? [] } }
  var passedOver: [String: Int] {
    sources.reduce(into: [:]) { $0.merge($1?.passedOver ?? [:], uniquingKeysWith: +) }
  }
  /// Bytes that this run has read, without those of the run that it goes on with.
  var newBytes: Int { readBytes - startBytes }
  private var readBytes: Int { sources.reduce(0) { $0 + ($1?.readBytes ?? 0) } }
}
