#if SQLite
  internal import GRDB

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #endif
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Among whom names stand in their documents, by which a short name is told from another one's: أبي of شينزو آبي stands
  /// with Japan, أبي أحمد with Ethiopia.
  ///
  /// Of names with many documents those of some days are looked at, so that what is said does not depend on the order in which documents came.
  final class NameCompany {
    /// Names that stand out beside one that are looked for.
    private static let looked = 12
    /// Documents of a name that are looked at, about.
    private static let documents = 400
    /// The share of a short name's documents that must have one of these names. Of 225 short names in 60,646 articles nearly
    /// all below it are somebody else's, and most above it are not.
    private static let least = 0.3

    private let database: GRDB.Database
    private let counts: [Int64: Int]
    private let all: Double
    private var known: [Int64: [Int64]] = [:]

    /// - Parameter counts: in how many documents each name is.
    init(_ counts: [Int64: Int], _ database: GRDB.Database) throws {
      self.database = database
      self.counts = counts
      all = Double(max(1, try Int.fetchOne(database, sql: "SELECT count(*) FROM archive_documents") ?? 1))
    }

    func isShared(_ short: PeopleResolver.Name, _ full: PeopleResolver.Name) throws -> Bool {
      let company = try company(of: full)
      // Who stands alone tells nothing.
      guard !company.isEmpty else { return true }
      let row = try GRDB.Row.fetchOne(
        database,
        sql: """
          SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM archive_mentions x WHERE x.document_key = m.document_key
            AND x.name IN (\(company.map(String.init).joined(separator: ", "))))), 0)
          FROM archive_mentions m WHERE m.name = ? AND (\(ArchivePlace.dayExpression)) % ? = 0
          """, arguments: [short.number, Self.step(short)])
      guard let seen = row?[0] as Int?, let shared = row?[1] as Int?, seen > 0 else { return true }
      return Double(shared) >= Self.least * Double(seen)
    }

    private static func step(_ name: PeopleResolver.Name) -> Int { max(1, name.documents / documents) }

    /// The names that stand out beside one (log-likelihood, Dunning 1993).
    private func company(of name: PeopleResolver.Name) throws -> [Int64] {
      if let known = known[name.number] { return known }
      let rows = try GRDB.Row.fetchAll(
        database,
        sql: """
          SELECT x.name, count(*) FROM archive_mentions m CROSS JOIN archive_mentions x ON x.document_key = m.document_key
          WHERE m.name = ? AND (m.\(ArchivePlace.dayExpression)) % ? = 0 GROUP BY x.name HAVING count(*) > 1
          """, arguments: [name.number, Self.step(name)])
      let here = Double(rows.first { $0[0] == name.number }?[1] as Int? ?? 1)
      var scored: [(score: Double, name: Int64)] = []
      for row in rows where row[0] != name.number {
        let count = Double(row[1] as Int)
        let score = count * log(count / (Double(counts[row[0]] ?? 1) / all * here))
        if score > 0 { scored.append((score, row[0])) }
      }
      let found = scored.sorted { ($1.score, $0.name) < ($0.score, $1.name) }.prefix(Self.looked).map(\.name)
      known[name.number] = found
      return found
    }
  }
#endif
