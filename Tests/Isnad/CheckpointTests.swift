import Foundation
import SystemPackage
import Testing

@testable import Isnad

/// What is on the disk of how far a run has come.
@Suite struct CheckpointTests {
  /// What nobody could read again is not put in place of what can be read.
  @Test func oneThatIsTooLargeIsNotSaved() throws {
    let folder = NSTemporaryDirectory() + "isnad-checkpoint-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = FilePath(folder + "/large.checkpoint")
    var checkpoint = Checkpoint(pipeline: "f")
    checkpoint.counts.read = 7
    try CheckpointFile.put(checkpoint, at: path)
    checkpoint.states = ["stage": .string(String(repeating: "a", count: 1000))]
    do {
      try CheckpointFile.put(checkpoint, at: path, limit: 1000)
      Issue.record("it was saved")
    } catch let problem as Diagnostic {
      #expect(problem.code == .stateTooLarge)
      #expect(
        problem.message.hasSuffix("bytes, and one of more than 1000 is not read again."), "\(problem.message)"
      )
    }
    let kept = try Checkpoint(Array(Data(contentsOf: URL(fileURLWithPath: path.string))))
    #expect(kept.counts.read == 7)
    #expect(kept.states.isEmpty)
  }
}
