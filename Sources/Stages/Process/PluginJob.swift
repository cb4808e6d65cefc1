import Isnad
import Synchronization

/// A batch on its way to a process and back: its documents, and who waits for the answers.
final class PluginJob: Sendable {
  typealias Answers = [PluginProtocol.Answer]

  private struct State {
    var continuation: CheckedContinuation<Answers, any Error>?
    var result: Result<Answers, any Error>?
    var isCancelled = false
    var abort: (@Sendable () -> Void)?
  }

  /// As the process gets them.
  let documents: [[UInt8]]
  private let state = Mutex(State())

  /// The time for it has run out: the process did not answer.
  let ranOut: @Sendable () -> Bool

  init(_ documents: [[UInt8]]) {
    self.documents = documents
    ranOut = WorkLimit.ranOut ?? { false }
  }

  var count: Int { documents.count }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Waits for the answers; a cancelled wait calls the process off.
  func answers() async throws -> Answers {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Answers, any Error>? = state.withLock { state in
          if state.result == nil { state.continuation = continuation }
          return state.result
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      cancel()
    }
  }

  func finish(_ result: Result<Answers, any Error>) {
    let waiting = state.withLock { state in
      guard state.result == nil else { return nil as CheckedContinuation<Answers, any Error>? }
      state.result = result
      state.abort = nil
      return state.continuation.take()
    }
    waiting?.resume(with: result)
  }

  private func cancel() {
    let abort = state.withLock { state in
      state.isCancelled = true
      return state.abort
    }
    finish(.failure(CancellationError()))
    abort?()
  }

  /// What is to be done to a process that works on the job when nobody waits for it any more.
  func onCancel(_ abort: @escaping @Sendable () -> Void) {
    let isTooLate = state.withLock { state in
      if !state.isCancelled && state.result == nil { state.abort = abort }
      return state.isCancelled
    }
    if isTooLate { abort() }
  }
}

/// Jobs that wait for a process, and processes that wait for a job.
final class PluginQueue: Sendable {
  private struct State {
    var jobs: [PluginJob] = []
    var waiting: [CheckedContinuation<PluginJob?, Never>] = []
    var isClosed = false
    /// Why no job will be done any more.
    var broken: Diagnostic?
  }

  private let state = Mutex(State())

  /// The answers of a process.
  func answers(to job: PluginJob) async throws -> PluginJob.Answers {
    let broken: Diagnostic? = state.withLock { state in
      if state.broken == nil { state.jobs.append(job) }
      return state.broken
    }
    if let broken { throw StageUnusable(broken) }
    wake()
    return try await job.answers()
  }

  /// The next job; nil when the run is over.
  func next() async -> PluginJob? {
    let job = await withCheckedContinuation { (continuation: CheckedContinuation<PluginJob?, Never>) in
      let isOver = state.withLock { state in
        if state.isClosed { return true }
        state.waiting.append(continuation)
        return false
      }
      if isOver { continuation.resume(returning: nil) } else { wake() }
    }
    guard let job, job.isCancelled else { return job }
    return await next()
  }

  /// A job whose process turned out to be unfit before it had begun with it.
  func putBack(_ job: PluginJob) {
    state.withLock { $0.jobs.insert(job, at: 0) }
    wake()
  }

  private func wake() {
    while true {
      let pair: (CheckedContinuation<PluginJob?, Never>, PluginJob)? = state.withLock { state in
        guard !state.jobs.isEmpty, !state.waiting.isEmpty else { return nil }
        return (state.waiting.removeFirst(), state.jobs.removeFirst())
      }
      guard let (waiting, job) = pair else { return }
      waiting.resume(returning: job)
    }
  }

  /// Gives up: whatever waits, and whatever comes, gets this reason.
  func fail(_ reason: Diagnostic) {
    let jobs = state.withLock { state in
      state.broken = state.broken ?? reason
      defer { state.jobs = [] }
      return state.jobs
    }
    for job in jobs { job.finish(.failure(StageUnusable(reason))) }
  }

  /// Sends all processes home.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: nil) }
  }
}
