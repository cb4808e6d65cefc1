import Isnad
import Subprocess

/// The lines that a process writes, one after another, in bounded memory.
struct AnswerLines {
  private var output: SubprocessOutputSequence.Iterator
  private let maxBytes: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0

  init(_ output: SubprocessOutputSequence, maxBytes: Int) {
    self.output = output.makeAsyncIterator()
    self.maxBytes = maxBytes
  }

  /// The next line without its end; nil where the process has closed its output.
  /// - Throws: a ``StageFailure`` for a line beyond the limit.
  mutating func next() async throws -> [UInt8]? {
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        defer {
          start = end + 1
          scanned = start
        }
        return Array(buffer[start..<end])
      }
      scanned = buffer.count
      guard buffer.count - start <= maxBytes else {
        throw PluginProtocol.failure("it answered with a line of more than \(maxBytes) bytes")
      }
      guard let chunk = try await output.next() else { return nil }
      if start > 0 {
        buffer.removeFirst(start)
        scanned -= start
        start = 0
      }
      chunk.withUnsafeBytes { buffer.append(contentsOf: $0) }
    }
  }
}
