import Isnad
import IsnadStages
import Subprocess
import Synchronization
import SystemPackage
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a pipeline again and again: whenever its file, what it includes, its plug-ins or its inputs change.
///
/// Each run is a process of its own with the same arguments, so that it ends as any run does, and a change of
/// a plug-in builds a new command.
struct WatchLoop: Sendable {
  private static let pause = Duration.milliseconds(300)

  let pipeline: String
  /// Inputs of the command line, which replace the pipeline's own.
  let inputs: [String]

  /// Ends with the code of a signal, never otherwise.
  func run() async throws -> Int32 {
    let state = State()
    return try await withThrowingTaskGroup(of: Int32?.self) { group in
      group.addTask {
        for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
          let number = signal == .sigint ? SIGINT : SIGTERM
          // The terminal's Ctrl-C has come to the run as well; it drains, and ends before this.
          if let child = state.stop(number) {
            if number == SIGTERM { kill(child, SIGTERM) }
          } else {
            return 128 + number
          }
        }
        return nil
      }
      group.addTask {
        try await loop(state)
        return state.code
      }
      defer { group.cancelAll() }
      while let code = try await group.next() {
        if let code { return code }
      }
      return 0
    }
  }

  private func loop(_ state: State) async throws {
    while true {
      let stamp = stamp()
      try await runOnce(state)
      if state.code != 0 { return }
      Output.report("Watching '\(pipeline)' and its inputs; Ctrl-C ends.")
      while stamp == self.stamp() { try await Task.sleep(for: Self.pause) }
      Output.report("\n'\(pipeline)' or an input has changed.")
    }
  }

  private func runOnce(_ state: State) async throws {
    let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--watch" }
    _ = try await Subprocess.run(
      .path(FilePath(Self.command)), arguments: Arguments(Array(arguments)),
      input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
      output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
      error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
    ) { running in
      state.begin(running.processIdentifier.value)
    }
    state.end()
  }

  private static var command: String {
    FilePath("/proc/self/exe").resolved?.string ?? CommandLine.arguments[0]
  }

  /// What is watched, as one text: names, sizes, times.
  private func stamp() -> String {
    var files: [FilePath] = [FilePath(pipeline)]
    var stamp = SourceStamp()
    if let (definition, _) = try? PipelineFile.load(pipeline) {
      files += definition.files
      let own = OwnFiles(definition)
      for entry in definition.stages where CommandContext.current.registry[entry.use]?.kind == .reader {
        let paths = inputs.isEmpty ? PipelineDefinition.texts(entry.with?["paths"]) : inputs
        let folder = inputs.isEmpty ? entry.directory : FilePath()
        let formats = CommandContext.current.registry.readerFormats
        files += ArticleReader.files(paths, in: folder, formats).filter { !own.contains($0) }
      }
      for folder in (try? Plugins.resolved(definition)) ?? [] { stamp.add(folder) }
    }
    for file in files { stamp.note(file: file) }
    return stamp.text
  }

  /// The run that is going on, and the signal that came.
  private final class State: Sendable {
    private let values = Mutex((child: pid_t(0), signal: Int32(0)))

    var code: Int32 { values.withLock { $0.signal == 0 ? 0 : 128 + $0.signal } }
    func begin(_ child: pid_t) { values.withLock { $0.child = child } }
    func end() { values.withLock { $0.child = 0 } }

    /// - Returns: the run to be ended, if there is one.
    func stop(_ signal: Int32) -> pid_t? {
      values.withLock { values in
        values.signal = signal
        return values.child == 0 ? nil : values.child
      }
    }
  }
}

/// What a run itself writes: a change of it is no reason to run again.
struct OwnFiles {
  private var files: Set<FilePath> = []
  private var folders: [FilePath] = []

  init(_ definition: PipelineDefinition) {
    let context = StageContext(id: "run", directory: definition.directory)
    let settings = definition.run
    let paths =
      definition.outputs(CommandContext.current.registry)
      + [settings.deadLetter, settings.report, settings.checkpoint].compactMap { $0.map(context.resolve) }
    for path in paths {
      let path = Self.whole(path)
      // A writer of tables or of brat's files writes into a folder.
      if (try? FileDescriptor.open(path, .readOnly, options: .directory).close()) != nil {
        folders.append(path)
      }
      for suffix in ["", ".part", ".packed", ".new", ".lock", ".memory", "-wal", "-shm", "-journal"] {
        files.insert(FilePath(path.string + suffix))
      }
    }
  }

  func contains(_ path: FilePath) -> Bool {
    let path = Self.whole(path)
    return files.contains(path) || folders.contains { path.starts(with: $0) }
  }

  private static func whole(_ path: FilePath) -> FilePath {
    FilePath(Overrides.absolute(path.string)).lexicallyNormalized()
  }
}
