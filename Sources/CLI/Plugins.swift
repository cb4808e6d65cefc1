import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sees to it that a pipeline's plug-ins are in the command.
enum Plugins {
  /// Returns where they are; else builds a command that has them and goes on as that one, with the same
  /// arguments.
  static func ensure(for definition: PipelineDefinition) async throws {
    // A command that has been taken elsewhere has what it was built with, and no sources to look at.
    guard !hasAll(definition) else { return }
    var folders = try resolved(definition)
    let there = CommandContext.current.plugins
    guard !folders.allSatisfy({ there.contains($0.string) }) else { return }
    // Those of another pipeline of the same command stay in.
    for folder in there.sorted() where !folders.contains(FilePath(folder)) {
      folders.append(FilePath(folder))
    }
    let command = try await PluginBuilder(folders, beside: definition.directory).build()
    try become(command)
  }

  /// - Throws: a ``Diagnostic`` where a plug-in is not in the command: a run that goes on can't become another one.
  static func require(for definition: PipelineDefinition) throws {
    guard !hasAll(definition) else { return }
    let there = CommandContext.current.plugins
    guard let missing = try resolved(definition).first(where: { !there.contains($0.string) }) else { return }
    throw Diagnostic(
      .pluginBuild, "the plug-in '\(missing)' is not in the command that runs.",
      suggestion: "Stop the run and begin it again: it goes on from its checkpoint.")
  }

  /// Whether each plug-in whose folder is not there is built in.
  private static func hasAll(_ definition: PipelineDefinition) -> Bool {
    let names = Set(CommandContext.current.plugins.map { FilePath($0).lastComponent?.string ?? "" })
    return !names.isEmpty
      && definition.plugins.allSatisfy { plugin in
        let path = FilePath(plugin.path)
        let full = path.isAbsolute || definition.directory.isEmpty ? path : definition.directory.pushing(path)
        let isThere = FrameworkSource.exists(full.appending("Package.swift"))
        return !isThere && names.contains(full.lexicallyNormalized().lastComponent?.string ?? "")
      }
  }

  /// The same for a command that takes a pipeline for its plug-ins alone, if any.
  static func among(_ pipeline: String?) async throws {
    guard let pipeline else { return }
    try await ensure(for: try PipelineFile.load(pipeline).0)
  }

  /// The plug-ins' folders, links followed.
  static func resolved(_ definition: PipelineDefinition) throws -> [FilePath] {
    var problems: [Diagnostic] = []
    var folders: [FilePath] = []
    for plugin in definition.plugins {
      let path = FilePath(plugin.path)
      let full = path.isAbsolute || definition.directory.isEmpty ? path : definition.directory.pushing(path)
      if let folder = full.resolved, FrameworkSource.exists(folder.appending("Package.swift")) {
        folders.append(folder)
      } else {
        problems.append(
          Diagnostic(
            .pluginBuild, "there is no Swift package in '\(full)'.", at: plugin.place,
            suggestion: "A plug-in is a folder with a Package.swift; 'isnad new stage' makes one."))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return folders
  }

  private static func become(_ command: FilePath) throws {
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    _ = command.withPlatformString { execv($0, &arguments) }
    throw Diagnostic(.pluginBuild, "'\(command)' can't be run: \(Errno(rawValue: errno)).")
  }
}
