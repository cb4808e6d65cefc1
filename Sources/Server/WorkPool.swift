#if Server
  import Foundation
  import Synchronization
  import SystemPackage

  /// Threads on which documents are worked on, one a processor: away from those that read requests and write answers,
  /// so that the server answers however long an article takes.
  final class WorkPool: TaskExecutor {
    private struct Jobs {
      var waiting: [UnownedJob] = []
      var next = 0
    }

    private let jobs = Mutex(Jobs())
    /// A byte in it for every job that waits.
    private let calls: (reads: FileDescriptor, writes: FileDescriptor)

    /// The threads stay for as long as the process does.
    /// - Throws: `Errno`.
    init(threads: Int) throws {
      let pipe = try FileDescriptor.pipe()
      calls = (pipe.readEnd, pipe.writeEnd)
      for _ in 0..<max(1, threads) {
        Thread.detachNewThread { [self] in
          while isCalled() { runNext() }
        }
      }
    }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      jobs.withLock { $0.waiting.append(job) }
      _ = try? calls.writes.writeAll([1])
    }

    private func isCalled() -> Bool {
      var byte: UInt8 = 0
      let got = withUnsafeMutableBytes(of: &byte) { try? calls.reads.read(into: $0) }
      return got == 1
    }

    private func runNext() {
      let job = jobs.withLock { jobs in
        defer {
          jobs.next += 1
          if jobs.next == jobs.waiting.count { jobs = Jobs() }
        }
        return jobs.waiting[jobs.next]
      }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }

    /// Runs on one of the threads, and again on one after every wait.
    func run<Answer: Sendable>(_ body: @Sendable () async throws -> Answer) async throws -> Answer {
      try await withTaskExecutorPreference(self, operation: body)
    }
  }
#endif
