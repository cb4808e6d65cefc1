import ArgumentParser
import Isnad
import SystemPackage

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a command that has a pipeline's plug-ins in it.",
    discussion: """
      'isnad run' builds what a pipeline needs by itself, beside the pipeline. This command makes one that you can keep, \
      or take to a machine without a Swift toolchain.
      """)

  @Argument(
    help: "A pipeline's YAML file, or the name of a ready one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .shortAndLong, help: "Where the command goes.", completion: .file())
  var output: String

  func run() async throws {
    let (definition, _) = try PipelineFile.load(pipeline)
    let folders = try Plugins.resolved(definition)
    guard !folders.isEmpty else {
      throw Diagnostic(
        .pluginBuild, "'\(pipeline)' names no plug-ins, so there is nothing to build.",
        suggestion: "List them: plugins: [../plugins/watchlist]")
    }
    let command = try await PluginBuilder(folders, beside: definition.directory).build()
    try Self.copy(command, to: FilePath(output))
    try Output.print("\(output) has the plug-ins of \(pipeline).")
  }

  private static func copy(_ command: FilePath, to output: FilePath) throws {
    do {
      let source = try FileDescriptor.open(command, .readOnly)
      defer { try? source.close() }
      let part = FilePath(output.string + ".part")
      let target = try FileDescriptor.open(
        part, .writeOnly, options: [.create, .truncate],
        permissions: [.ownerReadWriteExecute, .groupReadExecute, .otherReadExecute])
      defer { try? target.close() }
      var chunk = [UInt8](repeating: 0, count: 1 << 20)
      while true {
        let got = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        if got == 0 { break }
        try target.writeAll(chunk[..<got])
      }
      try ResumableFile.rename(part, to: output)
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(output)' can't be written: \(error).")
    }
  }
}
