import Isnad

/// What a server says of the documents of one request.
struct BulkAnswer {
  enum Fate: Equatable {
    /// It is in the index, or a later version of it is.
    case taken
    /// It may be taken later: the server has too much to do.
    case later(String)
    case refused(String)
  }

  /// One a document, in the order of the request.
  let fates: [Fate]

  /// - Returns: nil for what is no answer to so many documents.
  init?(_ body: [UInt8], count: Int) {
    guard let value = try? JSONParser.parse(body[...]), let items = value["items"]?.array,
      items.count == count
    else { return nil }
    var fates: [Fate] = []
    for item in items {
      guard let result = item["index"], let status = result["status"]?.int else { return nil }
      let reason = Self.reason(result["error"], status)
      switch status {
      // A conflict is a later version that is there already.
      case 200..<300, 409: fates.append(.taken)
      case 429, 500...: fates.append(.later(reason))
      default: fates.append(.refused(reason))
      }
    }
    self.fates = fates
  }

  private static func reason(_ error: JSONValue?, _ status: Int) -> String {
    let words = [error?["type"]?.string, error?["reason"]?.string].compactMap { $0 }.joined(separator: ": ")
    let text = words.isEmpty ? "the server answers with \(status)" : words
    return String(text.prefix(300)).printableLine
  }
}
