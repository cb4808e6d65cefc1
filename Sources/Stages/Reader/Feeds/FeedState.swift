import Isnad

/// How far the reading of a feed is: what a run needs to go on with it, and what people ask about it.
struct FeedState {
  /// As the pipeline calls it.
  let url: String
  /// Where it is, behind redirects that are for good.
  var location: String
  /// By which its server tells whether it has changed.
  var tag: String?
  var modified: String?
  /// When it is to be fetched, in seconds since 1970.
  var due = 0.0
  /// How often in a row it could not be read.
  var failures = 0
  var problem: String?
  /// When it was read last, in seconds since 1970.
  var lastSuccess: Double?
  /// When it gave an entry last, in seconds since 1970.
  var lastEntry: Double?
  /// Of a run that reads each feed once.
  var isDone = false
  var memory = FeedMemory()

  init(_ url: String) {
    self.url = url
    location = url
  }

  /// - Returns: nil for what ``json`` did not make.
  init?(_ value: JSONValue) {
    guard let url = value["url"]?.string, let location = value["location"]?.string,
      let due = value["due"]?.int, let failures = value["failures"]?.int, failures >= 0,
      let memory = value["seen"]?.string.flatMap(FeedMemory.init)
    else { return nil }
    self.url = url
    self.location = location
    self.due = Double(due)
    self.failures = failures
    self.memory = memory
    tag = value["etag"]?.string
    modified = value["modified"]?.string
    problem = value["problem"]?.string
    lastSuccess = value["last_success"]?.int.map(Double.init)
    lastEntry = value["last_entry"]?.int.map(Double.init)
    if case .bool(true)? = value["done"] { isDone = true }
  }

  var json: JSONValue {
    func seconds(_ time: Double) -> JSONValue { .integer(Int(time)) }
    var members: [JSONValue.Member] = [
      .init("url", .string(url)), .init("location", .string(location)), .init("due", seconds(due)),
      .init("failures", .integer(failures)), .init("done", .bool(isDone)),
      .init("seen", .string(memory.text)),
    ]
    for (name, value) in [("etag", tag), ("modified", modified), ("problem", problem)] {
      if let value { members.append(.init(name, .string(value))) }
    }
    if let lastSuccess { members.append(.init("last_success", seconds(lastSuccess))) }
    if let lastEntry { members.append(.init("last_entry", seconds(lastEntry))) }
    return .object(members)
  }

  /// What people ask about it.
  var source: SourceState {
    var source = SourceState(url)
    source.problem = problem
    source.failures = failures
    source.lastSuccess = lastSuccess
    source.lastRecord = lastEntry
    source.due = isDone ? nil : due
    return source
  }
}
