import Isnad
import IsnadArabic

/// Text as it is searched: words in match form, so that hamzas, diacritics and the endings ة and ى do not
/// part what belongs together.
///
/// The index holds whole words; a question asks for a word with everything that may be written together
/// with it. So بايدن finds وبايدن and لبايدن, الامارات finds والإمارات and للإمارات, and وزير does not find زير.
public struct SearchText: Sendable {
  private let tokenizer = Tokenizer()

  public init() {}

  public func words(_ text: String) -> [String] { indexed(text).split(separator: " ").map(String.init) }

  /// The words of a text, apart by spaces.
  public func indexed(_ text: String) -> String {
    let tokens = tokenizer(SourceText(text))
    return Self.indexed(tokens, 0..<tokens.count)
  }

  static func indexed(_ tokens: Tokens, _ range: Range<Int>) -> String {
    var words: [UInt8] = []
    for token in tokens.items[range] where token.kind == .word || token.kind == .number {
      if !words.isEmpty { words.append(UInt8(ascii: " ")) }
      let form = tokens.forms[token.form.range]
      // Arabic letters have neither capitals nor accents; the index itself takes those of ASCII as one.
      if form.contains(where: { (0xC3...0xD5).contains($0) }) {
        words += folded(String(decoding: form, as: UTF8.self)).utf8
      } else {
        words += form
      }
    }
    return String(decoding: words, as: UTF8.self)
  }

  /// A word without capitals and without what stands on Latin letters: Médecins is medecins.
  private static func folded(_ word: String) -> String {
    var folded = ""
    for scalar in word.unicodeScalars where scalar.properties.generalCategory != .nonspacingMark {
      folded += plain(scalar).map(String.init)?.lowercased() ?? scalar.properties.lowercaseMapping
    }
    return folded
  }

  /// The Latin letter that another one is made of, as its name says it: LATIN SMALL LETTER E WITH ACUTE.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard scalar.value >= 0xC0, scalar.value < 0x250, let name = scalar.properties.name,
      let mark = name.firstRange(of: " WITH "), let letter = name[..<mark.lowerBound].unicodeScalars.last,
      name[..<mark.lowerBound].hasSuffix(" LETTER \(letter)")
    else { return nil }
    return letter
  }

  /// A question of the full-text index: all words must be there.
  /// - Returns: nil for a text without a word.
  public func question(_ text: String) -> String? {
    let words = words(text)
    guard !words.isEmpty else { return nil }
    return words.map { word in
      let forms = Self.forms(of: word).map { "\"\($0)\"" }
      return forms.count == 1 ? forms[0] : "(" + forms.joined(separator: " OR ") + ")"
    }.joined(separator: " AND ")
  }

  /// A word with what may be written before it.
  static func forms(of word: String) -> [String] {
    guard word.unicodeScalars.count >= 3,
      word.unicodeScalars.allSatisfy({ $0.value >= 0x600 && $0.value < 0x700 })
    else {
      return [word]
    }
    let isDefinite = word.hasPrefix("ال")
    var stems = [word]
    // للقاهرة is ل + القاهرة.
    if isDefinite { stems.append("ل" + word.dropFirst()) } else { stems += ["ال" + word, "لل" + word] }
    let prepositions = ["", "ب", "ك", "ل"]
    var forms: [String] = []
    for stem in stems {
      let takesPreposition = !stem.hasPrefix("لل")
      for preposition in prepositions where takesPreposition || preposition.isEmpty {
        // ل before ال is لل.
        if preposition == "ل", stem.hasPrefix("ال") { continue }
        for conjunction in ["", "و", "ف"] { forms.append(conjunction + preposition + stem) }
      }
    }
    return forms
  }
}

/// A document's words as the indexes hold them: made by the workers, for one task writes.
struct SearchedWords: Sendable, Hashable {
  struct Said: Sendable, Hashable {
    /// The name that a speaker was resolved to and the words that stand there.
    let speaker: String
    let text: String
  }

  let title: String
  let text: String
  let quotes: [Said]

  init(_ document: Document) {
    let search = SearchText()
    let tokens = document.tokens
    title = document.metadata["title"]?.string.map(search.indexed) ?? ""
    text =
      tokens.map { SearchText.indexed($0, 0..<$0.count) } ?? search.indexed(document.text.string)
    quotes = (document.quotes ?? []).map { quote in
      let mention = quote.speaker.map { document[$0] } ?? ""
      return Said(
        speaker: search.indexed((quote.speakerName ?? "") + " " + mention),
        text: Self.words(of: quote.span, tokens) ?? search.indexed(document[quote.span]))
    }
  }

  /// - Returns: nil where a span begins or ends within a token.
  private static func words(of span: TextSpan, _ tokens: Tokens?) -> String? {
    guard let tokens else { return nil }
    let (first, end) = (tokens.index(endingAfter: span.start), tokens.index(endingAfter: span.end))
    let isCut =
      first < tokens.count && tokens[first].start < span.start
      || end < tokens.count && tokens[end].start < span.end
    return isCut ? nil : SearchText.indexed(tokens, first..<end)
  }
}
