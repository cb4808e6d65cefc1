import SystemPackage

/// What stages remember beyond a run that is complete (see ``StatefulTransform/keepsState``): a file beside the
/// checkpoint, and of its form.
///
/// While a run goes on its checkpoint alone counts. This file is written when the outputs are complete and the checkpoint
/// still stands, so that a run that is killed then writes it again.
struct KeptStates {
  static let suffix = ".memory"

  private let file: FilePath

  init(beside checkpoint: FilePath) { file = FilePath(checkpoint.string + Self.suffix) }

  func load() throws -> [String: JSONValue] {
    do {
      return try CheckpointFile.read(file)?.states ?? [:]
    } catch {
      throw CheckpointFile.named(error, file)
    }
  }

  func save(_ states: [String: JSONValue]) throws {
    var kept = Checkpoint(pipeline: "memory")
    kept.states = states
    try CheckpointFile.put(kept, at: file)
  }
}
