import SystemPackage

/// The JSON Lines file that keeps the records of failed documents.
///
/// The file appears, complete, at the end of the run; until then it is `NAME.part`. What earlier runs have kept stays
/// in it, but for records that this run has read again: those of sources that it has read to their end, and those that
/// have failed once more. A replay of the file itself leaves what has failed again and what it has not come to, or no
/// file.
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
      file = try ResumableFile(path, isComplete ? .complete(mark) : .resume(mark), packing: DeadLetterMerge())
    }
  }

  /// - Parameter filtered: told behind the failures, where a larger system reads both.
  mutating func append(_ failed: [BatchResult.Failed], filtered: [FilteredRecord]) throws {
    guard !failed.isEmpty || !filtered.isEmpty else { return }
    let time = DeadLetter.now()
    var json = JSONWriter()
    for failed in failed { DeadLetter(failed, time: time).write(to: &json) }
    for filtered in filtered { filtered.write(to: &json) }
    var file = try self.file ?? ResumableFile(path, packing: DeadLetterMerge())
    self.file = nil
    defer { self.file = file }
    try file.write(json.bytes)
  }

  mutating func commit() throws -> JSONValue { try file?.commit() ?? .null }

  /// The sources of what earlier runs have kept, where there is something to add to it.
  func earlierSources() throws -> Set<String> {
    guard file != nil, !replays else { return [] }
    return try DeadLetterMerge.sources(in: path)
  }

  /// Gives the file its name; returns it, if this run had anything to keep.
  /// - Parameters:
  ///   - read: sources that the run has read to their end.
  ///   - replayed: the bytes of the file that were tried again, in a replay.
  mutating func finish(read: Set<String>, replayed: Int?) throws -> String? {
    let keptFrom = replays ? replayed ?? 0 : 0
    guard file != nil else {
      guard replays else { return nil }
      guard let size = ResumableFile.size(of: path), size > keptFrom else {
        try ResumableFile.remove(path)
        return nil
      }
      // It came to none of what stays.
      var rest = try ResumableFile(path, packing: DeadLetterMerge(from: keptFrom, of: path))
      try rest.finish()
      return nil
    }
    let merge = DeadLetterMerge(from: keptFrom, of: path, without: read)
    try file?.finish(packing: merge)
    file = nil
    return path.string
  }

  mutating func abandon() -> String? { file?.abandon() }
}
