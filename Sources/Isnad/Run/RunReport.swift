/// What a run did. `read = written + filtered + failed`, always.
public struct RunReport: Sendable {
  /// One stage's share.
  public struct StageShare: Sendable {
    public let id: String
    /// Documents that it worked on.
    public var documents = 0
    public var failed = 0
    /// Annotations in the layers that it provides.
    public var annotations = 0
    /// Time on the workers, all workers added up.
    public var duration = Duration.zero
  }

  /// A document that failed.
  public struct Failure: Sendable {
    public let source: DocumentSource
    public let stage: String
    public let failure: StageFailure
  }

  public var pipeline = ""
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
  public var stages: [StageShare] = []
  /// What stateful stages say at the end.
  public var summaries: [String] = []
  public var readBytes = 0
  public var duration = Duration.zero
  public var workers = 1
  /// Standard output was closed by whoever read it, before the end.
  public var outputClosed = false

  public static let maxFailures = 100

  /// Every document and every input came through.
  public var isComplete: Bool { failed == 0 && unreadable.isEmpty }
}

/// A run that stopped before its end.
public struct RunStopped: Error, Sendable {
  public let reason: Diagnostic
  public let report: RunReport
  /// What is left where, for people.
  public let remains: [String]
}
