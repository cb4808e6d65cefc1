#if SQLite
  internal import GRDB
  import Synchronization

  /// How often words stand in quotes at large, told from some thousands of them that lie apart; read once.
  final class Vocabulary: Sendable {
    /// Places of the table that are looked at, and quotes that are read at each.
    private static let places: Int64 = 80
    private static let run = 50

    struct Words: Sendable {
      var quotes = 0
      /// In how many quotes each stands.
      var counts: [String: Int] = [:]

      mutating func add(_ text: String, _ search: SearchText) {
        quotes += 1
        for word in Set(search.words(text)) where word.unicodeScalars.count > 2 {
          counts[word, default: 0] += 1
        }
      }
    }

    private let words = Mutex<Words?>(nil)

    func words(_ database: GRDB.Database) throws -> Words {
      if let known = words.withLock({ $0 }) { return known }
      var found = Words()
      let search = SearchText()
      let first = try Int64.fetchOne(database, sql: "SELECT min(key) FROM quotes") ?? 0
      let last = try Int64.fetchOne(database, sql: "SELECT max(key) FROM quotes") ?? 0
      let step = max(Int64(Self.run), (last - first) / Self.places + 1)
      for start in stride(from: first, through: last, by: Int64.Stride(step)) {
        for text in try String.fetchAll(
          database.cachedStatement(
            sql: "SELECT text FROM quotes WHERE key >= ? ORDER BY key LIMIT \(Self.run)"),
          arguments: [start])
        { found.add(text, search) }
      }
      words.withLock { $0 = found }
      return found
    }
  }
#endif
