/// What a writer has made of the documents of a batch, in their order. Its form is the writer's and its session's own.
protocol EncodedBatch: Sendable {
  var isEmpty: Bool { get }
  /// The same without those documents that left behind the writer.
  /// - Parameter stays: of each document of the batch, whether it came to the end.
  func only(_ stays: [Bool]) -> any EncodedBatch
}

/// The same with its form: which it is, is asked once a batch, and not for each document.
struct EncodedDocuments<Encoded: Sendable>: EncodedBatch {
  private(set) var values: [Encoded] = []
  /// The places of their documents in the batch.
  private var numbers: [Int] = []

  var isEmpty: Bool { values.isEmpty }

  mutating func reserveCapacity(_ count: Int) {
    values.reserveCapacity(count)
    numbers.reserveCapacity(count)
  }

  mutating func append(_ value: Encoded, of number: Int) {
    values.append(value)
    numbers.append(number)
  }

  func only(_ stays: [Bool]) -> any EncodedBatch {
    var kept = Self()
    for (value, number) in zip(values, numbers) where stays[number] { kept.append(value, of: number) }
    return kept
  }
}
