import Isnad
import SystemPackage

/// Small text files that the command reads and writes.
enum TextFile {
  /// - Parameter limit: in bytes; what comes after them is left out.
  static func read(_ path: FilePath, limit: Int = .max) throws -> String {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < limit {
      let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      if got == 0 { break }
      bytes += chunk[..<got]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a file, unless it holds the text already: a build then finds it unchanged.
  static func write(_ text: String, to path: FilePath) throws {
    if (try? read(path)) == text { return }
    var file = try ResumableFile(path)
    try file.write(Array(text.utf8))
    try file.finish()
  }
}
