import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the framework's sources, from which plug-ins are built.
///
/// In this order: the variable ISNAD_SOURCE; what a custom command was built from; `share/isnad/src`
/// under the prefix of an installed command, where `make install` puts them; the package in which a
/// command of a developer lies.
enum FrameworkSource {
  static func find() throws(Diagnostic) -> FilePath {
    if let given = getenv("ISNAD_SOURCE").map({ FilePath(String(cString: $0)) }) {
      guard isFramework(given) else {
        throw Diagnostic(
          .pluginBuild, "ISNAD_SOURCE is '\(given)', and Isnad's sources are not there.",
          suggestion: "It must name the folder with Isnad's Package.swift.")
      }
      return given
    }
    if let noted = CommandContext.current.source, isFramework(noted) { return noted }
    if let command = Executable.path {
      let prefix = command.removingLastComponent().removingLastComponent()
      let installed = prefix.appending("share/isnad/src")
      if isFramework(installed) { return installed }
      var folder = command.removingLastComponent()
      while folder.components.count > 0 {
        if isFramework(folder) { return folder }
        folder = folder.removingLastComponent()
      }
    }
    throw Diagnostic(
      .pluginBuild, "Isnad's sources are not found, and plug-ins are built from them.",
      suggestion: "'make install' puts them beside the command; ISNAD_SOURCE may name their folder.")
  }

  private static func isFramework(_ folder: FilePath) -> Bool {
    exists(folder.appending("Package.swift")) && exists(folder.appending("Sources/Isnad/Stage"))
  }

  static func exists(_ path: FilePath) -> Bool { path.withPlatformString { access($0, F_OK) } == 0 }
}

/// The running command.
enum Executable {
  /// Its path, links followed.
  static var path: FilePath? {
    #if os(Linux)
      return FilePath("/proc/self/exe").resolved
    #else
      return FilePath(CommandLine.arguments[0]).resolved
    #endif
  }
}

extension FilePath {
  /// The path with links followed; nil where nothing is there.
  var resolved: FilePath? {
    withPlatformString { path in
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      return FilePath(String(cString: real))
    }
  }
}

extension Diagnostic.Code {
  /// A plug-in can't be built.
  static let pluginBuild = Self(rawValue: "plugin-build")
}
