import Foundation
import PackagePlugin

/// Makes digests of what stages are made of while they are built, so that a checkpoint sees a changed rule.
@main struct StageContent: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL
    let own = root.appending(path: "Sources/StageContent")
    let contents = own.appending(path: "contents.txt")
    let script = own.appending(path: "digests.sh")
    let output = context.pluginWorkDirectoryURL.appending(path: "StageContent.swift")
    let lines = try String(contentsOf: contents, encoding: .utf8).split(separator: "\n")
    let paths = Set(lines.filter { !$0.hasPrefix("#") }.flatMap { $0.split(separator: " ").dropFirst() })
    return [
      .buildCommand(
        displayName: "Digests of the stages", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path(), root.path(), contents.path(), output.path()],
        inputFiles: [contents, script]
          + paths.sorted().flatMap { Self.files(root.appending(path: String($0))) },
        outputFiles: [output])
    ]
  }

  /// A file itself, or the files of a folder.
  private static func files(_ url: URL) -> [URL] {
    guard let inside = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil),
      url.hasDirectoryPath || (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    else { return [url] }
    return inside.compactMap { $0 as? URL }.filter {
      (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
    }
  }
}
