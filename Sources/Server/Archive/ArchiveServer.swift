#if Server && SQLite
  import Foundation
  import Isnad
  import IsnadDatabase
  import Logging
  import SystemPackage

  /// A database as an archive in the browser and over HTTP. It reads alone.
  public struct ArchiveServer: Sendable {
    private let settings: ServerSettings
    /// Documents that have come since the archive was brought up to date, and are not shown.
    public let newer: Int
    private let service: ArchiveService
    private let logger: Logger

    /// - Parameter metrics: what `GET /metrics` tells; the process' metrics should go there.
    /// - Throws: a ``Diagnostic`` where the database can't be opened or has no archive in it, or corrections are to be
    ///   taken from everybody, or into a file that can't be written.
    public init(_ path: FilePath, settings: ServerSettings, metrics: PrometheusMetrics, logger: Logger) throws
    {
      self.settings = settings
      self.logger = logger
      let name = path.lastComponent?.stem ?? "archive"
      let archive = try Archive(path)
      if settings.corrections != nil, settings.token == nil {
        throw Diagnostic(
          .invalidOption, "--allow-corrections needs a token, so that not everybody may write.",
          suggestion: "Give the server one with --token-file or ISNAD_TOKEN.")
      }
      newer = try archive.newer()
      let corrections = try settings.corrections.map { try CorrectionsFile($0) }
      service = ArchiveService(
        name: name, archive: archive, corrections: CorrectionsEndpoint(archive: archive, file: corrections),
        settings: settings, gate: RequestGate(settings),
        metrics: metrics,
        admission: Admission(limit: settings.maxRequests),
        pool: try WorkPool(threads: ProcessInfo.processInfo.activeProcessorCount),
        description: OpenAPI.archive(settings))
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
      let warming = Task { [service, logger] in
        do {
          try await service.pool.run { try service.archive.warmUp() }
        } catch {
          logger.warning("The archive could not be read ahead: \(error)")
        }
      }
      defer { warming.cancel() }
      try await Listener(settings: settings, logger: logger).run(service, listening: listening, leave: leave)
    }
  }
#endif
