import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a start would find outside the pipeline's file: inputs that are not there, folders that can't be
/// written, a checkpoint of another pipeline. Nothing is read but names, and nothing is written.
extension Pipeline {
  public func environmentProblems() -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for reader in readers {
      do {
        _ = try reader.open(at: nil)
      } catch {
        problems += Self.diagnostics(error)
      }
    }
    problems += writers.flatMap { $0.environmentProblems() }
    let paths = [settings.deadLetter, settings.checkpoint, settings.report]
    problems += paths.compactMap { $0.flatMap { OutputPath.problem(context.resolve($0), at: nil) } }
    if let path = settings.checkpoint, let problem = checkpointProblem(context.resolve(path)) {
      problems.append(problem)
    }
    return problems.map(secrets.redact)
  }

  private func checkpointProblem(_ path: FilePath) -> Diagnostic? {
    do {
      guard let checkpoint = try CheckpointFile.read(path) else { return nil }
      return checkpoint.pipeline == fingerprint ? nil : .changedPipeline(path)
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
          .unwritable, "'\(path)' can't be written: in '\(name)' it says \(Errno(rawValue: errno)).", at: place)
      }
      guard !folder.isEmpty, folder.removeLastComponent() else { return nil }
    }
  }
}

extension Diagnostic {
  static func changedPipeline(_ path: FilePath) -> Diagnostic {
    Diagnostic(
      .changedPipeline, "the checkpoint '\(path)' is of a run with other stages, options or inputs.",
      suggestion: "Undo the change to go on with that run, or begin anew with --restart.")
  }
}
