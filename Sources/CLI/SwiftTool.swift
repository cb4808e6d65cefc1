import Isnad
import IsnadJSON
import IsnadStages
import Subprocess
import SystemPackage

/// Runs `swift`.
enum SwiftTool {
  /// Output beyond this is not kept.
  private static let maxBytes = 4 << 20

  /// SwiftPM writes the traits' definitions in the order of a hash; in another order it builds everything anew.
  private static func environment(_ source: FilePath) -> [Environment.Key: String] {
    ["ISNAD_SOURCE": source.string, "SWIFT_DETERMINISTIC_HASHING": "1"]
  }

  /// - Parameter showsProgress: `[12/40] Compiling …` is shown on a terminal, one line over the other, and elsewhere a line
  ///   every fifteen seconds.
  /// - Returns: whether it ended well, and its lines.
  static func run(_ arguments: [String], source: FilePath, showsProgress: Bool = false) async throws -> (
    Bool, [String]
  ) {
    let shows = showsProgress && Terminal.standardError.isTerminal
    do {
      let result = try await Subprocess.run(
        .name("swift"), arguments: Arguments(arguments),
        environment: .inherit.updating(environment(source)), input: .none, output: .sequence,
        error: .combinedWithOutput
      ) { running in
        var lines: [String] = []
        var bytes = 0
        let clock = ContinuousClock()
        var last = clock.now
        for try await line in running.standardOutput.strings() {
          let line = line.last?.isNewline == true ? String(line.dropLast()) : line
          bytes += line.utf8.count
          if bytes < maxBytes { lines.append(line) }
          if shows, line.hasPrefix("[") {
            Output.reportInline("\r\u{1B}[K\(line.prefix(78))")
          } else if showsProgress, line.hasPrefix("["), clock.now - last > .seconds(15) {
            last = clock.now
            Output.report(String(line.prefix(78)))
          }
        }
        if shows { Output.reportInline("\r\u{1B}[K") }
        return lines
      }
      return (result.terminationStatus.isSuccess, result.closureResult)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw Diagnostic(
        .noToolchain, "the pipeline's plug-ins have to be compiled, and 'swift' is not in PATH.",
        suggestion:
          "Install Swift 6.2 or later (swift.org/install), or take a command that 'isnad build' made elsewhere."
      )
    }
  }
}

/// What a plug-in's Package.swift says.
enum PluginManifest {
  /// The package's identity, and the library product with its module.
  static func read(_ plugin: FilePath, source: FilePath) async throws -> (
    package: String, product: String, module: String
  ) {
    let name = plugin.lastComponent?.string ?? ""
    let (isRead, lines) = try await SwiftTool.run(
      ["package", "--package-path", plugin.string, "dump-package"], source: source)
    let start = lines.firstIndex { $0.hasPrefix("{") } ?? lines.endIndex
    guard isRead, let value = try? JSONParser.parse(lines[start...].joined(separator: "\n")) else {
      Output.report(
        Diagnostic(.pluginBuild, "the plug-in '\(name)' has a Package.swift that Swift does not take:"))
      for line in lines { Output.report(line) }
      throw CommandExit.misuse
    }
    let libraries = (value["products"]?.array ?? []).filter { $0["type"]?["library"] != nil }
    guard let library = libraries.first, let product = library["name"]?.string,
      let module = library["targets"]?.array?.first?.string
    else {
      throw Diagnostic(
        .pluginBuild, "the plug-in '\(name)' has no library product.",
        suggestion: "Its Package.swift needs: products: [.library(name: …, targets: […])]")
    }
    return (name, product, module)
  }
}

extension Diagnostic.Code {
  /// There is no Swift on this machine.
  static let noToolchain = Self(rawValue: "no-toolchain")
}
