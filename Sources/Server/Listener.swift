#if Server
  import Hummingbird
  import HummingbirdCore
  import Isnad
  import Logging
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

  /// Has a service answer at an address until the process is to end.
  struct Listener: Sendable {
    /// What it still has for requests that are being answered when it is to end.
    private static let parting = Duration.seconds(30)

    let settings: ServerSettings
    let logger: Logger
    /// Whether SIGINT and SIGTERM end it; else only the end of its task does.
    var heedsSignals = true

    /// Listens until SIGINT or SIGTERM, then lets requests that are being answered end.
    /// - Parameters:
    ///   - listening: told once the port is open, which it gets.
    ///   - leave: ends the process at once, at a second signal, whose number it gets.
    ///   - beside: goes on for as long as it listens.
    /// - Throws: a ``Diagnostic`` where the address can't be had.
    func run(
      _ service: some PathService, listening: @escaping @Sendable (_ port: Int) -> Void,
      leave: @escaping @Sendable (_ signal: Int32) -> Void, beside: @escaping @Sendable () async -> Void = {}
    ) async throws {
      // On a thread of its own, which nothing that is worked on can keep.
      let impatience = heedsSignals ? SecondSignal.watch(leave) : []
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
        services: [application], gracefulShutdownSignals: heedsSignals ? [.sigterm, .sigint] : [],
        logger: logger)
      group.maximumGracefulShutdownDuration = Self.parting
      let services = ServiceGroup(configuration: group)
      do {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask { await beside() }
          defer { tasks.cancelAll() }
          try await services.run()
        }
      } catch {
        if Task.isCancelled { return }
        let reason = (error as? IOError).map { Errno(rawValue: $0.errnoCode).description } ?? "\(error)"
        throw Diagnostic(
          .cannotListen, "\(settings.host):\(settings.port) can't be listened on: \(reason).",
          suggestion:
            "Another program may have the port: try --port \(settings.port + 1), or --port 0 for a free one.")
      }
    }
  }

  extension RequestGate {
    init(_ settings: ServerSettings) {
      self.init(token: settings.token, hosts: HostCheck(settings, machine: Self.machine))
    }

    private static var machine: String? {
      var name = [CChar](repeating: 0, count: 256)
      guard gethostname(&name, name.count - 1) == 0 else { return nil }
      return name.withUnsafeBufferPointer { $0.baseAddress.flatMap { String(validatingCString: $0) } }
    }
  }

  extension Diagnostic.Code {
    static let cannotListen = Self(rawValue: "cannot-listen")
  }
#endif
