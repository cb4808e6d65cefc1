#if SQLite
  internal import GRDB
  import Isnad

  extension Archive {
    /// Days around an article in which another one may be of the same story.
    private static let storyDays: Int64 = 3
    /// Names of an article that are looked up, the rarest, and documents of each that are looked at.
    private static let storyNames = 10
    private static let storyDocuments = 200
    private static let shownStories = 8
    /// Words that a run has by which texts are compared.
    private static let run = 4
    /// Annotations of a layer that an article's page shows.
    private static let maxAnnotations = 20_000

    /// An article with what was found in it; nil where there is none of this key.
    /// - Throws: a ``Diagnostic``.
    public func article(_ key: Int64) throws -> Document? {
      try read { database -> Document? in
        guard
          let row = try GRDB.Row.fetchOne(
            database, sql: "SELECT id, uri, record, metadata, text FROM documents WHERE key = ?",
            arguments: [key])
        else { return nil }
        var metadata = Metadata()
        if let json = Self.text(row, 3),
          case .object(let members)? = try? JSONParser.parse(Array(json.utf8)[...])
        {
          for member in members { metadata[member.name] = member.value }
        }
        let text = SourceText(Self.text(row, 4) ?? "")
        var document = Document(
          id: Self.text(row, 0) ?? "", source: DocumentSource(uri: Self.text(row, 1) ?? "", record: row[2]),
          metadata: metadata, text: text)
        let decoder = LayerDecoder(text, offsets: .codepoint, by: "archive")
        for table in Table.layers {
          let rows = try GRDB.Row.fetchAll(
            database,
            sql:
              "SELECT * FROM \(table.name) WHERE document_key = ? ORDER BY key LIMIT \(Self.maxAnnotations)",
            arguments: [key])
          let items = rows.map(Self.annotation)
          // Offsets in another unit than code points are for nobody here to draw.
          do throws(StageFailure) {
            try decoder.decode(.array(items), layer: table.name, into: &document)
          } catch {
            document.errors.append(
              DocumentError(stage: "archive", code: error.code, message: error.message))
          }
        }
        return document
      }
    }

    /// - Throws: a ``Diagnostic``.
    public func hasArticle(_ key: Int64) throws -> Bool {
      try read { database in
        try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM documents WHERE key = ?)", arguments: [key]) ?? false
      }
    }

    /// A row as the output's JSON has an annotation: parts with a place of their own are objects.
    private static func annotation(_ row: GRDB.Row) -> JSONValue {
      var cells: [(String, JSONValue)] = []
      for (index, (name, value)) in row.enumerated()
      where !["key", "document_key", "document"].contains(name) {
        switch value.storage {
        case .null, .blob: continue
        case .int64(let number): cells.append((name, .integer(Int(number))))
        case .double(let number):
          cells.append((name, (try? JSONParser.parse(Array("\(number)".utf8)[...])) ?? .null))
        case .string: cells.append((name, .string(Self.text(row, index) ?? "")))
        }
      }
      let names = Set(cells.map(\.0))
      var members: [JSONValue.Member] = []
      for (name, value) in cells {
        if ["_start", "_end"].contains(where: {
          name.hasSuffix($0) && names.contains(String(name.dropLast($0.count)))
        }) {
          continue
        }
        if names.contains(name + "_start"), names.contains(name + "_end") {
          func part(_ suffix: String) -> JSONValue { cells.first { $0.0 == name + suffix }?.1 ?? .null }
          members.append(.init(name, ["start": part("_start"), "end": part("_end"), "text": value]))
        } else {
          members.append(.init(name, value))
        }
      }
      return .object(members)
    }

    /// Other articles of the same story: those of these days that share its rarest names, the nearest in words first.
    /// - Throws: a ``Diagnostic``.
    public func alsoSaid(_ key: Int64) throws -> [ArchivedDocument] {
      try read { database in
        let names = try GRDB.Row.fetchAll(
          database,
          sql: """
            SELECT m.name, m.place, n.documents FROM archive_mentions m JOIN archive_names n ON n.key = m.name
            WHERE m.document_key = ? AND n.documents > 1 ORDER BY n.documents, n.key LIMIT \(Self.storyNames)
            """, arguments: [key])
        var scores: [Int64: Double] = [:]
        for row in names {
          let day = (row[1] as Int64) >> 36
          let range = ((day - Self.storyDays) << 36, (day + Self.storyDays + 1) << 36)
          let others = try Int64.fetchAll(
            database.cachedStatement(
              sql: """
                SELECT document_key FROM archive_mentions WHERE name = ? AND place >= ? AND place < ?
                LIMIT \(Self.storyDocuments)
                """), arguments: [row[0] as Int64, max(0, range.0), range.1])
          for other in others where other != key {
            scores[other, default: 0] += 1 / (1 + Double(row[2] as Int).squareRoot())
          }
        }
        let near = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.shownStories * 2)
        guard !near.isEmpty else { return [] }
        let runs = try Self.runs(of: key, database)
        let found = try near.compactMap { other, _ -> ArchivedDocument? in
          var document = try Self.document(other, database)
          let others = try Self.runs(of: other, database)
          let common = runs.intersection(others).count
          document?.common = Double(common) / Double(max(1, min(runs.count, others.count)))
          return document
        }
        return found.sorted { ($0.common ?? 0) > ($1.common ?? 0) }.prefix(Self.shownStories).map { $0 }
      }
    }

    /// Fingerprints of the runs of words in the beginning of a text.
    private static func runs(of key: Int64, _ database: GRDB.Database) throws -> Set<Int> {
      let text = try String.fetchOne(
        database.cachedStatement(sql: "SELECT substr(text, 1, 3000) FROM documents WHERE key = ?"),
        arguments: [key])
      let words = SearchText().words(text ?? "")
      guard words.count >= run else { return [] }
      var hashes: Set<Int> = []
      for start in 0...(words.count - run) { hashes.insert(words[start..<start + run].hashValue) }
      return hashes
    }
  }
#endif
