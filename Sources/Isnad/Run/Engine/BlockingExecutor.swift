import Dispatch

/// Runs an actor on a thread of its own.
///
/// Reading a pipe and writing a file block. On the shared pool that would take a worker's thread
/// away; here it takes nobody's.
final class BlockingExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
