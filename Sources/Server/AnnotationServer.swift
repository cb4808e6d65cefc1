#if Server
  import Foundation
  import Isnad
  import IsnadJSON
  import IsnadPage
  import IsnadStages
  import Logging

  /// A pipeline as a service: the page, and the API over HTTP. Its stages and models are made once, before it listens.
  public struct AnnotationServer: Sendable {
    /// A line of JSON has escapes and metadata beside its text.
    private static let roomFactor = 2

    private let settings: ServerSettings
    private let annotator: Annotator
    private let service: AnnotationService
    private let logger: Logger

    /// - Parameters:
    ///   - metrics: what `GET /metrics` tells; the process' metrics should go there.
    ///   - stages: what `GET /v1/stages` answers.
    public init(
      _ pipeline: Pipeline, settings: ServerSettings, metrics: PrometheusMetrics, stages: JSONValue,
      logger: Logger
    ) throws {
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
        gate: RequestGate(settings), metrics: metrics, stages: stages,
        description: OpenAPI.description(settings))
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
      try await Listener(settings: settings, logger: logger).run(
        service, listening: listening, leave: leave, beside: { [annotator] in await annotator.reside() })
    }
  }
#endif
