import Isnad
import Logging
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One process that answers documents: how it is started, spoken to, and ended.
///
/// It runs in a group of its own, so that a Ctrl-C at the terminal, which the run answers by finishing
/// what is in flight, does not hit it; and so that all that it starts ends with it.
struct PluginProcess: Sendable {
  private typealias Running = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  let command: [String]
  let directory: FilePath
  let hello: [UInt8]
  let maxAnswerBytes: Int
  /// After so many it is ended, between two jobs; nil for never.
  let maxDocuments: Int?
  let startupTimeout: Duration
  let name: String
  let logger: Logger
  /// Numbers documents, so that no two of a run have one key: a late answer is known as such.
  let keys = Counter()

  /// The process has answered a second time to a document of an earlier job.
  private struct LateAnswer: Error {
    let key: Int
  }

  /// Starts the process, asks who it is, and ends it.
  /// - Throws: a ``StageFailure``.
  func introduction() async throws -> PluginProtocol.Introduction {
    try await run { _, _, introduction in introduction }
  }

  /// Starts the process and has it answer the first job and what comes after it, until there is none or it has done its
  /// share.
  /// - Parameter answered: called for every job that is answered.
  /// - Returns: whether there is none.
  /// - Throws: a ``StageFailure`` where it breaks the protocol or dies; the job at hand has failed then.
  func serve(_ first: PluginJob, _ queue: PluginQueue, answered: @Sendable () -> Void) async throws -> Bool {
    var hasBegun = false
    do {
      return try await run { running, lines, _ in
        hasBegun = true
        var job: PluginJob? = first
        var documents = 0
        while let current = job {
          do {
            try await exchange(current, running, &lines)
            answered()
          } catch let late as LateAnswer {
            // The job at hand is not to blame; it gets a new process.
            queue.putBack(current)
            throw PluginProtocol.failure("it answered to the key \(late.key) a second time")
          } catch {
            current.finish(.failure(error))
            throw error
          }
          documents += current.count
          if let maxDocuments, documents >= maxDocuments { return false }
          job = await queue.next()
        }
        return true
      }
    } catch {
      if !hasBegun { first.finish(.failure(error)) }
      throw error
    }
  }

  /// Writes a job's lines while it reads its answers, so that neither side waits for the other with
  /// full pipes.
  private func exchange(_ job: PluginJob, _ running: Running, _ lines: inout AnswerLines) async throws {
    let process = running.processIdentifier.value
    job.onCancel { Self.signalGroup(of: process, SIGKILL) }
    let writer = running.standardInputWriter
    let base = keys.increase(by: job.count) - job.count
    async let written: Void = Self.write(PluginProtocol.requests(job.documents, from: base), to: writer)
    var answers: PluginJob.Answers = []
    var missing = Set(0..<job.count)
    while !missing.isEmpty {
      guard let line = try await lines.next() else { throw died(job) }
      var answer = try PluginProtocol.answer(line)
      if answers.isEmpty, answer.key >= 0, answer.key < base { throw LateAnswer(key: answer.key) }
      let key = answer.key
      guard key >= base, missing.remove(key - base) != nil else {
        let wasAsked = key >= 0 && key < base + job.count
        throw PluginProtocol.failure(
          "it answered to the key \(key)\(wasAsked ? " a second time" : ", which nobody asked")")
      }
      answer.key = key - base
      answers.append(answer)
    }
    do { try await written } catch { throw died(job) }
    job.finish(.success(answers))
  }

  private static func kill(_ process: pid_t, after limit: Duration) async {
    do { try await Task.sleep(for: limit) } catch { return }
    signalGroup(of: process, SIGKILL)
  }

  /// To the process and to all that it has started.
  private static func signalGroup(of process: pid_t, _ signal: Int32) {
    #if canImport(Glibc)
      _ = Glibc.kill(-process, signal)
    #elseif canImport(Musl)
      _ = Musl.kill(-process, signal)
    #else
      _ = Darwin.kill(-process, signal)
    #endif
  }

  private static func write(_ bytes: [UInt8], to writer: StandardInputWriter) async throws {
    _ = try await writer.write(bytes)
  }

