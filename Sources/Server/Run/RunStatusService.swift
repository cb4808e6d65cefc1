#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import Metrics
  import NIOCore

  /// Answers what watches over a run: its figures, and whether it is well.
  struct RunStatusService: PathService {
    private static let paths = ["/healthz", "/metrics"]

    let gate: RequestGate
    let metrics: PrometheusMetrics
    let status: @Sendable () -> RunStatus

    func route(_ path: String) -> String { Self.paths.contains(path) ? path : "other" }

    func response(_ problem: Problem, to request: Request, _ path: String) -> Response { problem.response }

    func answer(_ request: Request, _ path: String) async throws -> Response {
      try gate.checkOrigin(request)
      guard Self.paths.contains(path) else { throw Problem.unknownPath(path) }
      guard request.method == .get || request.method == .head else {
        throw Problem.wrongMethod(request.method, allowed: ["GET", "HEAD"])
      }
      return path == "/healthz" ? health() : figures()
    }

    private func health() -> Response {
      let status = status()
      let health = status.health
      var json = JSONWriter()
      json.value([
        "status": .string(health.isHealthy ? "ok" : "unhealthy"), "pipeline": .string(status.pipeline),
        "problems": .array(health.problems.map { .string($0) }),
      ])
      return Response(
        status: health.isHealthy ? .ok : .serviceUnavailable, headers: [.contentType: "application/json"],
        body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }

    private func figures() -> Response {
      let present = PrometheusMetrics()
      status().note(in: present, now: UnixTime.now)
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: metrics.text + present.text)))
    }
  }
#endif
