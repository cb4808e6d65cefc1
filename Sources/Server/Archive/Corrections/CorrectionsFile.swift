#if Server && SQLite
  import Foundation
  import Isnad
  import IsnadStages
  import Synchronization
  import SystemPackage

  /// What readers have marked as wrong: a file of gold, to which a line is added for each correction.
  ///
  /// **Invariants.** A line is an article as ``GoldRecord`` has it with all corrections to it so far, so of several lines
  /// of one article the last one holds. A correction that was answered is on the disk; one that could not be written
  /// has left nothing. The file is no link, one process writes it, and it grows no faster and no larger than
  /// ``Limits`` say.
  final class CorrectionsFile: Sendable {
    struct Limits: Sendable {
      /// Bytes that may be added at once after a rest, and a second from then on.
      var burst = 16 << 20
      var rate = 256 << 10
      /// Bytes of the file.
      var size = 1 << 30
    }

    /// One that was written, with the words of the quote that it is about: they find it where the article changed.
    private struct Kept {
      let correction: Correction
      let words: String
      let time: String

      var json: JSONValue {
        .object(
          correction.members.map { .init($0.name, .string($0.value)) } + [
            .init("words", .string(words)), .init("time", .string(time)),
          ])
      }

      init(_ correction: Correction, words: String, time: String) {
        self.correction = correction
        self.words = words
        self.time = time
      }

      /// Nil for what another program has written there.
      init?(_ json: JSONValue) {
        guard case .object(let members) = json else { return nil }
        var texts: [String: String] = [:]
        for member in members { texts[member.name] = member.value.string }
        guard let words = texts.removeValue(forKey: "words"), let time = texts.removeValue(forKey: "time"),
          let correction = try? Correction(texts)
        else { return nil }
        self.init(correction, words: words, time: time)
      }
    }

    private struct State {
      var file: GrowingFile
      /// By the id of the article, in the order in which they came.
      var kept: [String: [Kept]]
      var size: Int
      var room: Double
      var filled = ContinuousClock.now

      mutating func refill(_ limits: Limits) {
        let now = ContinuousClock.now
        let seconds = (now - filled) / .seconds(1)
        room = min(Double(limits.burst), room + seconds * Double(limits.rate))
        filled = now
      }
    }

    let path: FilePath
    private let limits: Limits
    private let state: Mutex<State>

    /// - Throws: a ``Diagnostic`` where the file can't be opened, is a link, or holds anything but JSON Lines.
    init(_ path: FilePath, limits: Limits = Limits()) throws {
      self.path = path
      self.limits = limits
      let file: GrowingFile
      do {
        file = try GrowingFile(path, .append, followsLinks: false)
      } catch let problem as Diagnostic where problem.code == .busy {
        throw Diagnostic(
          .busy, "another process is writing '\(path)'.",
          suggestion: "Name another file with --allow-corrections.")
      }
      let (kept, size) = try Self.read(path)
      state = Mutex(State(file: file, kept: kept, size: size, room: Double(limits.burst)))
    }

    private static func read(_ path: FilePath) throws -> ([String: [Kept]], Int) {
      var kept: [String: [Kept]] = [:]
      var size = 0
      var number = 0
      func take(_ lines: [LineBuffer.Line]) throws {
        for line in lines {
          number += 1
          switch line {
          case .blank: continue
          case .tooLong: throw problem("the line has more than \(longest) bytes.")
          case .bytes(let bytes):
            guard let record = try? JSONParser.parse(bytes[...]), let id = record["id"]?.string else {
              throw problem("the line is no JSON object with an 'id'.")
            }
            kept[id] = (record["corrections"]?.array ?? []).compactMap(Kept.init)
          }
        }
      }
      func problem(_ what: String) -> Diagnostic {
        Diagnostic(
          .unreadable, what, at: Diagnostic.Place(file: path.string, line: number),
          suggestion: "Name another file with --allow-corrections, or a new one.")
      }
      do {
        let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .closeOnExec])
        defer { try? file.close() }
        var lines = LineBuffer(limit: longest)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
          let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
          if got == 0 { break }
          size += got
          try take(lines.add(chunk[..<got]))
        }
        try take(lines.finish())
      } catch let error as Errno {
        throw Diagnostic(.unreadable, "'\(path)' can't be read: \(error).")
      }
      return (kept, size)
    }

    /// Bytes of a line.
    private static let longest = 256 << 20

    deinit { state.withLock { _ = $0.file.abandon() } }

    /// The quotes of an article that readers have marked.
    func marked(in document: String) -> Set<String> {
      state.withLock { Set(($0.kept[document] ?? []).map(\.correction.quote)) }
    }

    /// Adds a correction, on the disk when this returns.
    /// - Returns: whether it is new; one that holds already is not written again.
    /// - Throws: a ``Problem`` where the article has no such quote or no such words, or the file may not grow now.
    func add(_ correction: Correction, to article: Document) throws -> Bool {
      var record = try GoldRecord(article)
      let words = record.words(of: correction.quote)
      return try state.withLock { state in
        var kept = state.kept[article.id] ?? []
        if kept.contains(where: { $0.correction == correction && $0.words == words }) { return false }
        kept.removeAll { correction.replaces($0.correction) }
        for earlier in kept {
          // The article may have changed since: what is not there any more can't be corrected.
          guard let quote = record.quote(earlier.correction.quote, saying: earlier.words) else { continue }
          try? record.apply(earlier.correction.about(quote))
        }
        try record.apply(correction)
        kept.append(Kept(correction, words: words ?? "", time: Date().formatted(.iso8601)))
        var line = JSONWriter()
        line.value(record.json(kept.map(\.json)))
        line.newline()
        try grow(&state, line.bytes)
        state.kept[article.id] = kept
        return true
      }
    }

    private func grow(_ state: inout State, _ line: [UInt8]) throws {
      guard line.count <= limits.burst, state.size + line.count <= limits.size else {
        throw Problem(
          status: .init(code: 507, reasonPhrase: "Insufficient Storage"), code: "corrections-full",
          detail:
            "The file of corrections may not become so large. Whoever runs the server can name a new one.")
      }
      state.refill(limits)
      guard state.room >= Double(line.count) else { throw Problem.tooManyCorrections }
      state.room -= Double(line.count)
      try state.file.write(line)
      state.size += line.count
      _ = try state.file.commit()
    }
  }

  extension Problem {
    static let tooManyCorrections: Problem = {
      var problem = Problem(
        status: .tooManyRequests, code: "too-many-corrections",
        detail: "More corrections came than the server takes in this time. Try again in a minute.")
      problem.headers[.retryAfter] = "60"
      return problem
    }()
  }
#endif
