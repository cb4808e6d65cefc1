/// How long the work on a document may still take, for stages that only compute.
///
/// Nobody can stop such a stage from outside, so it looks itself, where it has come to an end of something: between
/// sentences, between candidates.
///
/// ```swift
/// for sentence in sentences {
///   try WorkLimit.check()
///   …
/// }
/// ```
public enum WorkLimit {
  /// When the time is over, and how much it was.
  struct Deadline: Sendable {
    let instant: ContinuousClock.Instant
    let limit: Duration
  }

  @TaskLocal static var deadline: Deadline?
  /// Whether the time of a stage that waits has run out, in the tasks of one that has a `timeout`: what tells a call
  /// that took too long from one that nobody wants any more.
  public static var ranOut: (@Sendable () -> Bool)? { timer?.ranOut }

  /// In a type of its own: a task-local function is more than the compiler can do.
  struct Timer: Sendable {
    let ranOut: @Sendable () -> Bool
  }

  @TaskLocal static var timer: Timer?

  /// Costs less than a tenth of a microsecond.
  /// - Throws: a ``StageFailure`` where the time for the document is over; `CancellationError` where nobody waits for it
  ///   any more.
  public static func check() throws {
    try Task.checkCancellation()
    guard let deadline, ContinuousClock.now >= deadline.instant else { return }
    throw failure(deadline.limit)
  }

  static func failure(_ limit: Duration) -> StageFailure {
    StageFailure(code: "timeout", message: "no answer within \(limit.yaml ?? "")", isTransient: true)
  }
}

extension StageFailure {
  /// A document in which a stage finds more than the run lets through.
  public static func tooManyAnnotations(_ layer: String, _ limit: Int) -> StageFailure {
    StageFailure(
      code: "too-many-annotations",
      message:
        "the document has more than \(limit) annotations in '\(layer)'; 'max-annotations' under 'run' sets the limit"
    )
  }

  /// The same with every secret masked: a stage may say what it was given.
  func masked(_ secrets: Secrets) -> StageFailure {
    StageFailure(code: secrets.redact(code), message: secrets.redact(message), isTransient: isTransient)
  }
}
