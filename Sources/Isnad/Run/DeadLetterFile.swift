import SystemPackage

/// The JSON Lines file that keeps the records of failed documents.
///
/// The file appears, complete, at the end of the run; until then it is `NAME.part`. A run without
/// failures leaves what an earlier run has kept; a replay of the file itself leaves what has failed
/// again, or no file.
struct DeadLetterFile {
  private let path: FilePath
  private let replays: Bool
  private var file: ResumableFile?

  /// - Parameters:
  ///   - mark: where an interrupted run goes on; null where it had nothing to keep.
  ///   - replays: the run reads this very file.
  init(_ path: FilePath, mark: JSONValue?, isComplete: Bool, replays: Bool) throws {
    self.path = path
    self.replays = replays
    if let mark, !mark.isNull {
      file = try ResumableFile(path, isComplete ? .complete(mark) : .resume(mark))
    }
  }

  mutating func append(_ failed: [BatchResult.Failed]) throws {
    guard !failed.isEmpty else { return }
    let time = DeadLetter.now()
    var json = JSONWriter()
    for failed in failed { DeadLetter(failed, time: time).write(to: &json) }
    var file = try self.file ?? ResumableFile(path)
    self.file = nil
    defer { self.file = file }
    try file.write(json.bytes)
  }

  mutating func commit() throws -> JSONValue { try file?.commit() ?? .null }

  /// Gives the file its name; returns it, if there was anything to keep.
  mutating func finish() throws -> String? {
    guard file != nil else {
      if replays { try ResumableFile.remove(path) }
      return nil
    }
    try file?.finish()
    file = nil
    return path.string
  }

  mutating func abandon() -> String? { file?.abandon() }
}
