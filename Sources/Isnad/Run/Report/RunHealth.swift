/// Whether a run goes as it should, for those who watch over it.
///
/// It does not where documents stand still on their way, where what came through is not saved, where none of the sources
/// that it asks again and again can be read, and where it is about to stop.
public struct RunHealth: Sendable, Hashable {
  /// What is wrong, as sentences; none where all is well.
  public let problems: [String]
  public var isHealthy: Bool { problems.isEmpty }

  /// - Parameter patience: how long documents may stand still or stay unsaved.
  public init(
    _ state: RunMonitor.State, patience: Duration, at now: ContinuousClock.Instant = .now
  ) {
    var problems: [String] = []
    func seconds(_ since: ContinuousClock.Instant) -> Int64 { (now - since).components.seconds }
    if state.isStopping { problems.append("The run is stopping.") }
    let inFlight = state.taken - state.documents
    if inFlight > 0, now - state.movedAt > patience {
      problems.append(
        "\(Self.documents(inFlight)) on the way, and none came through for \(seconds(state.movedAt)) s.")
    }
    if let saved = state.saved, state.documents > saved, let since = state.unsavedSince,
      now - since > patience
    {
      problems.append(
        "\(Self.documents(state.documents - saved)) not saved, the first of them for \(seconds(since)) s.")
    }
    let broken = state.sources.filter { $0.failures > 0 }
    if let first = broken.first, broken.count == state.sources.count {
      let which = broken.count == 1 ? "The only feed" : "None of \(broken.count) feeds"
      let what = broken.count == 1 ? "can't be read" : "can be read"
      problems.append("\(which) \(what): \(first.problem ?? first.name).")
    }
    self.problems = problems
  }

  private static func documents(_ count: Int) -> String {
    count == 1 ? "1 document is" : "\(count) documents are"
  }
}
