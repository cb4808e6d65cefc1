import CProcess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The processes that this one has started.
enum Children {
  /// Takes in what the programs of plug-ins leave behind: a process that has left its group and its parent comes to
  /// this one, and ends with it.
  static func adopt() { isnad_adopt_orphans() }

  /// Ends them and all that they have started, for a command that leaves at once. (On Linux, where the
  /// system lists them; elsewhere they end when their input does.)
  static func end() {
    let tasks = FilePath("/proc/self/task")
    guard let directory = tasks.withPlatformString({ opendir($0) }) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      let list = (try? TextFile.read(tasks.appending(name).appending("children"))) ?? ""
      for child in list.split(separator: " ").compactMap({ pid_t($0) }) { end(child, depth: 0) }
    }
  }

  /// A process after all that it has started, which may have groups of their own.
  private static func end(_ process: pid_t, depth: Int) {
    let list = (try? TextFile.read(FilePath("/proc/\(process)/task/\(process)/children"))) ?? ""
    if depth < 32 {
      for child in list.split(separator: " ").compactMap({ pid_t($0) }) { end(child, depth: depth + 1) }
    }
    // Each child of ours leads a group of its own.
    _ = kill(-process, SIGKILL)
    _ = kill(process, SIGKILL)
  }
}
