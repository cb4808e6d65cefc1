import IsnadArabic
import IsnadText
import SystemPackage

/// How often words occur in a corpus, how often right after a title or a given name, and how
/// often right before a name.
struct CorpusStatistics {
  private let context: Set<UInt64>
  private let names: Set<UInt64>
  private(set) var counts: [UInt64: Int] = [:]
  private(set) var afterContext: [UInt64: Int] = [:]
  private(set) var beforeName: [UInt64: Int] = [:]
  /// How often right after a name.
  private(set) var afterName: [UInt64: Int] = [:]
  /// How often which word stands after a name.
  private(set) var followers: [UInt64: [UInt64: Int]] = [:]
  /// Words with the article.
  private(set) var definite: Set<UInt64> = []
  /// What is left of a word without the و ف ب ك ل that it begins with.
  private(set) var remainder: [UInt64: UInt64] = [:]

  /// How often words stand right after one of some names.
  func after(names: Set<UInt64>) -> [UInt64: Int] {
    var result: [UInt64: Int] = [:]
    for (name, words) in followers where names.contains(name) {
      for (word, count) in words { result[word, default: 0] += count }
    }
    return result
  }

  init(context: Set<UInt64>, names: Set<UInt64>) {
    self.context = context
    self.names = names
  }

  mutating func read(_ path: FilePath) throws {
    let tokenizer = Tokenizer()
    for line in try TextFile.lines(path) {
      let tokens = tokenizer(SourceText(line))
      var previous: UInt64?
      for token in tokens.items {
        guard token.kind == .word, Clitics.certain(of: token, in: tokens.forms.span) == 0 else {
          previous = nil
          continue
        }
        counts[token.fingerprint, default: 0] += 1
        if Clitics.hasArticle(tokens.forms.span, token.form.start, token.form.end) {
          definite.insert(token.fingerprint)
        }
        if remainder[token.fingerprint] == nil {
          Clitics.readings(of: token, in: tokens.forms.span) { reading in
            if reading.stripped > 0 { remainder[token.fingerprint] = reading.fingerprint }
            return reading.stripped > 0
          }
        }
        if let previous {
          if names.contains(previous) { afterName[token.fingerprint, default: 0] += 1 }
          if context.contains(previous) { afterContext[token.fingerprint, default: 0] += 1 }
          if context.contains(previous) || names.contains(previous) || afterContext[previous] != nil {
            followers[previous, default: [:]][token.fingerprint, default: 0] += 1
          }
          if names.contains(token.fingerprint) { beforeName[previous, default: 0] += 1 }
        }
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
