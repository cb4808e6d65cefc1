import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which file it is, whatever it is called.
struct FileIdentity: Hashable {
  var device: UInt64
  var inode: UInt64
}

/// What the system says of a file.
struct FileStatus {
  let identity: FileIdentity
  let state: InputDigest.FileState

  /// Nil for what is no file, or not there.
  init?(_ path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    identity = FileIdentity(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
    state = InputDigest.FileState(status)
  }

  static func identity(of file: FileDescriptor) -> FileIdentity? {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { return nil }
    return FileIdentity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Whether it is a file, of which what was read can be read again.
  static func isFile(_ file: FileDescriptor) -> Bool {
    var status = stat()
    return fstat(file.rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}

/// What stands at the beginning of what was read of a file, and at its end: by which it is known again where its inode
/// says nothing, since that is given to another file once it is free.
enum FileMark {
  private static let width = 256

  /// The mark of a file's first `count` bytes; nil where it has fewer.
  static func of(_ file: FileDescriptor, upTo count: Int) -> UInt64? {
    let width = min(width, count)
    guard let head = bytes(file, at: 0, width), let tail = bytes(file, at: count - width, width) else {
      return nil
    }
    return Fingerprint.joined(
      Fingerprint.of(head.span, from: 0, to: width), Fingerprint.of(tail.span, from: 0, to: width))
  }

  static func of(_ path: FilePath, upTo count: Int) -> UInt64? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) else {
      return nil
    }
    defer { try? file.close() }
    return of(file, upTo: count)
  }

  private static func bytes(_ file: FileDescriptor, at offset: Int, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let more = bytes.withUnsafeMutableBytes { buffer in
        try? file.read(
          fromAbsoluteOffset: Int64(offset + got),
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[got...]))
      }
      guard let more, more > 0 else { return nil }
      got += more
    }
    return bytes
  }
}
