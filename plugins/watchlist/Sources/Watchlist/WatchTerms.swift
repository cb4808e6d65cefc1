import Isnad
import IsnadArabic

/// Words that are looked for in tokens whatever is written together with them: أ إ آ ا are one letter, as are ة ه and
/// ى ي; vowel marks don't count; a word is found with ال and without, behind و ف ب ك ل, and, where it is the last one,
/// with a pronoun behind it (شركته, حزبنا).
struct WatchTerms: Sendable {
  private struct Entry: Sendable {
    /// The place of what is watched in its list.
    let watched: Int
    /// The words behind the first one, by their stems.
    let rest: [UInt64]
    /// The last word with ت in place of its ة, as it stands before a pronoun; nil for other words.
    let open: UInt64?
    /// Letters of the last word.
    let letters: Int
  }

  /// Pronouns of three letters and two before those of one; ي is left out, since it makes another word (نفط, نفطي).
  private static let pronouns = ["هما", "ها", "هم", "هن", "نا", "كم", "كن", "ه"].map { Array($0.utf8) }
  private static let he: [UInt8] = Array("ه".utf8)
  private static let te: [UInt8] = Array("ت".utf8)

  private var entries: [UInt64: [Entry]] = [:]
  private var openEntries: [UInt64: [Entry]] = [:]

  var isEmpty: Bool { entries.isEmpty }

  /// - Returns: false for a text without a word.
  mutating func add(_ text: String, _ watched: Int) -> Bool {
    let tokens = Tokenizer()(SourceText(text))
    let words = (0..<tokens.count).filter { tokens[$0].kind != .punctuation }
    let stems = words.map { Self.stem(tokens[$0], tokens) }
    guard let first = stems.first, let last = words.last else { return false }
    let start = tokens[last].form.start + (tokens.hasArticle(last) ? 4 : 0)
    let form = Array(tokens.form(last).utf8.dropFirst(start - tokens[last].form.start))
    let open =
      form.count > 4 && Array(form.suffix(2)) == Self.he ? Self.fingerprint(form.dropLast(2) + Self.te) : nil
    let entry = Entry(watched: watched, rest: Array(stems.dropFirst()), open: open, letters: form.count / 2)
    entries[first, default: []].append(entry)
    if entry.rest.isEmpty, let open { openEntries[open, default: []].append(entry) }
    return true
  }

  /// Calls `body` with every mention, in order: the longest term where several begin, and all that are it.
  func matches(in tokens: Tokens, _ body: (Int, TextSpan) -> Void) {
    let forms = tokens.forms.span
    var index = 0
    while index < tokens.count {
      var best: [Entry] = []
      var cut = 0
      Clitics.readings(of: tokens[index], in: forms) { reading in
        let start = tokens[index].form.start + reading.stripped + reading.article
        for entry in candidates(tokens, index, from: start, hasArticle: reading.article > 0)
        where continues(entry, behind: index, tokens) {
          if let found = best.first, entry.rest.count < found.rest.count { continue }
          if let found = best.first, entry.rest.count > found.rest.count { best = [] }
          best.append(entry)
          cut = reading.stripped
        }
        return !best.isEmpty
      }
      guard let length = best.first?.rest.count else {
        index += 1
        continue
      }
      let start = tokens.span(of: index, strippingForm: cut).start
      for watched in Set(best.map(\.watched)).sorted() {
        body(watched, TextSpan(start, tokens[index + length].end))
      }
      index += length + 1
    }
  }

  /// Terms that may begin with a word, which ends with its form, or before a pronoun where the term has one word.
  private func candidates(_ tokens: Tokens, _ index: Int, from start: Int, hasArticle: Bool) -> [Entry] {
    let forms = tokens.forms.span
    let end = tokens[index].form.end
    var found = entries[Fingerprint.of(forms, from: start, to: end)] ?? []
    guard !hasArticle else { return found }
    for stem in Self.stems(forms, start, end) {
      found += (openEntries[stem.fingerprint] ?? []).filter { _ in stem.isAfterTe }
      found += (entries[stem.fingerprint] ?? []).filter { $0.rest.isEmpty && Self.takes(stem, $0.letters) }
    }
    return found
  }

