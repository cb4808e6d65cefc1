/// A stateful transform in a run: its state, and the order in which batches come to it.
protocol StatefulStep: Sendable {
  func prepare() async throws
  /// Waits until all batches before this one have left.
  func enter(_ batch: Int) async throws
  func leave()
  /// Sends all who wait away.
  func close()
  func process(_ document: Document) async -> Result<Document, any Error>
  func summary() async -> String?
}

actor StatefulRunner<T: StatefulTransform>: StatefulStep {
  private let transform: T
  private var state: T.State?
  private nonisolated let order = Turnstile(width: 1)

  init(_ transform: T) { self.transform = transform }

  func prepare() throws { state = try transform.makeState() }

  nonisolated func enter(_ batch: Int) async throws { try await order.enter(batch) }
  nonisolated func leave() { order.leave() }
  nonisolated func close() { order.close() }

  func process(_ document: Document) -> Result<Document, any Error> {
    // Taken out while it is changed: two owners would make every change copy it.
    guard var current = state.take() else { return .failure(CancellationError()) }
    defer { state = current }
    var document = document
    do {
      try transform.process(&document, state: &current)
      return .success(document)
    } catch {
      return .failure(error)
    }
  }

  func summary() -> String? { state.flatMap { transform.summary(of: $0) } }
}
