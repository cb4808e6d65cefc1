import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A descriptor that can be read from the moment on in which somebody rings: what a wait for input looks at as well.
final class WakeUp: Sendable {
  let descriptor: FileDescriptor
  private let bell: FileDescriptor
  private let rung = Mutex(false)

  /// - Throws: `Errno` where the process has no descriptors left.
  init() throws(Errno) {
    do {
      (descriptor, bell) = try FileDescriptor.pipe()
    } catch let error as Errno {
      throw error
    } catch {
      throw .ioError
    }
    // Not for the processes that stages start.
    for end in [descriptor, bell] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
  }

  var isRung: Bool { rung.withLock { $0 } }

  /// Rings once and for all.
  func ring() {
    rung.withLock { isRung in
      guard !isRung else { return }
      isRung = true
      _ = try? bell.writeAll([0])
    }
  }

  deinit {
    try? descriptor.close()
    try? bell.close()
  }
}
