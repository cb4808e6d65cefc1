#if PostgreSQL
  import Isnad
  import SystemPackage

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// A PostgreSQL database that documents are written to.
  ///
  /// **Invariants.** All that was written between two ``commit()``s is one transaction, with the run's count of commits,
  /// and what it wrote since its checkpoint. A run that was killed between the database's commit and the saving of its
  /// checkpoint gives the same documents again: they are known by identity and digest, and passed over, so that each
  /// change is there once. A document that comes again takes the place of what was there, as in SQLite. The rows come
  /// by COPY.
  package struct PostgresSession: WriterSession {
    /// What a document was written as.
    private struct Written: Hashable {
      let identity: String
      let digest: Int64
    }

    private struct Known {
      let key: String
      let version: Int
      let digest: DocumentDigest
      let firstSeen: String
    }

    /// An index takes no larger name.
    private static let maxIdentity = 1_000
    /// So many documents that are too old go with one commit.
    private static let pruned = 500

    private let connection: PostgresConnection
    private let identity: DocumentIdentity
    private let keep: KeptTime?
    private let run: String
    /// Commits of this run that the database has.
    private var commits: Int
    /// Whether the run saves its state; else each flush is a transaction of its own.
    private var isSaved: Bool
    private var isInTransaction = false
    /// Written when they are large, or when the run saves its state.
    private var waiting = WaitingDocuments()
    /// What the database has though the checkpoint does not count it.
    private var ahead: Set<Written> = []
    /// Of these what has come again since the last commit; and what is new since.
    private var again: [Written] = []
    private var new: [Written] = []

    /// - Parameter target: a connection string of libpq.
    /// - Throws: a ``Diagnostic`` where the database can't be reached, or holds something else.
    package init(
      _ target: String, _ opening: OutputOpening, identity: DocumentIdentity = .id, keep: KeptTime? = nil
    ) throws {
      connection = try PostgresConnection(target)
      self.identity = identity
      self.keep = keep
      try PostgresSchema.create(connection)
      switch opening {
      case .new, .append:
        run = String(UInt64.random(in: .min ... .max), radix: 16)
        commits = 0
        isSaved = false
      case .resume(let mark), .complete(let mark):
        guard let name = mark["run"]?.string, let saved = mark["commits"]?.int else {
          throw Diagnostic.badDatabaseMark
        }
        run = name
        isSaved = true
        let found = try connection.execute("SELECT commits FROM isnad_runs WHERE run = $1", [run])
        let counted = found.first?.first.flatMap { $0 }.flatMap { Int($0) }
        if case .complete = opening {
          commits = counted ?? saved
          return
        }
        guard let counted, counted >= saved else { throw Diagnostic.badDatabaseMark }
        commits = counted
        let rows = try connection.execute(
          "SELECT identity, digest FROM isnad_written WHERE run = $1 AND commit > $2", [run, String(saved)])
        for row in rows {
          if let identity = row[0], let digest = row[1].flatMap({ Int64($0) }) {
            ahead.insert(Written(identity: identity, digest: digest))
          }
        }
      }
    }

    package mutating func write(_ items: [DocumentTables]) throws {
      _ = waiting.add(items)
      if waiting.isLarge { try flush() }
      if !isSaved {
        try flush()
        try prune()
        try end()
      }
    }

    // MARK: Documents

    private mutating func begin() throws {
      guard !isInTransaction else { return }
      try connection.execute("BEGIN")
      isInTransaction = true
      try connection.execute(PostgresSchema.lock)
    }

    private mutating func flush() throws {
      guard !waiting.isEmpty else { return }
      try begin()
      let items = waiting.takeAll()
      let now = Date().formatted(.iso8601)
      var wave: [(tables: DocumentTables, digest: DocumentDigest, identity: String)] = []
      var names: Set<String> = []
      for tables in items {
        guard let digest = tables.digest else { continue }
        let identity = Self.short(self.identity.name(of: tables))
        let written = Written(identity: identity, digest: digest.whole)
        if ahead.remove(written) != nil {
          again.append(written)
          continue
        }
        new.append(written)
        if !names.insert(identity).inserted {
          try put(wave, now)
          (wave, names) = ([], [identity])
        }
        wave.append((tables, digest, identity))
      }
      try put(wave, now)
    }

    /// The name by which a document is known: of a long one a fingerprint is the end.
    private static func short(_ name: String) -> String {
      let name = name.replacing("\0", with: "\u{FFFD}")
      guard name.utf8.count > maxIdentity else { return name }
      return "\(name.prefix(maxIdentity / 8))~\(String(Fingerprint.of(name), radix: 16))"
    }

    /// Writes documents each of which has an identity of its own.
    private func put(
      _ wave: [(tables: DocumentTables, digest: DocumentDigest, identity: String)], _ now: String
    ) throws {
      guard !wave.isEmpty else { return }
      let known = try self.known(wave.map(\.identity))
      var seen: [(Known, DocumentTables)] = []
      var written: [(tables: DocumentTables, digest: DocumentDigest, identity: String, known: Known?)] = []
      for (tables, digest, identity) in wave {
        if let found = known[identity], found.digest == digest {
          seen.append((found, tables))
        } else {
          written.append((tables, digest, identity, known[identity]))
        }
      }
      if !seen.isEmpty {
        try connection.execute(
          """
          UPDATE documents SET uri = seen.uri, record = seen.record, last_seen = $4
          FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS seen (key, uri, record) WHERE documents.key = seen.key
          """,
          [
            Self.list(seen.map(\.0.key)), Self.list(seen.map(\.1.source.uri)),
            Self.list(seen.map { $0.1.source.record.map(String.init) }), now,
          ])
      }
      let replaced = written.compactMap(\.known)
      if !replaced.isEmpty {
        let columns = PostgresSchema.versioned.joined(separator: ", ")
        let changed = written.filter { $0.known.map(\.digest.content) != $0.digest.content }.compactMap(
          \.known)
        try connection.execute(
          """
          INSERT INTO document_versions (document_key, version, \(columns), last_seen)
          SELECT key, version, \(columns), last_seen FROM documents WHERE key = ANY($1::bigint[])
          ON CONFLICT DO NOTHING
          """, [Self.list(changed.map(\.key))])
        try connection.execute(
          "DELETE FROM documents WHERE key = ANY($1::bigint[])", [Self.list(replaced.map(\.key))])
      }
      guard !written.isEmpty else { return }
      var fresh = try connection.execute(
        "SELECT nextval(pg_get_serial_sequence('documents', 'key')) FROM generate_series(1, $1::integer)",
        [String(written.count)]
      ).compactMap { $0[0] }[...]
      try copy(
        written.map { document in
          let key = document.known?.key ?? fresh.popFirst() ?? "0"
          return (document.tables, document.digest, document.identity, key, document.known)
        }, now)
    }

    private func known(_ identities: [String]) throws -> [String: Known] {
      let rows = try connection.execute(
        """
        SELECT identity, key, version, content_digest, digest, first_seen FROM documents
        WHERE identity = ANY($1::text[])
        """, [Self.list(identities)])
      var known: [String: Known] = [:]
      for row in rows {
        guard let identity = row[0], let key = row[1], let version = row[2].flatMap({ Int($0) }),
          let content = row[3].flatMap({ Int64($0) }), let whole = row[4].flatMap({ Int64($0) }),
          let first = row[5]
        else { continue }
        known[identity] = Known(
          key: key, version: version, digest: DocumentDigest(content: content, whole: whole), firstSeen: first
        )
      }
      return known
    }

    private func copy(
      _ documents: [(
        tables: DocumentTables, digest: DocumentDigest, identity: String, key: String, known: Known?
      )],
      _ now: String
    ) throws {
      for (place, table) in Table.all.enumerated() {
        let isDocuments = table.name == Table.documents.name
        let isQuotes = table.name == Table.quotes.name
        var text = CopyText()
        for document in documents {
          for (number, row) in document.tables.rows[place].enumerated() {
            text.add(document.key)
            for cell in row { text.add(cell) }
            if isDocuments {
              let isChanged = document.known.map { $0.digest.content != document.digest.content } ?? false
              text.add(document.identity)
              text.add(.integer((document.known?.version ?? 1) + (isChanged ? 1 : 0)))
              text.add(document.known?.firstSeen ?? now)
              text.add(now)
              text.add(.integer(Int(document.digest.whole)))
              text.add(.integer(Int(document.digest.content)))
              text.add(
                SearchVector.text([document.tables.words?.title ?? "", document.tables.words?.text ?? ""]))
            }
            if isQuotes, let words = document.tables.words?.quotes, words.indices.contains(number) {
              text.add(SearchVector.text([words[number].speaker, words[number].text]))
            } else if isQuotes {
              text.add(.null)
            }
            text.endRow()
          }
        }
        let columns = table.columns.map(\.name)
        try connection.copy(
          text, into: table.name,
          isDocuments
            ? PostgresSchema.documentColumns : ["document_key"] + columns + (isQuotes ? ["search"] : []))
      }
      var text = CopyText()
      for document in documents {
        for table in document.tables.own {
          for row in table.rows {
            text.add(document.key)
            text.add(document.tables.document)
            text.add(table.layer)
            text.add(OwnTable.rest(row) == .null ? .text("{}") : OwnTable.rest(row))
            text.endRow()
          }
        }
      }
      try connection.copy(text, into: "annotations", ["document_key", "document", "layer", "fields"])
    }

    /// A list as PostgreSQL reads it: `{"a",NULL}`.
    private static func list(_ values: [String?]) -> String {
      let items = values.map { value in
        guard let value else { return "NULL" }
        let clean = value.replacing("\0", with: "\u{FFFD}")
        return "\"\(clean.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
      }
      return "{\(items.joined(separator: ","))}"
    }

    // MARK: Ends

    package mutating func commit() throws -> JSONValue? {
      isSaved = true
      try flush()
      try begin()
      let number = commits + 1
      try connection.execute("DELETE FROM isnad_written WHERE run = $1", [run])
      var text = CopyText()
      for (written, number) in (new + again).map({ ($0, number) }) + ahead.map({ ($0, number + 1) }) {
        text.add(run)
        text.add(.integer(number))
        text.add(written.identity)
        text.add(.integer(Int(written.digest)))
        text.endRow()
      }
      try connection.copy(text, into: "isnad_written", ["run", "commit", "identity", "digest"])
      try connection.execute(
        """
        INSERT INTO isnad_runs (run, commits, changed) VALUES ($1, $2, now())
        ON CONFLICT (run) DO UPDATE SET commits = EXCLUDED.commits, changed = EXCLUDED.changed
        """, [run, String(number)])
      try prune()
      try end()
      commits = number
      (new, again) = ([], [])
      return .object([.init("run", .string(run)), .init("commits", .integer(number))])
    }

    /// Takes away documents that are too old, with all that belongs to them, so many at a time.
    private func prune() throws {
      guard let keep, isInTransaction else { return }
      try connection.execute(
        """
        WITH old AS (DELETE FROM documents WHERE key IN (
          SELECT key FROM documents WHERE last_seen < now() - make_interval(days => $1::integer)
          ORDER BY last_seen LIMIT \(Self.pruned)) RETURNING key)
        DELETE FROM document_versions WHERE document_key IN (SELECT key FROM old)
        """, [String(keep.days)])
    }

    private mutating func end() throws {
      guard isInTransaction else { return }
      try connection.execute("COMMIT")
      isInTransaction = false
    }

    package mutating func finish() throws {
      try flush()
      try begin()
      // A run that is complete is not gone on with.
      for table in ["isnad_written", "isnad_runs"] {
        try connection.execute("DELETE FROM \(table) WHERE run = $1", [run])
      }
      try prune()
      try end()
    }

    package mutating func abandon() -> String? {
      if isInTransaction { _ = try? connection.execute("ROLLBACK") }
      isInTransaction = false
      return "What was committed so far is in the database."
    }
  }

  extension Diagnostic {
    fileprivate static let badDatabaseMark = Diagnostic(
      .changedOutput, "the database does not hold what the checkpoint counts.",
      suggestion: "Name the database of the interrupted run, or begin anew with --restart.")
  }
#endif
