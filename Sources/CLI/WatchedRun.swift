import Isnad
import IsnadServer
import Logging

/// Where something listens: `127.0.0.1:9464`, `[::1]:9464`, or a port alone, which only programs of this machine reach.
struct ListeningAddress {
  let host: String
  let port: Int

  init?(_ text: String) {
    let colon = text.lastIndex(of: ":")
    guard let port = Int(text[(colon.map(text.index(after:)) ?? text.startIndex)...]),
      (0...65_535).contains(port)
    else { return nil }
    var host = colon.map { String(text[..<$0]) } ?? ""
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    self.host = host.isEmpty ? "127.0.0.1" : host
    self.port = port
  }

  var text: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}

/// A run beside which a server tells of it.
struct WatchedRun: Sendable {
  /// How long documents may stand still or stay unsaved, at least, and in intervals of saving.
  private static let patience = Duration.seconds(120)
  private static let intervals = 10

  let run: PipelineRun
  let address: ListeningAddress

  init(run: PipelineRun, address: ListeningAddress) {
    self.run = run
    self.address = address
  }

  #if Server
    func run(_ definition: @escaping @Sendable () async throws -> PipelineDefinition) async throws {
      var run = run
      let watcher = RunWatcher()
      run.watcher = watcher
      var settings = ServerSettings()
      settings.host = address.host
      settings.port = address.port
      let logger = Logger(label: "isnad") { _ in PlainLogHandler(logLevel: .error) }
      let server = RunStatusServer(settings, metrics: ProcessMetrics.start(), logger: logger) {
        Self.status(watcher)
      }
      if !settings.isLocal {
        Output.report(
          "warning: everybody who reaches this machine can see the run's figures, with the feeds' addresses.")
      }
      let (ports, listening) = AsyncStream<Int>.makeStream()
      try await withThrowingTaskGroup(of: Bool.self) { [run] group in
        group.addTask {
          try await server.run { listening.yield($0) }
          return false
        }
        group.addTask {
          // Nothing has run where the address can't be had.
          var first = ports.makeAsyncIterator()
          guard let port = await first.next() else { throw CancellationError() }
          if !run.isQuiet {
            let place = ListeningAddress(host: address.host, port: port).text
            Output.report("The run's figures are at http://\(place)/metrics and /healthz.")
          }
          try await run.run(definition)
          return true
        }
        defer { group.cancelAll() }
        while let isRun = try await group.next() {
          if isRun { return }
        }
      }
    }

    private static func status(_ watcher: RunWatcher) -> RunStatus {
      guard let (pipeline, monitor, reload) = watcher.current else {
        return RunStatus(pipeline: "", state: RunMonitor().current, patience: patience)
      }
      let history = reload.history
      return RunStatus(
        pipeline: pipeline.name, state: monitor.current,
        patience: max(patience, pipeline.settings.commit.interval * intervals), reloads: history.count,
        reloadFailed: history.isFailed)
    }
  #else
    /// - Throws: a ``Diagnostic``, since this command has no server.
    func run(_ definition: @escaping @Sendable () async throws -> PipelineDefinition) async throws {
      throw Diagnostic(
        .invalidOption,
        "--metrics: this command was built without the server (the package trait of that name).",
        suggestion: "Build the command from its sources (make build), or leave --metrics out.")
    }
  #endif
}

extension ListeningAddress {
  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}
