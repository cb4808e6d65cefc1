/// A batch of records on its way to a worker.
struct RecordBatch: Sendable {
  /// From 0, in input order.
  let number: Int
  /// Which reader will decode the records.
  let reader: Int
  let records: [Record]
}

/// Hands out batches of records, one reader after another. Workers pull, so a slow end of the
/// chain stops the reading by itself.
actor RecordFeed {
  /// A batch is closed when it holds so many bytes, however few documents that are.
  private static let batchBytes = 1 << 20

  private let executor = BlockingExecutor(label: "isnad.read")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let readers: [any Reader]
  private let settings: RunSettings
  private let monitor: RunMonitor
  private var sources: [any RecordSource] = []
  private var current = 0
  private var batches = 0
  private(set) var yielded = 0

  init(readers: [any Reader], settings: RunSettings, monitor: RunMonitor) {
    self.readers = readers
    self.settings = settings
    self.monitor = monitor
  }

  /// Looks for the inputs, so that a run without any fails before anything is opened.
  func open() throws {
    sources = try readers.map { try $0.open() }
    let totals = sources.map(\.totalBytes)
    let total = totals.contains(nil) ? nil : totals.reduce(0) { $0 + ($1 ?? 0) }
    monitor.update { $0.totalBytes = total }
  }

  /// The next batch, or nil when all is read.
  func next() throws -> RecordBatch? {
    while current < sources.count {
      var records: [Record] = []
      var bytes = 0
      let room = min(settings.batchDocuments, (settings.limit ?? .max) - yielded)
      while records.count < room && bytes < Self.batchBytes {
        if !records.isEmpty && sources[current].wouldBlock { break }
        guard let record = try sources[current].next() else { break }
        bytes += record.bytes.count
        records.append(record)
      }
      yielded += records.count
      let readBytes = readBytes
      monitor.update { $0.readBytes = readBytes }
      if !records.isEmpty {
        defer { batches += 1 }
        return RecordBatch(number: batches, reader: current, records: records)
      }
      if room <= 0 { return nil }
      current += 1
    }
    return nil
  }

  var unreadable: [Diagnostic] { sources.flatMap(\.unreadable) }
  var readBytes: Int { sources.reduce(0) { $0 + $1.readBytes } }
}
