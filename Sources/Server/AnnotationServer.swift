#if Server
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
      let decoder = try ArticleDecoder(
        maxDocumentBytes: min(settings.maxBodyBytes, pipeline.settings.maxDocumentBytes))
      service = AnnotationService(
        settings: settings, page: LivePage(pipeline: pipeline.name, asksForToken: settings.token != nil),
        articles: ArticleEndpoint(annotator: annotator, decoder: decoder, settings: settings),
        lines: LinesEndpoint(
          annotator: annotator, decoder: decoder, settings: settings,
          maxLineBytes: min(settings.maxBodyBytes, pipeline.settings.maxDocumentBytes * Self.roomFactor)),
        admission: Admission(limit: settings.maxRequests), metrics: metrics, stages: stages,
        description: OpenAPI.description(settings))
    }

    /// Listens until SIGINT or SIGTERM, then lets requests that are being answered end.
    /// - Parameter listening: told once the port is open, which it gets.
    /// - Throws: a ``Diagnostic`` where the address can't be had.
    public func run(listening: @escaping @Sendable (_ port: Int) -> Void) async throws {
      var configuration = ApplicationConfiguration(address: .hostname(settings.host, port: settings.port))
      // Room for those who are told to come again, and for the page itself.
      configuration.availableConnectionsDelegate = .maximum(settings.maxRequests * 4 + 64, logger: logger)
      let patience = TimeAmount(settings.timeout)
      let application = Application(
        responder: service,
        server: .http1(
          configuration: .init(additionalChannelHandlers: [ClientDeadlines(patience: patience)])),
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
