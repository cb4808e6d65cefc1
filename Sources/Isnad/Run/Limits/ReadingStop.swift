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
    while try !wait(for: file, atMost: .seconds(3600)) {}
  }

  /// The same, for so long at the most.
  /// - Returns: whether there is something to read.
  static func wait(for file: FileDescriptor, atMost time: Duration) throws(ReadingStopped) -> Bool {
    // A descriptor below zero is one at which nobody looks.
    var states = [
      pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp?.descriptor.rawValue ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let end = ContinuousClock.now + time
    while true {
      let rest = (end - .now) / .milliseconds(1)
      if poll(&states, 2, Int32(max(0, min(rest.rounded(.up), 1e9)))) >= 0 || errno != EINTR { break }
    }
    if states[1].revents != 0 { throw ReadingStopped() }
    return states[0].revents != 0
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
