#if Server
  import Isnad
  import Logging

  /// The figures and the health of a run over HTTP, for as long as it goes on: `GET /metrics` for Prometheus, and
  /// `GET /healthz`, which answers 503 with the reasons where something is wrong.
  public struct RunStatusServer: Sendable {
    private let settings: ServerSettings
    private let service: RunStatusService
    private let logger: Logger

    /// - Parameter metrics: what `GET /metrics` tells; the process' metrics should go there.
    public init(
      _ settings: ServerSettings, metrics: PrometheusMetrics, logger: Logger,
      status: @escaping @Sendable () -> RunStatus
    ) {
      self.settings = settings
      self.logger = logger
      service = RunStatusService(gate: RequestGate(settings), metrics: metrics, status: status)
    }

    /// Listens until its task is cancelled.
    /// - Parameter listening: told once the port is open, which it gets.
    /// - Throws: a ``Diagnostic`` where the address can't be had.
    public func run(listening: @escaping @Sendable (_ port: Int) -> Void) async throws {
      var listener = Listener(settings: settings, logger: logger)
      listener.heedsSignals = false
      do {
        try await listener.run(service, listening: listening, leave: { _ in })
      } catch var problem as Diagnostic {
        problem.suggestion = "Another program may have the port; 0 takes a free one."
        throw problem
      }
    }
  }
#endif
