import Isnad
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

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try file.patientRead(into: buffer) }
  var wouldBlock: Bool { file.wouldBlock }
  var isSeekable: Bool { true }
  func seek(to offset: Int) throws { try file.seek(offset: Int64(offset), from: .start) }
  func close() { if file != .standardInput { try? file.close() } }
}

extension FileDescriptor {
  /// Opens an input. A FIFO to which nobody writes yet opens as well: the wait for its writer is the read's, which a
  /// run that is to stop can end.
  static func openInput(_ path: FilePath) throws -> FileDescriptor {
    #if os(Linux)
      let file = try open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      _ = fcntl(file.rawValue, F_SETFL, fcntl(file.rawValue, F_GETFL) & ~O_NONBLOCK)
      return file
    #else
      // Elsewhere a FIFO without a writer is at its end.
      return try open(path, .readOnly, options: .closeOnExec)
    #endif
  }

  /// Reads, and lets a run that is to stop, or has something else to do, end the wait for it.
  func patientRead(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try ReadingPause.wait(for: self)
    return try read(into: buffer)
  }

  /// Whether a read would wait for the other end of a pipe.
  var wouldBlock: Bool {
    var state = pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 0
  }
}
