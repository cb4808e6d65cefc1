/// What became of a batch in the chain.
struct BatchResult: Sendable {
  struct Failed: Sendable {
    let record: Record
    let id: String?
    let stage: String
    let failure: StageFailure
    /// How often the stage was tried.
    var tries = 1
  }

  let number: Int
  let read: Int
  /// How far reading was behind the batch.
  let reached: RecordBatch.Reached
  /// The states of stateful stages behind this batch, where the run's state is to be saved.
  var states: [String: JSONValue]?
  /// What each writer gets; nil for one to which no document came.
  var encoded: [(any EncodedBatch)?]
  var written = 0
  var filtered: [String: Int] = [:]
  var failed: [Failed] = []
  /// The documents that stages took out, where somebody is told of each.
  var left: [FilteredRecord] = []
  var shares: [RunReport.StageShare]
}
