#if Server
  import ArgumentParser
  import Isnad
  import IsnadServer
  import IsnadStages
  import Logging
  import SystemPackage

  struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Show articles understood, or an archive, in the browser and over HTTP.",
      discussion: """
        Serves an API, and a page on which you paste an article and see what is found in it. The pipeline's readers and \
        writers are not used. The stages between them are made once, before the server listens.

          isnad serve report
          curl --data-binary @article.txt -H 'Content-Type: text/plain' http://127.0.0.1:8080/v1/annotate
          curl --data-binary @news.jsonl -H 'Content-Type: application/x-ndjson' http://127.0.0.1:8080/v1/annotate

        Given a database that 'writer' wrote with 'format: sqlite', it shows the archive: who said what, people \
        across articles, figures over time. The server only reads the database. A run may write into it meanwhile.

          isnad serve news.db
          curl 'http://127.0.0.1:8080/v1/archive/quotes?q=speaker:بايدن'
          isnad serve news.db --token-file token --allow-corrections corrections.jsonl

        /openapi.json describes the API. /healthz and /metrics (Prometheus) report the server's state. Only programs \
        of this machine reach it, unless --host says otherwise. Then set a token as well, in ISNAD_TOKEN or a file.
        """)

    @Argument(
      help: "A pipeline's YAML file, the name of a ready one, or a database.",
      completion: .file(extensions: ["yaml", "yml", "db", "sqlite"]))
    var pipeline: String
    @Option(help: "Where to listen: an address or a name of this machine; 0.0.0.0 for all.")
    var host = "127.0.0.1"
    @Option(help: "The port; 0 takes a free one.")
    var port = 8080
    @Option(
      help: ArgumentHelp(
        "A file with the token that requests must bring; the variable ISNAD_TOKEN does the same.",
        valueName: "file"), completion: .file())
    var tokenFile: String?
    @Option(help: "Bytes of a request at the most.")
    var maxBody = ServerSettings().maxBodyBytes
    @Option(help: "Documents of a request at the most.")
    var maxDocuments = ServerSettings().maxDocuments
    @Option(help: "Annotations of one layer that a document may have.")
    var maxAnnotations = ServerSettings().maxAnnotations
    @Option(
      name: .customLong("name"),
      help: ArgumentHelp(
        "Another name under which clients reach the server, such as a proxy's. Repeat the option for several.",
        valueName: "host"))
    var names: [String] = []
    @Option(help: "How many requests are worked on at a time. The server refuses others with 429.")
    var maxRequests = ServerSettings().maxRequests
    @Option(
      help: ArgumentHelp(
        "How long the work on one article may take, and how long a client may keep the server waiting.",
        valueName: "seconds"))
    var timeout = 30
    @Option(
      defaultAsFlag: "",
      help: ArgumentHelp(
        "Of an archive: readers may mark quotes as wrong. Each mark is a line of gold in this file, corrections.jsonl beside the database by default. Needs a token.",
        valueName: "file"), completion: .file(extensions: ["jsonl"]))
    var allowCorrections: String?

    func validate() throws {
      let bounds: [(String, Int, ClosedRange<Int>)] = [
        ("port", port, 0...65_535), ("max-body", maxBody, 1...(1 << 30)),
        ("max-documents", maxDocuments, 1...10_000_000), ("max-requests", maxRequests, 1...100_000),
        ("max-annotations", maxAnnotations, 1...(1 << 30)),
        ("timeout", timeout, 1...3_600),
      ]
      for (name, value, range) in bounds where !range.contains(value) {
        throw ValidationError(
          "--\(name) must be from \(range.lowerBound) to \(range.upperBound), not \(value).")
      }
    }

    func run() async throws {
      #if SQLite
        if Self.isDatabase(FilePath(pipeline)) { return try await serveArchive() }
      #endif
      guard allowCorrections == nil else {
        throw Diagnostic(
          .invalidOption, "--allow-corrections is for an archive, and '\(pipeline)' is no database.",
          suggestion: "Name the database before it: isnad serve news.db --allow-corrections")
      }
      var (definition, problems) = try PipelineFile.load(pipeline)
      guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
      try await Plugins.ensure(for: definition)
      definition.run.maxAnnotations = min(definition.run.maxAnnotations, maxAnnotations)
      let registry = CommandContext.current.registry
      let logger = Logger(label: "isnad") { _ in PlainLogHandler(logLevel: .warning) }
      let made = try await Pipeline.make(definition, registry: registry, logger: logger)
      let settings = try settings()
      let server = try AnnotationServer(
        made, settings: settings, metrics: ProcessMetrics.start(), stages: Self.stages(definition, registry),
        logger: logger)
      warn(settings)
      let name = definition.name
      let place = place
      try await made.closing {
        try await server.run { port in
          Output.report("'\(name)' is at http://\(place):\(port)/ until Ctrl-C.")
        } leave: { number in
          Interruption.exit(128 + number)
        }
      }
    }

    private var place: String { host.contains(":") ? "[\(host)]" : host }

    private func settings() throws -> ServerSettings {
      var settings = ServerSettings()
      settings.host = host
      settings.port = port
      settings.maxBodyBytes = maxBody
      settings.maxDocuments = maxDocuments
      settings.maxRequests = maxRequests
      settings.maxAnnotations = maxAnnotations
      settings.names = names
      settings.timeout = .seconds(timeout)
      settings.token = try token()
      return settings
    }

    private func warn(_ settings: ServerSettings) {
      guard !settings.isLocal, settings.token == nil else { return }
      Output.report(
        "warning: everybody who reaches this machine can use the server. Give it a token with --token-file or ISNAD_TOKEN."
      )
    }

    #if SQLite
      /// Told by its first bytes, as SQLite does; a file that is to be a database and is empty or gone by its name.
      private static func isDatabase(_ path: FilePath) -> Bool {
        let isNamedSo = ["db", "sqlite", "sqlite3"].contains(path.extension ?? "")
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return isNamedSo }
        defer { try? file.close() }
        let head = Array("SQLite format 3\0".utf8)
        let read = try? withUnsafeTemporaryAllocation(byteCount: head.count, alignment: 1) { buffer in
          buffer.prefix(try file.read(into: buffer)).elementsEqual(head)
        }
        return read ?? false || isNamedSo
      }

      private func serveArchive() async throws {
        var settings = try settings()
        settings.corrections = allowCorrections.map { file in
          file.isEmpty
            ? FilePath(pipeline).removingLastComponent().appending("corrections.jsonl") : FilePath(file)
        }
        let logger = Logger(label: "isnad") { _ in PlainLogHandler(logLevel: .warning) }
        let server = try ArchiveServer(
          FilePath(pipeline), settings: settings, metrics: ProcessMetrics.start(), logger: logger)
        warn(settings)
        if server.newer > 0 {
          Output.report(
            "warning: \(server.newer) documents are not in the archive yet. The run that writes them adds them; if there is none, do so with: isnad people \(pipeline) --update"
          )
        }
        let place = place
        let name = FilePath(pipeline).lastComponent?.string ?? pipeline
        try await server.run { port in
          Output.report("'\(name)' is at http://\(place):\(port)/ until Ctrl-C.")
        } leave: { number in
          Interruption.exit(128 + number)
        }
      }
    #endif

    private func token() throws -> String? {
      var token = PipelineFile.environment["ISNAD_TOKEN"]
      if let tokenFile {
        do {
          token = try TextFile.read(FilePath(tokenFile), limit: 4096)
        } catch {
          throw Diagnostic(.unreadable, "the token's file '\(tokenFile)' can't be read: \(error).")
        }
      }
      guard let given = token else { return nil }
      let trimmed = given.split(whereSeparator: \.isWhitespace)
      guard trimmed.count == 1, trimmed[0].count >= Self.leastToken else {
        throw Diagnostic(
          .invalidOption, "the token must be one word of \(Self.leastToken) characters or more.",
          suggestion: "Make one with: openssl rand -hex 24")
      }
      return String(trimmed[0])
    }

    private static let leastToken = 16

    private static func stages(_ definition: PipelineDefinition, _ registry: Registry) -> JSONValue {
      [
        "pipeline": [
          "name": .string(definition.name),
          "stages": .array(definition.stages.map { ["id": .string($0.id), "use": .string($0.use)] }),
        ],
        "stages": .array(registry.stages.map { StageHelp($0).json }),
      ]
    }
  }
#endif