  private func died(_ job: PluginJob) -> StageFailure {
    StageFailure(
      code: "plugin-died",
      message: "it ended before it had answered \(job.count == 1 ? "the document" : "all documents")")
  }

  // MARK: Start and end

  private func run<Answer: Sendable>(
    _ body: (Running, inout AnswerLines, PluginProtocol.Introduction) async throws -> Answer
  ) async throws -> Answer {
    BrokenPipe.fails()
    var options = PlatformOptions()
    options.processGroupID = 0
    // Its input is closed: a second to end by itself, two to heed a signal.
    options.teardownSequence = [
      .send(signal: .resume, allowedDurationToNextStep: .seconds(1)),
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2)),
    ]
    let steps = options.teardownSequence
    do {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(Array(command.dropFirst())),
        environment: .inherit.updating(["ISNAD_PROTOCOL": PluginProtocol.version, "PYTHONUNBUFFERED": "1"]),
        workingDirectory: directory.isEmpty ? nil : directory, platformOptions: options,
        input: .inputWriter, output: .sequence, error: .sequence
      ) { running in
        let process = running.processIdentifier.value
        defer { Self.signalGroup(of: process, SIGKILL) }
        async let logged: Void = log(running.standardError)
        var lines = AnswerLines(running.standardOutput, maxBytes: maxAnswerBytes)
        do {
          let introduction = try await introduce(running, &lines)
          let answer = try await body(running, &lines, introduction)
          try? await running.standardInputWriter.finish()
          await running.teardown(using: steps)
          Self.signalGroup(of: process, SIGKILL)
          await logged
          return answer
        } catch {
          Self.signalGroup(of: process, SIGKILL)
          await logged
          throw error
        }
      }
      return result.closureResult
    } catch let failure as StageFailure {
      throw failure
    } catch let cancelled as CancellationError {
      throw cancelled
    } catch {
      // Whoever reports a failure ends its sentence.
      let reason = String(describing: error)
      throw StageFailure(
        code: "plugin-start",
        message: "'\(command[0])' can't be run: \(reason.hasSuffix(".") ? reason.dropLast() : reason[...])")
    }
  }

  /// A path is relative to the pipeline's folder, a bare name is looked for in PATH.
  private var executable: Executable {
    guard command[0].contains("/") else { return .name(command[0]) }
    let path = FilePath(command[0])
    return .path(path.isAbsolute || directory.isEmpty ? path : directory.pushing(path))
  }

  private func introduce(_ running: Running, _ lines: inout AnswerLines) async throws
    -> PluginProtocol.Introduction
  {
    let process = running.processIdentifier.value
    let limit = startupTimeout
    // Ends with this function, by being cancelled.
    async let _: Void = Self.kill(process, after: limit)
    do { try await Self.write(hello, to: running.standardInputWriter) } catch {
      throw StageFailure(code: "plugin-died", message: "it ended before it had said who it is")
    }
    let begin = ContinuousClock.now
    guard let line = try await lines.next() else {
      let isLate = ContinuousClock.now - begin >= limit
      throw StageFailure(
        code: isLate ? "timeout" : "plugin-died",
        message: isLate
          ? "it did not say who it is within \(limit.yaml ?? "")" : "it ended before it had said who it is")
    }
    return try PluginProtocol.introduction(line)
  }

  /// What the process says to people, line by line; of a long line no more than its head.
  private func log(_ output: SubprocessOutputSequence) async {
    var line: [UInt8] = []
    func flush() {
      guard !line.isEmpty else { return }
      logger.info("\(name): \(String(decoding: line, as: UTF8.self))")
      line = []
    }
    do {
      for try await chunk in output {
        chunk.withUnsafeBytes { bytes in
          for byte in bytes {
            if byte == 0x0A {
              flush()
            } else if line.count < Self.maxLogLine, byte != 0x0D {
              line.append(byte)
            }
          }
        }
      }
    } catch {
      // The process has ended.
    }
    flush()
  }

  /// Bytes of a line in the log.
  private static let maxLogLine = 4096
}
