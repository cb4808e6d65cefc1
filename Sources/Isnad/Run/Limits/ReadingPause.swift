import SystemPackage

/// Lets a run do something else while its source waits for more: save what it has, look at its other sources.
///
/// A source that never ends may wait for hours. What it gave before must not stay unsaved for as long.
public enum ReadingPause {
  @TaskLocal static var end: ContinuousClock.Instant?

  /// For sources that wait and look now and then. ``RecordSource/next()`` is called again behind the pause.
  /// - Throws: ``ReadingPaused`` where it is time.
  public static func check() throws(ReadingPaused) {
    if let end, ContinuousClock.now >= end { throw ReadingPaused() }
  }

  /// So much of a wait that no pause is missed.
  public static func within(_ time: Duration) -> Duration {
    guard let end else { return time }
    return max(.zero, min(time, end - .now))
  }

  /// Waits until a read of the descriptor has bytes, or the end of them, as ``ReadingStop/wait(for:)`` does, and no longer
  /// than to the pause. For sources that have lost nothing where it throws.
  /// - Throws: ``ReadingStopped`` where the run is to stop, ``ReadingPaused`` where it is time.
  public static func wait(for file: FileDescriptor) throws {
    guard end != nil else { return try ReadingStop.wait(for: file) }
    while try !ReadingStop.wait(for: file, atMost: within(.seconds(3600))) { try check() }
  }

  /// Waits for so long, and no longer than to the pause.
  /// - Throws: ``ReadingStopped`` where the run is to stop, ``ReadingPaused`` where it is time.
  public static func wait(_ time: Duration) throws {
    _ = try ReadingStop.wait(for: FileDescriptor(rawValue: -1), atMost: within(time))
    try check()
  }

  /// Does something that no pause may break off.
  package static func without<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    try $end.withValue(nil, operation: body)
  }
}

/// The run has something else to do, and its source was waiting. The source is asked again.
public struct ReadingPaused: Error, Sendable {
  public init() {}
}
