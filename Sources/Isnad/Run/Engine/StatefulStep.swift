#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A stateful transform in a run: its state, and the order in which batches come to it.
protocol StatefulStep: Sendable {
  /// - Parameter saved: what an interrupted run's checkpoint holds; nil to begin.
  func prepare(_ saved: JSONValue?) async throws
  /// Waits until all batches before this one have left.
  func enter(_ batch: Int) async throws
  func leave()
  /// Sends all who wait away.
  func close()
  func process(_ document: Document) async -> Result<Document, any Error>
  func summary() async -> String?
  /// The state as a checkpoint keeps it.
  func snapshot() async throws -> JSONValue
}

actor StatefulRunner<T: StatefulTransform>: StatefulStep {
  private let transform: T
  private var state: T.State?
  private nonisolated let order = Turnstile(width: 1)

  init(_ transform: T) { self.transform = transform }

  func prepare(_ saved: JSONValue?) throws {
    guard let saved else {
      state = try transform.makeState()
      return
    }
    var json = JSONWriter()
    json.value(saved)
    do {
      state = try JSONDecoder().decode(T.State.self, from: Data(json.bytes))
    } catch {
      throw Diagnostic.badCheckpoint
    }
  }

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

  func snapshot() throws -> JSONValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try JSONParser.parse(ArraySlice(try encoder.encode(state)))
  }
}