  private func continues(_ entry: Entry, behind index: Int, _ tokens: Tokens) -> Bool {
    guard index + entry.rest.count < tokens.count else { return false }
    for (offset, stem) in entry.rest.enumerated() {
      let token = tokens[index + 1 + offset]
      if Self.stem(token, tokens) == stem { continue }
      // The last word alone may have a pronoun.
      guard offset == entry.rest.count - 1, !tokens.hasArticle(index + 1 + offset) else { return false }
      let fits = Self.stems(tokens.forms.span, token.form.start, token.form.end).contains { cut in
        cut.fingerprint == stem && Self.takes(cut, entry.letters)
          || cut.isAfterTe && cut.fingerprint == entry.open
      }
      guard fits else { return false }
    }
    return true
  }

  // MARK: Stems

  /// A form without the pronoun that it may end in.
  private struct Cut {
    let fingerprint: UInt64
    let isAfterTe: Bool
    /// The pronoun is the one letter that ة looks like.
    let isShort: Bool
  }

  /// A short word may be another one with a letter more, and one in ه may be one in ة.
  private static func takes(_ cut: Cut, _ letters: Int) -> Bool { letters >= (cut.isShort ? 5 : 3) }

  private static func stems(_ forms: Span<UInt8>, _ start: Int, _ end: Int) -> [Cut] {
    pronouns.compactMap { pronoun in
      let stemEnd = end - pronoun.count
      guard stemEnd - start >= 6, (0..<pronoun.count).allSatisfy({ forms[stemEnd + $0] == pronoun[$0] })
      else {
        return nil
      }
      let isAfterTe = forms[stemEnd - 2] == te[0] && forms[stemEnd - 1] == te[1]
      return Cut(
        fingerprint: Fingerprint.of(forms, from: start, to: stemEnd), isAfterTe: isAfterTe,
        isShort: pronoun.count == 2)
    }
  }

  private static func fingerprint(_ bytes: [UInt8]) -> UInt64 {
    Fingerprint.of(bytes.span, from: 0, to: bytes.count)
  }

  /// A word without its ال.
  static func stem(_ token: Token, _ tokens: Tokens) -> UInt64 {
    let forms = tokens.forms.span
    let article = Clitics.hasArticle(forms, token.form.start, token.form.end) ? 4 : 0
    return Fingerprint.of(forms, from: token.form.start + article, to: token.form.end)
  }
}

/// A person's name, found in any form that a text has for it.
///
/// The entity tagger tells which mentions are one person, and the fullest form of the name among them. That form is the
/// wanted one where it has all its words in their order (جوزيف روبينيت بايدن for بايدن), or where it is a part of it with
/// the last name in it (بايدن for جو بايدن). هانتر بايدن is not جو بايدن.
struct WatchedName: Sendable {
  private let words: [UInt64]

  /// - Returns: nil for a text without a word.
  init?(_ name: String) {
    words = Self.words(name)
    if words.isEmpty { return nil }
  }

  func matches(_ name: String) -> Bool {
    let other = Self.words(name)
    guard let last = words.last, !other.isEmpty else { return false }
    return Self.isPart(words, of: other) || other.last == last && Self.isPart(other, of: words)
  }

  private static func isPart(_ words: [UInt64], of others: [UInt64]) -> Bool {
    var rest = others[...]
    for word in words {
      guard let place = rest.firstIndex(of: word) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }

  private static func words(_ name: String) -> [UInt64] {
    let tokens = Tokenizer()(SourceText(name))
    return (0..<tokens.count).filter { tokens[$0].kind != .punctuation }.map {
      WatchTerms.stem(tokens[$0], tokens)
    }
  }
}
