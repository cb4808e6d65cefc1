import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file's bytes, mapped into memory: all who read it share what is in the system's cache, and nothing is read
/// before it is needed.
final class MappedFile: Sendable {
  /// Where the first byte lies. A number, since what lies there never changes and a pointer would not say so.
  private let address: UInt
  /// Bytes.
  let count: Int

  /// - Throws: an `Errno`.
  init(_ path: FilePath, limit: Int) throws {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    let size = try file.seek(offset: 0, from: .end)
    guard size > 0, size <= Int64(limit) else { throw size > 0 ? Errno.fileTooLarge : Errno.noData }
    let map = mmap(nil, Int(size), PROT_READ, MAP_PRIVATE, file.rawValue, 0)
    guard let map, map != MAP_FAILED else { throw Errno(rawValue: errno) }
    address = UInt(bitPattern: map)
    count = Int(size)
  }

  deinit { _ = UnsafeMutableRawPointer(bitPattern: address).map { munmap($0, count) } }

  /// Valid as long as the file is held.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
  }
}
