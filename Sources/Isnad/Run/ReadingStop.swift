/// Lets a run that is to stop end a wait for input.
///
/// A read from a pipe blocks for as long as nobody writes to it. A source that looks here now and then while it waits,
/// and throws ``ReadingStopped``, keeps no run from ending.
public enum ReadingStop {
  /// In a type of its own: a task-local function is more than the compiler can do.
  struct Asked: Sendable {
    let isAsked: @Sendable () -> Bool
  }

  @TaskLocal static var asked: Asked?

  /// - Throws: ``ReadingStopped`` where the run is to stop.
  public static func check() throws(ReadingStopped) {
    if let asked, asked.isAsked() { throw ReadingStopped() }
  }
}

/// The run is to stop, and its source was waiting. What it had of a record is not read.
public struct ReadingStopped: Error, Sendable {
  public init() {}
}
