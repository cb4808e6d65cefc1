/// Lets a run save what it has while its source waits for more.
///
/// A source that never ends may wait for hours. What it gave before must not stay unsaved for as long.
public enum ReadingPause {
  /// When the state is to be saved next, and whether records came that it does not count.
  struct Due: Sendable {
    let end: ContinuousClock.Instant
    let hasUnsaved: Bool
  }

  @TaskLocal static var due: Due?

  /// For sources that wait and look now and then. ``RecordSource/next()`` is called again when the state is saved.
  /// - Parameter hasMoved: the source's own position has changed, without a record: a feed could not be read, say.
  /// - Throws: ``ReadingPaused`` where it is time to save.
  public static func check(hasMoved: Bool = false) throws(ReadingPaused) {
    guard let due, due.hasUnsaved || hasMoved else { return }
    if ContinuousClock.now >= due.end { throw ReadingPaused() }
  }
}

/// The run is to be saved, and its source was waiting. The source is asked again.
public struct ReadingPaused: Error, Sendable {
  public init() {}
}
