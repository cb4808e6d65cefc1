import Isnad
import IsnadArabic

/// Goes over the article once more: names that were found in full are found in their short form
/// and where no title stands before them.
struct DocumentPass {
  private let words: NameWords

  init(_ words: NameWords) { self.words = words }

  func complete(_ candidates: [NameCandidate]) -> [NameCandidate] {
    var taken = [Bool](repeating: false, count: words.tokens.count)
    for candidate in candidates {
      for index in candidate.tokens { taken[index] = true }
    }
    let known = shortForms(candidates)
    guard known.words.count > 0 else { return candidates }
    var added: [NameCandidate] = []
    let forms = words.tokens.forms
    for index in 0..<words.tokens.count where !taken[index] && words.tokens[index].kind == .word {
      // Clitics stand in front: most words differ in their last byte already.
      guard known.endings & Self.ending(of: words.tokens[index], forms) != 0 else { continue }
      var stripped: Int?
      words.readings(index) { reading in
        guard known.words.contains(reading.fingerprint) else { return false }
        stripped = reading.stripped
        return true
      }
      if let stripped {
        added.append(
          NameCandidate(
            tokens: index..<index + 1, stripped: stripped, label: .person, confidence: 0.8,
            rule: "document-pass"))
      }
    }
    return (candidates + added).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// Single words that stand for a person's name found in full: the family name, a lone name.
  /// - Returns: the words, and a bit for the last byte of each.
  private func shortForms(
    _ candidates: [NameCandidate]
  ) -> (words: FingerprintTable<Bool>, endings: UInt64) {
    var known = FingerprintTable<Bool>()
    var endings: UInt64 = 0
    for candidate in candidates where candidate.label == .person {
      let last = candidate.tokens.upperBound - 1
      guard candidate.tokens.count > 1 || candidate.confidence >= 0.75 else { continue }
      guard !words.has(last, [.function, .title]), !words.has(last, .vocabulary),
        words.isClean(last) || candidate.tokens.count > 1
      else { continue }
      // A family name that is an ordinary word (الخير) would be found where it is none.
      if words.has(last, .common) && !words.hasArticle(last) { continue }
      known[words.tokens[last].fingerprint] = true
      endings |= Self.ending(of: words.tokens[last], words.tokens.forms)
    }
    return (known, endings)
  }

  @inline(__always)
  private static func ending(of token: Token, _ forms: [UInt8]) -> UInt64 {
    1 << UInt64(forms[token.form.end - 1] & 63)
  }
}
