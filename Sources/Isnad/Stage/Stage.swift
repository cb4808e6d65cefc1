import Logging
import SystemPackage

/// One step of a chain. All stages are readers, transforms or writers; all are described,
/// configured and made in the same way.
///
/// A stage is made once for a run and used by all workers at once, so it keeps nothing between
/// documents; a ``StatefulTransform`` does, and says what.
public protocol Stage: Sendable {
  associatedtype Options: StageOptions
  /// Name, summary, layers and examples: the stage's documentation and its contract.
  static var description: StageDescription { get }
  /// Makes the stage ready: lexicons are built and files opened here, not at the first document.
  /// - Throws: a ``Diagnostic``, best with what to do.
  init(options: Options, context: StageContext) async throws
  /// Gives back what the stage holds: connections, files, processes. Called once, when no document will come any more,
  /// also after an error and a cancellation; stages are closed in the reverse of their order in the pipeline. The task
  /// may be cancelled.
  func close() async
}

extension Stage {
  public func close() async {}
}

/// What a stage is given beside its options.
public struct StageContext: Sendable {
  /// The stage's id in the pipeline; its name unless the pipeline says otherwise.
  public let id: String
  /// The folder of the pipeline file, to which paths in it are relative.
  public let directory: FilePath
  /// The place of the stage in the pipeline file, for errors.
  public let place: Diagnostic.Place?
  /// The largest record that the run takes, in bytes.
  public let maxDocumentBytes: Int
  /// How many documents are worked on at once, at the most.
  public let workers: Int
  /// How many annotations of one layer a document may get. A stage whose annotations are large looks at it itself; of
  /// the others the run does.
  public let maxAnnotations: Int
  /// The layers that stages before it provide, on one way through the pipeline or another.
  public let layers: [String]
  /// The forms that files are read in: those of the registry that makes the stage.
  public internal(set) var readerFormats = ReaderFormats()
  /// Folders or files with tables of the language that the pipeline lays over ours, as they are opened.
  public let language: [FilePath]
  /// Whether the run goes on until it is stopped (``RunMode/continuous``).
  public let goesOn: Bool
  public let logger: Logger

  public init(
    id: String, directory: FilePath, place: Diagnostic.Place? = nil,
    maxDocumentBytes: Int = 16 << 20, workers: Int = 1,
    maxAnnotations: Int = RunSettings.defaultMaxAnnotations, layers: [String] = [],
    language: [FilePath] = [], goesOn: Bool = false, logger: Logger = Logger(label: "isnad")
  ) {
    self.id = id
    self.directory = directory
    self.place = place
    self.maxDocumentBytes = maxDocumentBytes
    self.workers = workers
    self.maxAnnotations = maxAnnotations
    self.layers = layers
    self.language = language
    self.goesOn = goesOn
    self.logger = logger
  }

  /// A path of the pipeline file as the process can open it; - stays what it is, a standard stream.
  public func resolve(_ path: String) -> FilePath {
    let path = FilePath(path)
    return path.isAbsolute || path == "-" || directory.isEmpty ? path : directory.pushing(path)
  }
}

/// A stage that only computes. It runs on a worker, for one document at a time.
public protocol Transform: Stage {
  /// Adds to the document.
  /// - Throws: a ``StageFailure`` (or any error); what happens then is for `on-error` to say.
  func process(_ document: inout Document) throws
}

/// A stage that waits: for a process, for a socket.
public protocol AsyncTransform: Stage {
  func process(_ document: inout Document) async throws
  /// Whether ``process(batch:)`` is more than one document after another: the run then hands whole
  /// batches on, and `timeout` is for a batch. Documents of a batch that ran out of time are tried
  /// alone.
  var takesBatches: Bool { get }
  /// How long it may take where the pipeline has no `timeout`; nil for as long as it likes.
  var defaultTimeout: Duration? { get }
  /// How many documents it works on at once, whatever the number of workers, where the pipeline has no
  /// `max-in-flight`; of a stage that takes batches, how many of them. Their order is restored behind it.
  var maxInFlight: Int { get }
  /// A whole batch at once, for stages to which a round trip costs more than a document. The
  /// answer has one result a document, in order.
  func process(batch: [Document]) async throws -> [Result<Document, any Error>]
}

extension AsyncTransform {
  public var takesBatches: Bool { false }
  public var defaultTimeout: Duration? { nil }
  public var maxInFlight: Int { 16 }

  public func process(batch: [Document]) async throws -> [Result<Document, any Error>] {
    var results: [Result<Document, any Error>] = []
    for document in batch {
      var document = document
      do {
        try await process(&document)
        results.append(.success(document))
      } catch {
        results.append(.failure(error))
      }
    }
    return results
  }
}

/// A stage that remembers. It sees documents one at a time in input order, whatever the number
/// of workers.
public protocol StatefulTransform: Stage {
  /// What it remembers; a run's checkpoint saves it.
  associatedtype State: Sendable & Codable
  func makeState() throws -> State
  func process(_ document: inout Document, state: inout State) throws
  /// What to say at the end of the run, for people; nil for nothing.
  func summary(of state: State) -> String?
  /// How many bytes its state can come to have in a checkpoint; nil where nobody knows. A run with a checkpoint that
  /// could not hold it does not begin.
  var largestState: Int? { get }
  /// Whether the next run goes on with the state of one that is complete.
  var keepsState: Bool { get }
}

extension StatefulTransform {
  public var keepsState: Bool { false }
  public func summary(of state: State) -> String? { nil }
  public var largestState: Int? { nil }
}

/// An error of one document in one stage.
public struct StageFailure: Error, Sendable, Hashable {
  /// A short fixed word: `invalid-json`.
  public let code: String
  public let message: String
  /// Another try may succeed: a service that is busy, a connection that broke. `retry` tries again.
  public let isTransient: Bool

  public init(code: String, message: String, isTransient: Bool = false) {
    self.code = code
    self.message = message
    self.isTransient = isTransient
  }

  /// Any error as a failure.
  public init(_ error: any Error) {
    switch error {
    case let failure as StageFailure: self = failure
    case let diagnostic as Diagnostic:
      self.init(code: diagnostic.code.rawValue, message: diagnostic.message)
    default: self.init(code: "stage-error", message: String(describing: error))
    }
  }
}
