import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A digest of the names, sizes and times of sources under some folders: of code, and of whatever else
/// lies in `Sources`.
struct SourceStamp {
  private static let code: Set<String> = ["swift", "c", "h", "cpp", "hpp", "m", "mm", "s", "modulemap"]

  private var digest = Fingerprint.seed
  private static let maxDepth = 32

  var text: String { String(digest, radix: 16) }

  mutating func add(_ folder: FilePath, depth: Int = 0) {
    guard depth < Self.maxDepth, let directory = folder.withPlatformString({ opendir($0) }) else { return }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix("."), name != "Package.resolved" { names.append(name) }
    }
    for name in names.sorted() {
      let path = folder.appending(name)
      var status = stat()
      guard path.withPlatformString({ stat($0, &status) }) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        add(path, depth: depth + 1)
      } else if Self.code.contains(path.extension ?? "") || path.string.contains("/Sources/") {
        note(path, status)
      }
    }
  }

  /// One file; one that is not there is noted as such.
  mutating func note(file path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return note("\(path) -") }
    note(path, status)
  }

  private mutating func note(_ path: FilePath, _ status: stat) {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    note("\(path) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)")
  }

  mutating func note(_ text: String) { digest = Fingerprint.joined(digest, Fingerprint.of(text)) }
}
