/// Lets a run save what it has while its source waits for more.
///
/// A source that never ends may wait for hours. What it gave before must not stay unsaved for as long.
public enum ReadingPause {
  @TaskLocal static var end: ContinuousClock.Instant?

  /// For sources that wait and look now and then. ``RecordSource/next()`` is called again when the state is saved.
  /// - Throws: ``ReadingPaused`` where it is time to save.
  public static func check() throws(ReadingPaused) {
    if let end, ContinuousClock.now >= end { throw ReadingPaused() }
  }
}

/// The run is to be saved, and its source was waiting. The source is asked again.
public struct ReadingPaused: Error, Sendable {
  public init() {}
}
