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
      for child in list.split(separator: " ").compactMap({ pid_t($0) }) {
        // Each leads a group of its own.
        _ = kill(-child, SIGKILL)
        _ = kill(child, SIGKILL)
      }
    }
  }
}
