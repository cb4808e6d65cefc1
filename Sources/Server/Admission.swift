import Synchronization

/// Counts the requests that are worked on, and lets in no more than there is room for.
final class Admission: Sendable {
  private let limit: Int
  private let count = Mutex(0)

  init(limit: Int) { self.limit = limit }

  /// Holds a place for as long as it is kept.
  final class Ticket: Sendable {
    private let admission: Admission

    fileprivate init(_ admission: Admission) { self.admission = admission }

    deinit { admission.count.withLock { $0 -= 1 } }
  }

  /// Nil where there is no room.
  func enter() -> Ticket? {
    let isIn = count.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
    return isIn ? Ticket(self) : nil
  }

  var inFlight: Int { count.withLock { $0 } }
}
