#if PostgreSQL
  internal import CPostgres
  import Isnad

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// A connection to a server, by libpq. It is one task's.
  final class PostgresConnection {
    private let connection: OpaquePointer

    /// - Parameter target: a connection string of libpq.
    /// - Throws: a ``Diagnostic`` where this machine has no libpq, there is no server, or it does not let us in.
    init(_ target: String) throws(Diagnostic) {
      guard isnad_pq_begin() else {
        throw Diagnostic(
          .unwritable,
          "this machine has no \(String(cString: isnad_pq_name())), by which PostgreSQL is spoken to.",
          suggestion: "On Debian and Ubuntu: apt-get install libpq5")
      }
      guard let connection = isnad_pq_connectdb(target) else {
        throw Diagnostic(.unwritable, "libpq has no memory for a connection.")
      }
      guard isnad_pq_status(connection) == CONNECTION_OK else {
        let reason = Self.line(isnad_pq_errorMessage(connection))
        isnad_pq_finish(connection)
        throw Diagnostic(
          .unwritable, "the database can't be reached: \(reason).",
          suggestion:
            "'database' of 'writer' is a connection string of libpq, such as postgresql://user@host/news.")
      }
      self.connection = connection
      // What a table that is there already says is nobody's news.
      try execute(
        "SET client_min_messages = warning; SET client_encoding = 'UTF8'; SET application_name = 'isnad'")
    }

    deinit { isnad_pq_finish(connection) }

    /// Rows of texts; nil is NULL.
    typealias Rows = [[String?]]

    /// Runs one statement with values, or several without.
    @discardableResult
    func execute(_ sql: String, _ values: [String?] = []) throws(Diagnostic) -> Rows {
      guard !values.isEmpty else { return try rows(isnad_pq_exec(connection, sql)) }
      var storage: [UnsafeMutablePointer<CChar>?] = values.map { value in value.map { strdup($0) } ?? nil }
      defer { for text in storage { free(text) } }
      let result = storage.withUnsafeMutableBufferPointer { pointers in
        pointers.withMemoryRebound(to: UnsafePointer<CChar>?.self) {
          isnad_pq_execParams(connection, sql, Int32(values.count), nil, $0.baseAddress, nil, nil, 0)
        }
      }
      return try rows(result)
    }

    private func rows(_ result: OpaquePointer?) throws(Diagnostic) -> Rows {
      defer { isnad_pq_clear(result) }
      let status = isnad_pq_resultStatus(result)
      guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else { throw problem() }
      return (0..<isnad_pq_ntuples(result)).map { row in
        (0..<isnad_pq_nfields(result)).map { column in
          isnad_pq_getisnull(result, row, column) == 1
            ? nil : isnad_pq_getvalue(result, row, column).map { String(cString: $0) }
        }
      }
    }

    /// Adds rows to a table, in COPY's text form.
    func copy(_ rows: CopyText, into table: String, _ columns: [String]) throws(Diagnostic) {
      guard !rows.bytes.isEmpty else { return }
      let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      let begun = isnad_pq_exec(connection, "COPY \(table) (\(names)) FROM STDIN")
      let isOpen = isnad_pq_resultStatus(begun) == PGRES_COPY_IN
      isnad_pq_clear(begun)
      guard isOpen else { throw problem() }
      var isSent = true
      rows.bytes.withUnsafeBytes { bytes in
        // The length is a C int.
        var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
        while !rest.isEmpty, isSent {
          let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 24))
          isSent =
            isnad_pq_putCopyData(
              connection, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count))
            == 1
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
        }
      }
      if isSent { isSent = isnad_pq_putCopyEnd(connection, nil) == 1 }
      var isTaken = isSent
      var found: Diagnostic?
      while let result = isnad_pq_getResult(connection) {
        if isnad_pq_resultStatus(result) != PGRES_COMMAND_OK {
          isTaken = false
          found = found ?? problem()
        }
        isnad_pq_clear(result)
      }
      guard isTaken else { throw found ?? problem() }
    }

    private func problem() -> Diagnostic {
      Diagnostic(.unwritable, "the database says: \(Self.line(isnad_pq_errorMessage(connection))).")
    }

    private static func line(_ text: UnsafePointer<CChar>?) -> String {
      let words = text.map { String(cString: $0) } ?? "nothing"
      return words.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix("ERROR:  ") }.joined(
        separator: "; "
      )
      .printableLine
    }
  }
#endif
