import Testing

@testable import Isnad

/// Calls that are tried again, given up, and timed.
@Suite struct PatientCallTests {
  private func call(_ options: String, retry: RetryPolicy? = nil, timeout: Duration? = nil) async throws
    -> PatientCall
  {
    let stage = try await Registry.toys.make(
      "toy-service", options: options, context: StageContext(id: "s", directory: "."))
    let transform = try #require(stage as? any AsyncTransform)
    return PatientCall(transform: transform, retry: retry, timeout: timeout, limit: FlightLimit(4))
  }

  private func documents(_ numbers: Range<Int>) -> [Document] {
    numbers.map {
      Document(id: String($0), source: DocumentSource(uri: "toy"), text: SourceText(String($0)))
    }
  }

  @Test(arguments: [false, true])
  func aCallTriesAgain(_ batches: Bool) async throws {
    let retry = try RetryPolicy.decode(YAMLParser.parse("{ attempts: 3, backoff: 1ms }"))
    let outcomes = try await call("{ failures: 2, batches: \(batches) }", retry: retry).process(
      documents(0..<3))
    #expect(outcomes.map(\.tries) == [3, 3, 3])
    #expect(outcomes.allSatisfy { (try? $0.result.get())?.metadata["touched"] != nil })
  }

  @Test func aCallGivesUp() async throws {
    let retry = try RetryPolicy.decode(YAMLParser.parse("{ attempts: 2, backoff: 1ms }"))
    let outcomes = try await call("{ failures: 9 }", retry: retry).process(documents(0..<2))
    #expect(outcomes.map(\.tries) == [2, 2])
    for outcome in outcomes {
      #expect(throws: StageFailure(code: "busy", message: "try 2", isTransient: true)) {
        try outcome.result.get()
      }
    }
  }

  /// One of a batch hangs: alone, the others get their answers.
  @Test(arguments: [false, true])
  func aDocumentThatHangsCostsItself(_ batches: Bool) async throws {
    let outcomes = try await call("{ hang: [1], batches: \(batches) }", timeout: .milliseconds(400))
      .process(documents(0..<3))
    #expect(outcomes.map { (try? $0.result.get())?.id } == ["0", nil, "2"])
    #expect(throws: StageFailure.self) { try outcomes[1].result.get() }
  }
}
