import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lets a run that is to stop end a wait for input.
///
/// A read from a pipe blocks for as long as nobody writes to it, and nobody can call it back. A source that waits with
/// ``wait(for:)`` before it reads keeps no run from ending, whether it is stopped, has failed, or is cancelled.
public enum ReadingStop {
  @TaskLocal static var wakeUp: WakeUp?

  /// Waits until a read of the descriptor has bytes, or the end of them.
  /// - Throws: ``ReadingStopped`` where the run is to stop.
  public static func wait(for file: FileDescriptor) throws(ReadingStopped) {
    // A descriptor below zero is one at which nobody looks.
    var states = [
      pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp?.descriptor.rawValue ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&states, 2, -1) < 0, errno == EINTR {}
    if states[1].revents != 0 { throw ReadingStopped() }
  }

  /// - Throws: ``ReadingStopped`` where the run is to stop: for sources that wait in another way, and look now and then.
  public static func check() throws(ReadingStopped) {
    if wakeUp?.isRung == true { throw ReadingStopped() }
  }
}

/// The run is to stop, and its source was waiting. What it had of a record is not read.
public struct ReadingStopped: Error, Sendable {
  public init() {}
}
