import Isnad
import IsnadArabic

/// The terms of a list, found in tokens whatever their spelling: أ إ آ ا are one letter, as are ة ه and
/// ى ي; vowel marks don't count; words are found with ال and without, and behind و ف ب ك ل.
struct WatchTerms: Sendable {
  struct Term: Sendable, Hashable {
    let text: String
    let category: String?
  }

  private struct Entry: Sendable {
    let term: Term
    /// The words behind the first one, by their stems.
    let rest: [UInt64]
  }

  private var entries: [UInt64: [Entry]] = [:]

  mutating func add(_ term: Term) {
    let tokens = Tokenizer()(SourceText(term.text))
    let stems = tokens.items.filter { $0.kind != .punctuation }.map { Self.stem($0, tokens, stripped: 0) }
    guard let first = stems.first else { return }
    entries[first, default: []].append(Entry(term: term, rest: Array(stems.dropFirst())))
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Reads a list: a term a line, a category behind a tab; what follows # is a note.
  mutating func add(list: String) {
    for line in list.split(whereSeparator: \.isNewline) {
      let fields = line.prefix { $0 != "#" }.split(separator: "\t", maxSplits: 1)
      guard let text = fields.first.map(Self.trimmed), !text.isEmpty else { continue }
      add(Term(text: text, category: fields.count > 1 ? Self.trimmed(fields[1]) : nil))
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Calls `body` with every mention, in order: the longest term where several begin.
  func matches(in tokens: Tokens, _ body: (Term, TextSpan) -> Void) {
    let forms = tokens.forms.span
    var index = 0
    while index < tokens.count {
      var best: (entry: Entry, stripped: Int)?
      Clitics.readings(of: tokens[index], in: forms) { reading in
        let start = tokens[index].form.start + reading.stripped + reading.article
        let stem = Fingerprint.of(forms, from: start, to: tokens[index].form.end)
        for entry in entries[stem] ?? []
        where continues(entry, behind: index, tokens) && entry.rest.count >= best?.entry.rest.count ?? 0 {
          best = (entry, reading.stripped)
        }
        return best != nil
      }
      guard let best else {
        index += 1
        continue
      }
      let last = index + best.entry.rest.count
      let start = tokens.span(of: index, strippingForm: best.stripped).start
      body(best.entry.term, TextSpan(start, tokens[last].end))
      index = last + 1
    }
  }

  private func continues(_ entry: Entry, behind index: Int, _ tokens: Tokens) -> Bool {
    guard index + entry.rest.count < tokens.count else { return false }
    for (offset, stem) in entry.rest.enumerated()
    where Self.stem(tokens[index + 1 + offset], tokens, stripped: 0) != stem {
      return false
    }
    return true
  }

  /// A word without its ال.
  private static func stem(_ token: Token, _ tokens: Tokens, stripped: Int) -> UInt64 {
    let forms = tokens.forms.span
    let start = token.form.start + stripped
    let article = Clitics.hasArticle(forms, start, token.form.end) ? 4 : 0
    return Fingerprint.of(forms, from: start + article, to: token.form.end)
  }
}
