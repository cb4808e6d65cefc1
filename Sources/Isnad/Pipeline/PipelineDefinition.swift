import SystemPackage

/// A pipeline as its file says it, before any stage is made.
public struct PipelineDefinition: Sendable {
  /// The file's name as the user gave it, for messages.
  public var file: String
  /// The file's folder, to which its paths are relative.
  public var directory: FilePath
  public var name: String
  public var summary: String?
  public var run = RunSettings()
  /// Where the values under `run` stand.
  public var runPlaces: [String: Diagnostic.Place] = [:]
  /// Its stages, and the branches between them.
  public var chain = StageTree<StageEntry>()
  /// Packages whose stages it uses.
  public var plugins: [PluginEntry] = []
  /// Folders or files with tables of the language, as they are written; relative to the pipeline's folder.
  public var language: [String] = []
  /// Whether all files that it includes could be read: else stages are missing, and with them their layers.
  public var isWhole = true
  /// The file and all that it includes, as they are opened.
  public var files: [FilePath] = []
  /// Values that are never printed.
  public var secrets = Secrets()

  /// One entry of `plugins`: a folder with a Swift package.
  public struct PluginEntry: Sendable {
    /// As it is written; relative to the pipeline's folder.
    public var path: String
    public var place: Diagnostic.Place
  }

  /// One entry of `stages`.
  public struct StageEntry: Sendable {
    /// The stage's name in the registry.
    public var use: String
    /// Unique in the pipeline; the stage's name unless given.
    public var id: String
    /// The options, not read yet.
    public var with: YAMLNode?
    public var when: Condition?
    /// Overrides the run's.
    public var onError: ErrorPolicy?
    /// Overrides the run's; for stages that wait.
    public var retry: RetryPolicy?
    public var timeout: Duration?
    /// Overrides the stage's own, for stages that wait.
    public var maxInFlight: Int?
    public var place: Diagnostic.Place
    /// The folder of the file in which it stands, to which its paths are relative.
    public var directory = FilePath()

    /// An entry with all that may be left out left out.
    public init(use: String, id: String, with: YAMLNode? = nil, place: Diagnostic.Place) {
      self.use = use
      self.id = id
      self.with = with
      self.place = place
    }
  }

  public init(file: String, directory: FilePath, name: String) {
    self.file = file
    self.directory = directory
    self.name = name
  }

  /// The entries of `stages`, those of branches and included files among them, in the order of the chain.
  public var stages: [StageEntry] { chain.stages }

  /// Takes stages out; a branch without any goes too.
  public mutating func removeStages(where isGone: (StageEntry) -> Bool) {
    chain = chain.compactMap { isGone($0) ? nil : $0 }
  }

  /// Adds a stage behind all others and all branches.
  public mutating func append(_ entry: StageEntry) { chain.steps.append(.stage(entry)) }

  /// A path of the pipeline's own file as the process can open it.
  public func resolve(_ path: String) -> FilePath {
    StageContext(id: "", directory: directory).resolve(path)
  }

  /// What the readers are told to read: their `paths`, or their ids.
  public func inputs(_ registry: Registry) -> [String] {
    stages.filter { registry[$0.use]?.kind == .reader }.flatMap { entry in
      let paths = Self.texts(entry.with?["paths"])
      return paths.isEmpty ? [entry.id] : paths
    }
  }

  /// The files that its writers name under `path`.
  public func outputs(_ registry: Registry) -> [FilePath] {
    stages.filter { registry[$0.use]?.kind == .writer }.flatMap { entry in
      let context = StageContext(id: entry.id, directory: entry.directory)
      return Self.texts(entry.with?["path"]).map(context.resolve)
    }
  }

  /// A text, or a list of texts.
  public static func texts(_ node: YAMLNode?) -> [String] {
    (node?.sequence ?? node.map { [$0] } ?? []).compactMap { $0.scalar?.text }
  }

  /// Takes in the values of options that are declared secret.
  mutating func collectSecrets(_ registry: Registry) {
    for stage in stages {
      for option in registry[stage.use]?.options(saidIn: stage.with) ?? [] where option.isSecret {
        if let node = stage.with?[option.name] { secrets.collect(node, isSecret: true) }
      }
    }
  }

  /// Sets an option of a stage, as `--set entity-tagger.model=news` does.
  /// - Throws: a ``Diagnostic`` where no stage has that id or name.
  public mutating func set(_ option: String, of stage: String, to value: YAMLNode) throws(Diagnostic) {
    guard set(option, to: value, where: { $0.id == stage || $0.use == stage }) else {
      throw Diagnostic(
        .unknownStage, "the pipeline has no stage '\(stage)'.",
        suggestion: NearestName.suggestion(for: stage, in: stages.map(\.id), kind: "Its stages"))
    }
  }

  /// Sets an option of one stage, and of no other that uses the same.
  /// - Throws: a ``Diagnostic`` where no stage has that id.
  public mutating func set(_ option: String, ofID id: String, to value: YAMLNode) throws(Diagnostic) {
    guard set(option, to: value, where: { $0.id == id }) else {
      throw Diagnostic(.unknownStage, "the pipeline has no stage '\(id)'.")
    }
  }

