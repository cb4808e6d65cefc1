import Synchronization

/// Closes the stages of a pipeline, once and in the reverse of the order in which they were made.
final class StageClosing: Sendable {
  private let stages = Mutex<[any Stage]>([])

  func add(_ stage: any Stage) { stages.withLock { $0.append(stage) } }

  func close() async {
    let made = stages.withLock { stages in
      defer { stages = [] }
      return stages
    }
    for stage in made.reversed() { await stage.close() }
  }
}
