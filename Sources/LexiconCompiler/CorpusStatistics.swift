import IsnadArabic
import IsnadText
import SystemPackage

/// How often words occur in a corpus, and how often right after a title or a given name.
struct CorpusStatistics {
  private let context: Set<UInt64>
  private(set) var counts: [UInt64: Int] = [:]
  private(set) var afterContext: [UInt64: Int] = [:]

  init(namesAndTitles context: Set<UInt64>) { self.context = context }

  mutating func read(_ path: FilePath) throws {
    let tokenizer = Tokenizer()
    for line in try TextFile.lines(path) {
      let tokens = tokenizer(SourceText(line))
      var previous: UInt64?
      for token in tokens.items {
        guard token.kind == .word else {
          previous = nil
          continue
        }
        counts[token.fingerprint, default: 0] += 1
        if let previous, context.contains(previous) { afterContext[token.fingerprint, default: 0] += 1 }
        previous = token.fingerprint
      }
    }
  }
}

/// Reads a text file whole.
enum TextFile {
  static func lines(_ path: FilePath) throws -> [String] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 20)
      while true {
        let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        if got == 0 { break }
        bytes.append(contentsOf: chunk[..<got])
      }
      return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
