#if Server
  import Foundation
  import Hummingbird
  import HummingbirdCore
  import Isnad
  import IsnadJSON
  import IsnadPage
  import IsnadStages
  import Logging
  import Metrics
  import NIOCore
  import ServiceLifecycle
  import SystemPackage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// A pipeline as a service: the page, and the API over HTTP. Its stages and models are made once, before it listens.
  public struct AnnotationServer: Sendable {
    /// What it still has for requests that are being answered when it is to end.
    private static let parting = Duration.seconds(30)
    /// A line of JSON has escapes and metadata beside its text.
    private static let roomFactor = 2

    private let settings: ServerSettings
    private let annotator: Annotator
    private let service: AnnotationService
    private let logger: Logger

    /// - Parameter stages: what `GET /v1/stages` answers.
    public init(_ pipeline: Pipeline, settings: ServerSettings, stages: JSONValue, logger: Logger) throws {
      let metrics = PrometheusMetrics()
      MetricsSystem.bootstrap(metrics)
      self.settings = settings
      self.logger = logger
      annotator = Annotator(pipeline, limit: settings.timeout)
      let pool = try WorkPool(threads: ProcessInfo.processInfo.activeProcessorCount)
      let decoder = try ArticleDecoder(
        maxDocumentBytes: min(settings.maxBodyBytes, pipeline.settings.maxDocumentBytes))
      service = AnnotationService(
        settings: settings, page: LivePage(pipeline: pipeline.name, asksForToken: settings.token != nil),
        articles: ArticleEndpoint(annotator: annotator, decoder: decoder, settings: settings, pool: pool),
        lines: LinesEndpoint(
          annotator: annotator, decoder: decoder, settings: settings, pool: pool,
          maxLineBytes: min(settings.maxBodyBytes, pipeline.settings.maxDocumentBytes * Self.roomFactor)),
        admission: Admission(limit: settings.maxRequests),
        strangers: Admission(limit: max(1, settings.maxRequests / 8)),
        hosts: HostCheck(settings, machine: Self.machine), metrics: metrics, stages: stages,
        description: OpenAPI.description(settings))
    }

    private static var machine: String? {
      var name = [CChar](repeating: 0, count: 256)
      guard gethostname(&name, name.count - 1) == 0 else { return nil }
      return name.withUnsafeBufferPointer { $0.baseAddress.flatMap { String(validatingCString: $0) } }
    }

    /// Listens until SIGINT or SIGTERM, then lets requests that are being answered end.
    /// - Parameters:
    ///   - listening: told once the port is open, which it gets.
    ///   - leave: ends the process at once, at a second signal, whose number it gets.
    /// - Throws: a ``Diagnostic`` where the address can't be had.
    public func run(
      listening: @escaping @Sendable (_ port: Int) -> Void,
      leave: @escaping @Sendable (_ signal: Int32) -> Void
    ) async throws {
      // On a thread of its own, which nothing that is worked on can keep.
      let impatience = SecondSignal.watch(leave)
      defer { for source in impatience { source.cancel() } }
      let configuration = ApplicationConfiguration(address: .hostname(settings.host, port: settings.port))
      // Room for those who are told to come again, and for the page itself.
      let connections = Connections(limit: settings.maxRequests * 4 + 64)
      let patience = TimeAmount(settings.timeout)
      let application = Application(
        responder: service,
        server: .http1(
          configuration: .init(
            additionalChannelHandlers: [
              ClientDeadlines(
                patience: patience, connections: connections, maxBodyBytes: settings.maxBodyBytes)
            ])),
        configuration: configuration,
        onServerRunning: { channel in listening(channel.localAddress?.port ?? settings.port) }, logger: logger
      )
      var group = ServiceGroupConfiguration(
        services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
      group.maximumGracefulShutdownDuration = Self.parting
      let services = ServiceGroup(configuration: group)
      do {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask { [annotator] in await annotator.reside() }
          defer { tasks.cancelAll() }
          try await services.run()
        }
      } catch {
        let reason = (error as? IOError).map { Errno(rawValue: $0.errnoCode).description } ?? "\(error)"
        throw Diagnostic(
          .cannotListen, "\(settings.host):\(settings.port) can't be listened on: \(reason).",
          suggestion:
            "Another program may have the port: try --port \(settings.port + 1), or --port 0 for a free one.")
      }
    }
  }

  extension Diagnostic.Code {
    static let cannotListen = Self(rawValue: "cannot-listen")
  }
#endif
