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

  /// The words of a text, apart by spaces.
  public func words(_ text: String) -> [String] { words(of: tokenizer(SourceText(text))) }

  func words(of tokens: Tokens) -> [String] {
    (0..<tokens.count).compactMap { index in
      let kind = tokens[index].kind
      return kind == .word || kind == .number ? tokens.form(index) : nil
    }
  }

  public func indexed(_ text: String) -> String { words(text).joined(separator: " ") }

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
    title = document.metadata["title"]?.string.map(search.indexed) ?? ""
    if let tokens = document.tokens {
      text = search.words(of: tokens).joined(separator: " ")
    } else {
      text = search.indexed(document.text.string)
    }
    quotes = (document.quotes ?? []).map { quote in
      let mention = quote.speaker.map { document[$0] } ?? ""
      return Said(
        speaker: search.indexed((quote.speakerName ?? "") + " " + mention),
        text: search.indexed(document[quote.span]))
    }
  }
}
