import CZlib
import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a resumed run compares, to know that what it has read is what still stands there.
///
/// Name, size and time of change of all finished files make one digest, names and contents another:
/// where the first is as it was, nothing has to be read again; where it is not (a copied folder, a
/// `touch`), the second decides.
struct InputDigest: Equatable {
  var states = Fingerprint.seed
  var contents = Fingerprint.seed

  /// Size and time of change.
  struct FileState: Equatable {
    var size = 0
    /// Nanoseconds since 1970.
    var modified = 0
  }

  mutating func add(_ name: String, _ state: FileState, content: UInt64) {
    let name = Fingerprint.of(name)
    states = Fingerprint.joined(states, name)
    states = Fingerprint.joined(states, UInt64(bitPattern: Int64(state.size)))
    states = Fingerprint.joined(states, UInt64(bitPattern: Int64(state.modified)))
    contents = Fingerprint.joined(Fingerprint.joined(contents, name), content)
  }

  /// The digest of no bytes.
  static let empty: UInt64 = 0

  /// The running digest of a file's bytes, CRC-32: it does not depend on how they are cut into pieces, and takes one
  /// changed file in four thousand million for what it was.
  static func extend(_ content: UInt64, _ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBufferPointer {
      UInt64(crc32_z(UInt(truncatingIfNeeded: content), $0.baseAddress, $0.count))
    }
  }

  static func state(of file: FileDescriptor) -> FileState {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { return FileState() }
    return FileState(status)
  }

  static func state(of path: FilePath) -> FileState {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return FileState() }
    return FileState(status)
  }

  /// The digest of a stream's first bytes; nil where it holds fewer.
  static func content(of file: any ByteSource, first count: Int) throws -> UInt64? {
    let (content, length) = try read(file, count)
    return length == count ? content : nil
  }

  /// The digest of a stream's bytes, of so many at the most.
  static func content(of file: any ByteSource, upTo count: Int) throws -> UInt64 {
    try read(file, count).content
  }

  private static func read(_ file: any ByteSource, _ count: Int) throws -> (content: UInt64, length: Int) {
    var content = empty
    var length = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while length < count {
      let wanted = min(count - length, chunk.count)
      let got = try chunk.withUnsafeMutableBytes {
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
      }
      if got == 0 { break }
      content = extend(content, chunk[..<got])
      length += got
    }
    return (content, length)
  }
}

extension InputDigest.FileState {
  init(_ status: stat) {
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    // It is compared and nothing else, so one beyond the year 2262 may wrap around.
    modified =
      status.st_mode & S_IFMT == S_IFREG ? Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec) : 0
  }
}
