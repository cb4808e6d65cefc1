import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where `model: accurate` lies: a file of its own, since it is larger than all else of the command.
enum AccurateModel {
  private static let name = "accurate.model"
  /// Where it lies in the sources.
  private static let inSources = "Sources/CEncoder/accurate.model"

  /// In this order: the folder that the variable ISNAD_MODELS names; beside the command; in
  /// `share/isnad/models` under its prefix, where the package puts it; among the sources there, where `make install` puts
  /// them; in the sources that the command was built from.
  /// - Throws: a ``Diagnostic`` where it is in none of them.
  static func path(_ context: StageContext) throws(Diagnostic) -> FilePath {
    if let folder = getenv("ISNAD_MODELS").map({ FilePath(String(cString: $0)) }) {
      let path = folder.appending(name)
      guard exists(path) else {
        throw Diagnostic(
          .missingInput, "ISNAD_MODELS is '\(folder)', and '\(name)' is not there.", at: context.place,
          suggestion: "It must name the folder with the file.")
      }
      return path
    }
    if let found = places.first(where: exists) { return found }
    throw Diagnostic(
      .missingInput, "'model: accurate' needs the file '\(name)', which is not found.", at: context.place,
      suggestion:
        "It comes with a release as a file of its own: put it beside the command, or name its folder in the variable ISNAD_MODELS."
    )
  }

  private static var places: [FilePath] {
    var places: [FilePath] = []
    if let folder = commandFolder {
      places.append(folder.appending(name))
      let share = folder.removingLastComponent().appending("share/isnad")
      places.append(share.appending("models").appending(name))
      places.append(share.appending("src").appending(inSources))
    }
    // Sources/Stages/EntityTagger/Encoder/AccurateModel.swift
    var sources = FilePath(#filePath)
    for _ in 0..<5 { sources.removeLastComponent() }
    places.append(sources.appending(inSources))
    return places
  }

  /// The folder of the running command, links followed.
  private static var commandFolder: FilePath? {
    #if os(Linux)
      let path = FilePath("/proc/self/exe")
    #else
      let path = FilePath(CommandLine.arguments[0])
    #endif
    return path.withPlatformString { path in
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      return FilePath(String(cString: real)).removingLastComponent()
    }
  }

  private static func exists(_ path: FilePath) -> Bool { path.withPlatformString { access($0, R_OK) } == 0 }
}
