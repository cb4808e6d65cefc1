import Logging
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What can be wrong outside the pipeline's file: inputs that are not there, folders that can't be
/// written, a checkpoint of another pipeline. Unless somebody asks for the inputs, nothing is read but names. Nothing is
/// written.
extension Pipeline {
  /// Makes what can be made of a definition, and says what is wrong with the rest and with what lies outside the file.
  ///
  /// A stage whose options are wrong is passed over: ``PipelineCheck`` says so. Of the inputs the first are looked into.
  public static func environmentProblems(
    of definition: PipelineDefinition, registry: Registry
  ) async -> [Diagnostic] {
    let faulty = definition.stages.filter { entry in
      let problems = registry[entry.use]?.check(entry.with, definition.file, entry.place)
      return problems?.contains { $0.severity == .error } ?? true
    }
    let quiet = Logger(label: "isnad") { _ in SwiftLogNoOpLogHandler() }
    let (pipeline, problems) = await made(
      definition, registry: registry, logger: quiet, without: Set(faulty.map(\.id)))
    let isWhole = faulty.isEmpty && problems.isEmpty
    let found = problems + pipeline.environmentProblems(isWhole: isWhole, looksIntoInputs: true)
    await pipeline.close()
    return found.map(pipeline.secrets.redact)
  }

  /// - Parameters:
  ///   - isWhole: whether all its stages were made, so that its checkpoint can be told from another pipeline's.
  ///   - looksIntoInputs: whether the first inputs are opened, and what can't be read in them is told.
  public func environmentProblems(isWhole: Bool = true, looksIntoInputs: Bool = false) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var inputs: [FilePath] = []
    var sources: [any RecordSource] = []
    for index in readers.indices {
      do {
        let source = try openReader(index, at: nil)
        sources.append(source)
        inputs += source.files
        if looksIntoInputs {
          problems += (source.unreadable + readers[index].inputProblems()).map { placed($0, index) }
        }
      } catch {
        problems += Self.diagnostics(error)
      }
    }
    problems += writers.flatMap { $0.environmentProblems() }
    for (name, path) in [("dead-letter", settings.deadLetter), ("report", settings.report)] {
      guard let path, let problem = OutputPath.problem(context.resolve(path), at: settingPlaces[name]) else {
        continue
      }
      problems.append(problem)
    }
    if let path = settings.checkpoint.map(context.resolve) {
      let place = settingPlaces["checkpoint"]
      var problem = OutputPath.problem(path, at: place) ?? (isWhole ? checkpointProblem(path) : nil)
      problem?.place = place
      if let problem { problems.append(problem) }
    }
    let followed = Set(written.filter { path in sources.contains { $0.reads(path) } })
    problems += pathProblems(inputs: inputs, followed: followed)
    problems += stateProblems()
    return problems.map(secrets.redact)
  }

  /// Opens a reader; what is wrong gets the place of what it was told to read.
  func openReader(_ index: Int, at position: JSONValue?) throws -> any RecordSource {
    do {
      return try readers[index].open(at: position)
    } catch let problems as Diagnostics {
      throw Diagnostics(problems.items.map { placed($0, index) })
    } catch let problem as Diagnostic {
      throw placed(problem, index)
    }
  }

  private func placed(_ problem: Diagnostic, _ reader: Int) -> Diagnostic {
    var problem = problem
    problem.place = problem.place ?? readerPlaces[reader]
    return problem
  }

  private func checkpointProblem(_ path: FilePath) -> Diagnostic? {
    do {
      guard let checkpoint = try CheckpointFile.read(path) else { return nil }
      return checkpoint.pipeline == runFingerprint ? nil : .changedPipeline(path)
    } catch {
      return CheckpointFile.named(error, path) as? Diagnostic
    }
  }

  private static func diagnostics(_ error: any Error) -> [Diagnostic] {
    switch error {
    case let problems as Diagnostics: problems.items
    case let problem as Diagnostic: [problem]
    default: [Diagnostic(.unreadable, StageFailure(error).message)]
    }
  }
}

/// A place where a run is going to write.
public enum OutputPath {
  /// What would prevent a file from being made there; nil for nothing. Folders that are missing are made by
  /// the run.
  public static func problem(_ path: FilePath, at place: Diagnostic.Place?) -> Diagnostic? {
    if path == "-" { return nil }
    var status = stat()
    if path.withPlatformString({ stat($0, &status) }) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR {
        return Diagnostic(.unwritable, "'\(path)' is a folder, and a file is to be written.", at: place)
      }
      // A device or a pipe is written as it is.
      if status.st_mode & S_IFMT != S_IFREG { return nil }
    }
    var folder = path.removingLastComponent()
    while true {
      let name = folder.isEmpty ? FilePath(".") : folder
      if name.withPlatformString({ stat($0, &status) }) == 0 {
        if status.st_mode & S_IFMT != S_IFDIR {
          return Diagnostic(.unwritable, "'\(path)' can't be written: '\(name)' is no folder.", at: place)
        }
        guard name.withPlatformString({ access($0, W_OK | X_OK) }) != 0 else { return nil }
        return Diagnostic(
          .unwritable, "'\(path)' can't be written: in '\(name)' it says \(Errno(rawValue: errno)).",
          at: place)
      }
      guard !folder.isEmpty, folder.removeLastComponent() else { return nil }
    }
  }
}

extension Diagnostic {
  static func changedPipeline(_ path: FilePath) -> Diagnostic {
    Diagnostic(
      .changedPipeline, "the checkpoint '\(path)' is of a run with other stages, rules, options or inputs.",
      suggestion: "Undo the change to go on with that run, or begin anew with --restart.")
  }
}