  /// - Returns: whether there is such a stage.
  private mutating func set(
    _ option: String, to value: YAMLNode, where isIt: (StageEntry) -> Bool
  ) -> Bool {
    guard stages.contains(where: isIt) else { return false }
    chain = chain.compactMap { entry in
      guard isIt(entry) else { return entry }
      var entry = entry
      let with = entry.with.flatMap { $0.mapping == nil ? nil : $0 }
      entry.with = (with ?? YAMLNode(emptyMappingAt: value.place)).setting(option, to: value)
      return entry
    }
    return true
  }
}

/// What to do with a document that fails in a stage.
public enum ErrorPolicy: String, Sendable, CaseIterable, OptionChoice {
  /// End the run.
  case stop
  /// Take the document out and keep its record in the dead letters.
  case deadLetter = "dead-letter"
  /// Go on without that stage's layer, with an entry in the document's `errors`.
  case pass
}

/// The settings under `run`.
public struct RunSettings: StageOptions {
  public static let defaultMaxAnnotations = 1_000_000

  public enum Order: String, OptionChoice {
    case input, any
  }

  @StageOption(
    "mode",
    help:
      "complete reads what there is and ends. continuous goes on until it is stopped, and remembers in its checkpoint for good: feeds, inputs with 'follow', standard input."
  )
  public var mode = RunMode.complete

  /// Workers; nil for one a core.
  @StageOption("workers", help: "How many workers; auto is one a core.")
  public var workers: WorkerCount = .auto

  @StageOption("order", help: "input keeps the documents in their order, any writes them as they are ready.")
  public var order = Order.input

  @StageOption("on-error", help: "What happens to a document that fails in a stage.")
  public var onError = ErrorPolicy.deadLetter

  @StageOption(
    "dead-letter",
    help:
      "The JSON Lines file that gets the records of failed documents, or - for standard output; without it they are named on standard error."
  )
  public var deadLetter: String? = nil

  /// The run stops when more documents fail; nil for no limit.
  @StageOption(
    "max-failures",
    help:
      "The run stops when more documents fail: a number, or a percentage, which counts from 100 documents on."
  )
  public var maxFailures: FailureLimit? = nil

  @StageOption(
    "retry", help: "How stages that wait try again after a transient error: { attempts: 3, backoff: 500ms }.")
  public var retry: RetryPolicy? = nil

  @StageOption("timeout", help: "How long a stage that waits may take for a document.")
  public var timeout: Duration? = nil

  /// The state file from which an interrupted run goes on.
  @StageOption(
    "checkpoint",
    help:
      "The state file from which an interrupted run goes on; it is gone when the run is complete, unless its mode is continuous."
  )
  public var checkpoint: String? = nil

  /// When that file is written again.
  @StageOption(
    "commit",
    help:
      "When the state is saved again, and with it all that is written: a time, also while nothing comes, or { every: 10s, documents: 1000 }, whichever is first."
  )
  public var commit = CommitRule(every: .seconds(5))

  /// The time of ``commit`` as it was said once.
  @StageOption("checkpoint-interval", help: "The time of 'commit'.", .deprecated("Write commit: 10s"))
  var checkpointInterval: Duration? = nil

  /// The JSON file that gets the run's report.
  @StageOption("report", help: "The JSON file that gets the run's report, or - for standard output.")
  public var report: String? = nil

  @StageOption(
    "max-document-bytes", help: "A larger record is refused without being read into memory.",
    in: 1...(1 << 30))
  public var maxDocumentBytes = 16 << 20

  /// How many annotations of one layer a document may have; of tokens twenty times as many.
  @StageOption(
    "max-annotations",
    help:
      "How many annotations of one layer a document may have, of tokens twenty times as many; with more it fails.",
    in: 1...(1 << 30))
  public var maxAnnotations = RunSettings.defaultMaxAnnotations

  /// How long a document waits for others to share its batch, where no more are there.
  @StageOption(
    "linger",
    help:
      "How long a document waits for others to share its batch where no more are there; without it none does."
  )
  public var linger = Duration.zero

  /// How many documents a worker takes at once, at the most.
  @StageOption("batch", help: "How many documents a worker takes at once, at the most.", in: 1...4096)
  public var batchDocuments = 128

  /// Whether filtered documents are told of, each by a line, where dead letters are. No pipeline says so itself:
  /// it is for a larger system, which waits for an answer to each record.
  public var tellsFiltered = false
  /// Stops after this many documents; set by `--limit`.
  public var limit: Int?

  public init() {}
}

/// A number of workers, or `auto`.
public enum WorkerCount: OptionValue, Equatable {
  case auto
  case fixed(Int)

  /// How many that are on this machine.
  var count: Int {
    switch self {
    case .auto: Machine.processors
    case .fixed(let count): count
    }
  }

  public static var typeName: String { "auto | whole number, 1 to 256" }
  public static var schema: JSONValue {
    .object([
      .init(
        "anyOf",
        .array([
          .object([.init("const", .string("auto"))]),
          .object([
            .init("type", .string("integer")), .init("minimum", .integer(1)),
            .init("maximum", .integer(256)),
          ]),
        ]))
    ])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> WorkerCount {
    if node.scalar?.text == "auto" { return .auto }
    guard let text = node.scalar?.text, let count = Int(text), (1...256).contains(count) else {
      throw .expected("auto or a number from 1 to 256", node)
    }
    return .fixed(count)
  }
  public var yaml: String? {
    switch self {
    case .auto: "auto"
    case .fixed(let count): String(count)
    }
  }
}
