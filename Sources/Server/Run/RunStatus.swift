#if Server
  import Isnad
  import Metrics
  import SystemPackage

  /// A run as those see it who watch over it.
  public struct RunStatus: Sendable {
    /// The pipeline's name.
    public var pipeline: String
    public var state: RunMonitor.State
    /// How long documents may stand still or stay unsaved.
    public var patience: Duration
    /// How often the pipeline was reloaded, and whether the last try was in vain.
    public var reloads: Int
    public var reloadFailed: Bool

    public init(
      pipeline: String, state: RunMonitor.State, patience: Duration, reloads: Int = 0,
      reloadFailed: Bool = false
    ) {
      self.pipeline = pipeline
      self.state = state
      self.patience = patience
      self.reloads = reloads
      self.reloadFailed = reloadFailed
    }

    var health: RunHealth { RunHealth(state, patience: patience) }

    /// What holds at this moment, beside what is counted on the way: a feed that the pipeline does not have any more is
    /// not among it.
    func note(in metrics: PrometheusMetrics, now: Double) {
      let run = [("pipeline", pipeline)]
      func gauge(_ name: String, _ value: Double?, _ dimensions: [(String, String)]) {
        if let value { Meter(label: name, dimensions: dimensions, factory: metrics).set(value) }
      }
      func counter(_ name: String, _ value: Int, _ dimensions: [(String, String)]) {
        Counter(label: name, dimensions: dimensions, factory: metrics).increment(by: value)
      }
      gauge("isnad_run_healthy", health.isHealthy ? 1 : 0, run)
      gauge("isnad_run_documents_in_flight", Double(max(0, state.taken - state.documents)), run)
      gauge("isnad_run_documents_unsaved", state.saved.map { Double(max(0, state.documents - $0)) }, run)
      gauge("isnad_run_saved_timestamp_seconds", state.savedAt, run)
      counter("isnad_run_read_bytes_total", max(0, state.readBytes - state.startBytes), run)
      counter("isnad_run_reloads_total", reloads, run)
      gauge("isnad_run_reload_failed", reloadFailed ? 1 : 0, run)
      for source in state.sources {
        let feed = run + [("feed", source.name)]
        gauge("isnad_feed_failures", Double(source.failures), feed)
        gauge("isnad_feed_last_success_timestamp_seconds", source.lastSuccess, feed)
        gauge("isnad_feed_last_entry_timestamp_seconds", source.lastRecord, feed)
        gauge("isnad_feed_lag_seconds", source.lag(at: now), feed)
        counter("isnad_feed_entries_total", source.records, feed)
      }
      for (name, value) in ProcessFigures.all { gauge(name, value, []) }
    }
  }

  extension SourceState {
    /// How long it is overdue: nothing while it is read when it is due. A feed that fails is tried later and later, and
    /// counts from its last success on.
    func lag(at now: Double) -> Double {
      guard let due else { return 0 }
      return max(0, now - (failures > 0 ? lastSuccess ?? due : due))
    }
  }

  /// What the system says of this process, under the names that Prometheus' own libraries give.
  enum ProcessFigures {
    static var all: [(String, Double)] {
      var figures: [(String, Double)] = []
      if let memory { figures.append(("process_resident_memory_bytes", Double(memory))) }
      if let descriptors { figures.append(("process_open_fds", Double(descriptors))) }
      return figures
    }

    /// Bytes; nil where the system says nothing.
    private static var memory: Int? {
      guard let bytes = try? WholeFile.read("/proc/self/status", limit: 1 << 16) else { return nil }
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let figure = lines.first { $0.hasPrefix("VmRSS:") }?.split(
        separator: " ", omittingEmptySubsequences: true)
      return figure.flatMap { $0.count > 1 ? Int($0[1]) : nil }.map { $0 * 1024 }
    }

    /// Open descriptors.
    private static var descriptors: Int? {
      guard let folder = try? FileDescriptor.open("/proc/self/fd", .readOnly, options: .directory) else {
        return nil
      }
      defer { try? folder.close() }
      return FolderCount.entries(of: folder)
    }
  }
#endif
