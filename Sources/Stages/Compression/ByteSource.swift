import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that come one after another: a file's, what is decompressed of it, or what is converted of that.
protocol ByteSource: AnyObject {
  /// - Returns: how many bytes; 0 at the end.
  /// - Throws: `Errno`, or a ``CompressionError``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
  /// Whether reading would wait for the other end of a pipe.
  var wouldBlock: Bool { get }
  /// Whether ``seek(to:)`` leads where as many bytes of reading would.
  var isSeekable: Bool { get throws }
  func seek(to offset: Int) throws
  func close()
}

/// A file's bytes as they are.
final class FileSource: ByteSource {
  private let file: FileDescriptor

  /// - Parameter file: at its beginning.
  init(_ file: FileDescriptor) { self.file = file }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try file.read(into: buffer) }
  var wouldBlock: Bool { file.wouldBlock }
  var isSeekable: Bool { true }
  func seek(to offset: Int) throws { try file.seek(offset: Int64(offset), from: .start) }
  func close() { if file != .standardInput { try? file.close() } }
}

extension FileDescriptor {
  /// Whether a read would wait for the other end of a pipe.
  var wouldBlock: Bool {
    var state = pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 0
  }
}
