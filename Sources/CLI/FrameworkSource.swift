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

  /// Copies a command; who starts it meanwhile gets the old one or the new one whole.
  /// - Throws: a ``Diagnostic``.
  static func copy(_ command: FilePath, to output: FilePath) throws {
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
