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

  /// In `XDG_CACHE_HOME`, else in `.cache` of the home folder; nil where there is neither.
  /// - Parameters:
  ///   - source: where the framework's sources are.
  ///   - traits: with which it is built.
  init?(_ source: FilePath, traits: [String]) {
    func folder(_ variable: String) -> FilePath? {
      guard let path = getenv(variable).map({ FilePath(String(cString: $0)) }), path.isAbsolute else {
        return nil
      }
      return path
    }
    guard let caches = folder("XDG_CACHE_HOME") ?? folder("HOME")?.appending(".cache") else { return nil }
    var key = SourceStamp()
    for part in [source.string] + traits { key.note(part) }
    self.init(caches.appending("isnad/plugins/\(key.text)"))
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
        suggestion: "XDG_CACHE_HOME may name another folder.")
    }
  }
}
