/// What a run did. `read = written + filtered + failed`, always.
public struct RunReport: Sendable {
  /// One stage's share.
  public struct StageShare: Sendable {
    public let id: String
    /// Documents that it worked on.
    public var documents = 0
    public var failed = 0
    /// Documents that it took out.
    public var filtered = 0
    /// Annotations in the layers that it provides.
    public var annotations = 0
    /// Time on the workers, all workers added up.
    public var duration = Duration.zero
    /// Processor time; zero for stages that wait.
    public var cpu = Duration.zero
    /// The document that took it longest, and how long; nil unless ``Runner/Options/timesDocuments``.
    public var slowest: (id: String, duration: Duration)?

    mutating func note(_ duration: Duration, _ id: @autoclosure () -> String) {
      if duration > slowest?.duration ?? .zero { slowest = (id(), duration) }
    }

    mutating func add(_ other: StageShare) {
      documents += other.documents
      failed += other.failed
      filtered += other.filtered
      annotations += other.annotations
      duration += other.duration
      cpu += other.cpu
      if let slow = other.slowest { note(slow.duration, slow.id) }
    }
  }

  /// A document that failed.
  public struct Failure: Sendable {
    public let source: DocumentSource
    public let stage: String
    public let failure: StageFailure
  }

  public var pipeline = ""
  /// Sixteen digits that stand for the pipeline's stages, options and inputs.
  public var fingerprint = ""
  /// Name and version of the stages.
  public var versions: [String] = []
  /// The files or whatever else the readers were told to read.
  public var inputs: [String] = []
  /// Where the writers write: files, and folders of those that have several; `-` is not among them.
  public var outputs: [String] = []
  /// Whether the pipeline has a writer.
  public var isWritten = true
  public var read = 0
  /// Documents that reached the end of the chain.
  public var written = 0
  /// Documents that a stage took out, by its reason.
  public var filtered: [String: Int] = [:]
  public var failed = 0
  /// The first failures, at most ``maxFailures``, in input order.
  public var failures: [Failure] = []
  /// Where the records of failed documents are kept, if anywhere.
  public var deadLetters: String?
  /// Inputs that could not be opened.
  public var unreadable: [Diagnostic] = []
  /// What the readers passed over because it is no document, by reason.
  public var passedOver: [String: Int] = [:]
  /// The report's own file, where it could not be written.
  public var unwritable: [Diagnostic] = []
  public var stages: [StageShare] = []
  /// What stateful stages say at the end.
  public var summaries: [String] = []
  public var readBytes = 0
  public var duration = Duration.zero
  public var workers = 1
  /// Standard output was closed by whoever read it, before the end.
  public var outputClosed = false
  /// The run was asked to stop before the end of its input.
  public var isInterrupted = false
  /// The run stopped on an error.
  public var isStopped = false
  /// The checkpoint from which it can go on.
  public var checkpoint: String?
  /// What an interrupted run without a checkpoint left where, for people.
  public var remains: [String] = []
  /// The run went on from a checkpoint; the counts include what was done before.
  public var isResumed = false
  /// The most memory that the process has had, in bytes.
  public var peakMemory = 0

  public static let maxFailures = 100

  /// Masks secrets in all that is said of failures.
  mutating func redact(_ secrets: Secrets) {
    failures = failures.map { failure in
      Failure(
        source: failure.source, stage: failure.stage,
        failure: StageFailure(
          code: failure.failure.code, message: secrets.redact(failure.failure.message),
          isTransient: failure.failure.isTransient))
    }
    unreadable = unreadable.map(secrets.redact)
    summaries = summaries.map(secrets.redact)
    inputs = inputs.map(secrets.redact)
  }

  /// Every document and every input came through.
  public var isComplete: Bool { failed == 0 && unreadable.isEmpty && unwritable.isEmpty }
}

/// A run that stopped before its end.
public struct RunStopped: Error, Sendable {
  public let reason: Diagnostic
  public let report: RunReport
  /// What is left where, for people.
  public let remains: [String]
  /// The checkpoint from which the run can go on.
  public var checkpoint: String? { report.checkpoint }
}
