import Isnad
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Builds a command from the framework and a pipeline's plug-ins.
///
/// Swift on Linux has no stable ABI, so a plug-in is compiled together with the framework it is used
/// with: what does not fit is a compile error and not a crash. The command lies in `.isnad` beside the
/// pipeline; its stamp tells whether a source has changed since. What the compiler has made of the framework lies in
/// ``PluginCache``, for all pipelines.
struct PluginBuilder {
  let plugins: [FilePath]
  private let traits: [String]
  private let source: FilePath
  private let folder: FilePath
  private let cache: PluginCache

  /// - Parameters:
  ///   - plugins: folders of packages, links followed.
  ///   - directory: the pipeline's folder.
  ///   - traits: of the framework's package: what the command that is built can do besides.
  init(
    _ plugins: [FilePath], beside directory: FilePath, traits: [String] = CommandTraits.own
  ) throws(Diagnostic) {
    self.plugins = plugins
    self.traits = traits
    source = try FrameworkSource.find()
    var key = SourceStamp()
    for plugin in plugins { key.note(plugin.string) }
    for trait in traits { key.note(trait) }
    let base = directory.isEmpty ? FilePath(".") : directory
    folder = (base.resolved ?? base).appending(".isnad/plugins/\(key.text)")
    cache = PluginCache(source, traits: traits) ?? PluginCache(folder.appending(".build"))
  }

  private var names: String {
    plugins.map { "'\($0.lastComponent?.string ?? "")'" }.joined(separator: ", ")
  }

  private var command: FilePath { folder.appending("command") }
  private var stampFile: FilePath { folder.appending("stamp") }

  private var stamp: String {
    var stamp = SourceStamp()
    for part in ["Sources", "Package.swift"] {
      let path = source.appending(part)
      stamp.note(path.string)
      stamp.add(path)
    }
    for plugin in plugins { stamp.add(plugin) }
    return stamp.text
  }

  /// The command, built where that is needed.
  /// - Throws: a ``Diagnostic``; what the compiler says is on standard error then.
  func build() async throws -> FilePath {
    let stamp = stamp
    if FrameworkSource.exists(command), (try? TextFile.read(stampFile)) == stamp { return command }
    try await writePackage()
    let lock = try cache.lock()
    defer { try? lock.close() }
    Output.report(
      "Building the plug-ins \(names) into the command"
        + (cache.isFilled
          ? "." : "; the first time takes some minutes, since the framework is built with them."))
    let (status, output) = try await compile()
    guard status else {
      Output.report(
        Diagnostic(
          .pluginBuild, "\(culprit(output)) does not compile; this is what the compiler says:"))
      for line in output.drop(while: { !$0.contains("error:") }) where !line.hasPrefix("[") {
        Output.report(line)
      }
      throw CommandExit.misuse
    }
    let built = cache.folder.appending("release/isnad-with-plugins")
    guard FrameworkSource.exists(built) else {
      throw Diagnostic(.pluginBuild, "the build left no command in '\(built)'.")
    }
    // The next build of another pipeline writes it anew.
    try Executable.copy(built, to: command)
    try TextFile.write(stamp, to: stampFile)
    return command
  }

  /// The plug-in in whose sources the errors are.
  private func culprit(_ output: [String]) -> String {
    let errors = output.filter { $0.contains("error:") && !$0.contains("/.isnad/") }
    let guilty = plugins.first { plugin in errors.contains { $0.contains(plugin.string + "/") } }
    return guilty.map { "the plug-in '\($0.lastComponent?.string ?? "")'" } ?? "what is built from \(names)"
  }

  // MARK: The package

  private func writePackage() async throws {
    var modules: [(package: String, product: String, module: String)] = []
    for plugin in plugins { modules.append(try await PluginManifest.read(plugin, source: source)) }
    let packages = plugins.map { "    .package(path: \(quoted($0.string)))," }.joined(separator: "\n")
    let products = modules.map {
      "        .product(name: \(quoted($0.product)), package: \(quoted($0.package))),"
    }.joined(separator: "\n")
    try TextFile.write(
      """
      // swift-tools-version: 6.2
      // Written by isnad; it is written again with every build.
      import PackageDescription

      let package = Package(
        name: "isnad-with-plugins",
        platforms: [.macOS(.v26)],
        dependencies: [
          .package(name: "isnad", path: \(quoted(source.string)), traits: [\(traits.map(quoted).joined(separator: ", "))]),
      \(packages)
        ],
        targets: [
          .executableTarget(
            name: "isnad-with-plugins",
            dependencies: [
              .product(name: "Isnad", package: "isnad"),
              .product(name: "IsnadCLI", package: "isnad"),
      \(products)
            ], path: "Sources")
        ],
        swiftLanguageModes: [.v6]
      )

      """, to: folder.appending("Package.swift"))
    // A file for each: the types of all are called Plugin, and a module may have a type of its own name.
    for (index, module) in modules.enumerated() {
      try TextFile.write(
        """
        import Isnad
        import \(module.module)

        let plugin\(index): any StagePlugin.Type = Plugin.self

        """, to: folder.appending("Sources/Plugin\(index).swift"))
    }
    let list = modules.indices.map { "plugin\($0)" }.joined(separator: ", ")
    let paths = plugins.map { quoted($0.string) }.joined(separator: ", ")
    try TextFile.write(
      """
      import Dispatch
      import IsnadCLI

      IsnadCommand.holdStandardStreams()
      Task {
        await IsnadCommand.end(
          plugins: [\(list)], from: [\(paths)], source: \(quoted(source.string)))
      }
      dispatchMain()

      """, to: folder.appending("Sources/main.swift"))
  }

  private func quoted(_ text: String) -> String { String(reflecting: text) }

  private func compile() async throws -> (isBuilt: Bool, output: [String]) {
    #if os(Linux)
      let linking = ["--static-swift-stdlib"]
    #else
      let linking: [String] = []
    #endif
    return try await SwiftTool.run(
      // A kept manifest would leave out files that have come since.
      [
        "build", "-c", "release", "--disable-build-manifest-caching", "--package-path", folder.string,
        "--scratch-path", cache.folder.string,
      ] + linking, source: source, showsProgress: true)
  }
}
