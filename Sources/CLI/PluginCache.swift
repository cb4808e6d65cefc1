import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the compiler has made of the framework: one folder for all pipelines of a user, so that only the first plug-in waits
/// until the framework is built.
struct PluginCache {
  let folder: FilePath

  init(_ folder: FilePath) { self.folder = folder }

  /// In `XDG_CACHE_HOME`, else in `.cache` of the home folder; nil where there is neither, or nothing can be written there,
  /// as in the home of a service.
  /// - Parameters:
  ///   - source: where the framework's sources are.
  ///   - traits: with which it is built.
  init?(_ source: FilePath, traits: [String]) {
    func absolute(_ variable: String) -> FilePath? {
      guard let path = getenv(variable).map({ FilePath(String(cString: $0)) }), path.isAbsolute else {
        return nil
      }
      return path
    }
    let home = absolute("HOME").flatMap { FrameworkSource.exists($0) ? $0.appending(".cache") : nil }
    guard let caches = absolute("XDG_CACHE_HOME") ?? home else { return nil }
    var key = SourceStamp()
    for part in [source.string] + traits { key.note(part) }
    let folder = caches.appending("isnad/plugins/\(key.text)")
    guard (try? ResumableFile.makeFolder(folder)) != nil, folder.withPlatformString({ access($0, W_OK) }) == 0
    else { return nil }
    self.init(folder)
  }

  /// Whether something has been built in it.
  var isFilled: Bool { FrameworkSource.exists(folder.appending("release")) }

  /// Waits until nobody else builds in it.
  /// - Returns: what must be closed when the command has been taken out of it.
  /// - Throws: a ``Diagnostic``.
  func lock() throws -> FileDescriptor {
    do {
      try ResumableFile.makeFolder(folder)
      let file = try FileDescriptor.open(
        folder.appending("isnad.lock"), .writeOnly, options: [.create, .closeOnExec],
        permissions: .ownerReadWrite)
      if flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
        Output.report("Another command is building plug-ins; this one goes on when it has ended.")
        while flock(file.rawValue, LOCK_EX) != 0 {
          guard Errno(rawValue: errno) == .interrupted else { throw Errno(rawValue: errno) }
        }
      }
      return file
    } catch let error as Errno {
      throw Diagnostic(
        .pluginBuild, "nothing can be built in '\(folder)': \(error).",
        suggestion: "XDG_CACHE_HOME may name a folder that can be written.")
    }
  }
}
