/// Documents that wait to be written together: one transaction for hundreds costs an index of words half of what one for
/// each batch does.
struct WaitingDocuments {
  /// So many wait at most, and so many bytes of theirs, about.
  private static let most = 512
  private static let mostBytes = 8 << 20
  /// What a row takes besides its texts, about.
  private static let rowBytes = 200

  private var items: [DocumentTables] = []
  private var bytes = 0
  /// Documents of the largest batch that has come.
  private var largest = 0

  var isEmpty: Bool { items.isEmpty }

  /// - Returns: whether they are to be written now: enough have come, or the input makes us wait, as a batch says that is
  ///   smaller than another one was.
  mutating func add(_ batch: [DocumentTables]) -> Bool {
    items += batch
    for tables in batch {
      bytes +=
        tables.rows.reduce(0) { $0 + $1.count * Self.rowBytes } + (tables.words?.text.utf8.count ?? 0) * 2
    }
    largest = max(largest, batch.count)
    return items.count >= Self.most || isLarge || batch.count < largest
  }

  /// Whether they take as much memory as they may.
  var isLarge: Bool { bytes >= Self.mostBytes }

  mutating func takeAll() -> [DocumentTables] {
    defer { (items, bytes) = ([], 0) }
    return items
  }
}
