import Synchronization

/// Memories of words that wait for the next article: as many as articles were read at the same time.
final class Memos<Memo: Sendable>: Sendable {
  private let waiting = Mutex<[Memo]>([])
  private let make: @Sendable () -> Memo

  init(_ make: @escaping @Sendable () -> Memo) { self.make = make }

  /// Lends one that nobody else holds.
  func with<Result>(_ body: (inout Memo) throws -> Result) rethrows -> Result {
    var memo = waiting.withLock { $0.popLast() } ?? make()
    defer { giveBack(memo) }
    return try body(&memo)
  }

  private func giveBack(_ memo: Memo) { waiting.withLock { $0.append(memo) } }
}
