#if SQLite
  internal import GRDB

  /// A question as the full-text index understands it.
  ///
  /// Words and filters are one expression, so the index itself walks from one common entry to the next; days are a
  /// range of its keys. Nothing is looked at that does not match.
  struct ArchiveMatch {
    let expression: String
    let places: Range<Int64>

    init(_ question: ArchiveQuestion, _ database: GRDB.Database) throws {
      var wanted: [String] = []
      var unwanted: [String] = []
      for term in question.terms {
        let match = try Self.match(term, database)
        if term.isExcluded { unwanted.append(match) } else { wanted.append(match) }
      }
      if let speaker = question.speaker { wanted.append(try Self.tags(ofPerson: speaker, database)) }
      if let outlet = question.outlet {
        let number = try Int64.fetchOne(
          database, sql: "SELECT key FROM archive_outlets WHERE name = ?", arguments: [outlet])
        wanted.append(Self.tags(number.map { [ArchiveTag.outlet($0)] } ?? []))
      }
      if let kind = question.kind { wanted.append(Self.tags([ArchiveTag.kind(kind.rawValue)])) }
      if let polarity = question.polarity {
        wanted.append(Self.tags([ArchiveTag.polarity(polarity.rawValue)]))
      }
      if wanted.isEmpty { wanted.append(Self.tags([ArchiveTag.any])) }
      let all = wanted.joined(separator: " AND ")
      expression =
        unwanted.isEmpty ? all : "(\(all)) NOT (" + unwanted.joined(separator: " OR ") + ")"
      places = question.places
    }

    /// Names that a spelling of a speaker may have.
    private static let maxNames = 200

    private static func match(_ term: ArchiveQuestion.Term, _ database: GRDB.Database) throws -> String {
      switch term.field {
      case .all: return "{speaker text title} : " + phrase(term.words)
      case .about: return "{text title} : " + phrase(term.words)
      case .speaker:
        // By any name of those who bear this one, and by the words.
        let names = try Int64.fetchAll(
          database,
          sql: """
            SELECT other.key FROM archive_names own JOIN archive_names other ON other.person = own.person
            WHERE own.form = ? LIMIT \(maxNames)
            """, arguments: [term.words.joined(separator: " ")])
        let words = "speaker : " + phrase(term.words)
        return names.isEmpty ? words : "(\(words) OR \(tags(names.map(ArchiveTag.name))))"
      case .outlet:
        let search = SearchText()
        let rows = try GRDB.Row.fetchAll(database, sql: "SELECT key, name FROM archive_outlets")
        let wanted = term.words.joined(separator: " ")
        return tags(
          rows.compactMap { row in
            let name: String = row[1]
            let isOne =
              (" " + search.indexed(name) + " ").contains(" " + wanted + " ")
              || search.indexed(name).hasPrefix(wanted)
            return isOne ? ArchiveTag.outlet(row[0]) : nil
          })
      }
    }

    private static func tags(ofPerson number: Int64, _ database: GRDB.Database) throws -> String {
      let names = try Int64.fetchAll(
        database, sql: "SELECT key FROM archive_names WHERE person = ? LIMIT \(maxNames)", arguments: [number]
      )
      // A number of somebody who is no person is that of a name.
      return tags((names.isEmpty ? [number] : names).map(ArchiveTag.name))
    }

    private static func tags(_ tags: [String]) -> String {
      let tags = tags.isEmpty ? [ArchiveTag.none] : tags
      return "tags : (" + tags.map(quoted).joined(separator: " OR ") + ")"
    }

    /// The first word with what may be written before it, the others as they are.
    private static func phrase(_ words: [String]) -> String {
      guard let first = words.first else { return quoted(ArchiveTag.none) }
      let rest = words.dropFirst().map { " " + $0 }.joined()
      return "(" + SearchText.forms(of: first).map { quoted($0 + rest) }.joined(separator: " OR ") + ")"
    }

    private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

    static let condition = "archive_search MATCH ? AND archive_search.rowid >= ? AND archive_search.rowid < ?"

    /// - Parameter before: the key of the last one that was shown.
    func arguments(before: Int64? = nil) -> StatementArguments {
      [expression, places.lowerBound, min(places.upperBound, before ?? .max)]
    }
  }
#endif
