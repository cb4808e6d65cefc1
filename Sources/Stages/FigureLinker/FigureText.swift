import Isnad
import IsnadArabic

/// A word of the table of events where it stands.
struct EventTrigger {
  let tokens: Range<Int>
  let word: EventWord
}

/// A number that may be a figure, with its place among the tokens.
struct FigureNumber {
  let mention: NumberMention
  let tokens: Range<Int>
  let sentence: Int
}

/// A document's tokens with the numbers, names and quotes that stand on them.
///
/// A class, for everything that looks for a part of a figure holds it.
final class FigureText {
  let source: SourceText
  let tokens: Tokens
  let sentences: [Sentence]
  let numbers: [FigureNumber]
  let dates: [FigureNumber]
  let entities: [Entity]
  let quotes: [Quote]
  /// The tokens of each entity.
  let entityTokens: [Range<Int>]
  /// The entity that covers a token, as an index, or -1.
  private let entityAt: [Int32]
  private let lexicon: WordLexicon
  private let language: Language
  let words: FigureWords

  private static let kinds: Set<NumberMention.Kind> = [
    .cardinal, .counted, .dual, .money, .percentage, .quantity, .fraction, .range, .indefinite, .multiple,
  ]

  init(
    _ source: SourceText, _ tokens: Tokens, _ sentences: [Sentence], _ numbers: [NumberMention],
    entities: [Entity], quotes: [Quote],
    _ lexicon: WordLexicon, _ language: Language, _ words: FigureWords
  ) {
    self.source = source
    self.tokens = tokens
    self.sentences = sentences
    self.entities = entities
    self.quotes = quotes
    self.lexicon = lexicon
    self.language = language
    self.words = words
    var figures: [FigureNumber] = []
    var dates: [FigureNumber] = []
    var sentence = 0
    var index = 0
    for number in numbers {
      while index < tokens.count, tokens[index].end <= number.span.start { index += 1 }
      var end = index
      while end < tokens.count, tokens[end].start < number.span.end { end += 1 }
      while sentence + 1 < sentences.count, sentences[sentence].tokens.upperBound <= index { sentence += 1 }
      guard index < end, sentence < sentences.count else { continue }
      let place = FigureNumber(mention: number, tokens: index..<end, sentence: sentence)
      if Self.kinds.contains(number.kind) {
        figures.append(place)
      } else if number.kind == .date || number.kind == .time {
        dates.append(place)
      }
    }
    self.numbers = figures
    self.dates = dates
    var entityAt: [Int32] = []
    var ranges: [Range<Int>] = []
    if !figures.isEmpty {
      entityAt = [Int32](repeating: -1, count: tokens.count)
      var index = 0
      for (number, entity) in entities.enumerated() {
        while index < tokens.count, tokens[index].end <= entity.span.start { index += 1 }
        let start = index
        var end = index
        while end < tokens.count, tokens[end].start < entity.span.end {
          entityAt[end] = Int32(number)
          end += 1
        }
        ranges.append(start..<end)
      }
    }
    self.entityAt = entityAt
    entityTokens = ranges
  }

  var isEmpty: Bool { numbers.isEmpty }

  /// The text of a span, as it is written.
  func string(_ span: TextSpan) -> String { source[span] }

  /// The entity at a token, as an index.
  func entity(_ token: Int) -> Int? {
    token >= 0 && token < entityAt.count && entityAt[token] >= 0 ? Int(entityAt[token]) : nil
  }

  /// The words of the table in a stretch of tokens, the longest at each place, in order.
  func triggers(in range: Range<Int>) -> [EventTrigger] {
    var found: [EventTrigger] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if tokens[index].kind == .word,
        let word = lexicon.longest(in: tokens, at: index, limit: range.upperBound)
      {
        found.append(EventTrigger(tokens: index..<word.end, word: EventWord(word.value)))
        index = word.end
      } else {
        index += 1
      }
    }
    return found
  }

  /// و or ف is written before a word: not in وفاة, a word of the table as it is, and not where a name begins.
  func beginsClause(_ index: Int) -> Bool {
    guard tokens.beginsWithConjunction(index) else { return false }
    if let entity = entity(index), entities[entity].span.start == tokens[index].start { return false }
    guard let found = lexicon.longest(in: tokens, at: index, limit: index + 1) else { return true }
    return EventWord(found.value).isPrefixed
  }

  /// A verb of the table of events, which ends a noun phrase.
  func isVerb(_ index: Int) -> Bool {
    guard let found = lexicon.longest(in: tokens, at: index, limit: index + 1) else { return false }
    let word = EventWord(found.value)
    return (word.governs(.verb) || word.governs(.change)) && !word.governs(.noun) && !tokens.hasArticle(index)
      && tokens[index].form.length >= 6 && word.event != .cost
  }

  /// A noun of the table of events without an article, such as توقيف.
  func isEventNoun(_ index: Int) -> Bool {
    guard !tokens.hasArticle(index),
      let found = lexicon.longest(in: tokens, at: index, limit: index + 1)
    else { return false }
    return EventWord(found.value).governs(.noun)
  }

  func has(_ index: Int, _ set: WordSet) -> Bool {
    index >= 0 && index < tokens.count && set.contains(tokens[index].fingerprint)
  }

  func has(_ index: Int, _ wordClass: WordClass) -> Bool {
    index >= 0 && index < tokens.count
      && language.has(language.classes(tokens[index].fingerprint), wordClass)
  }

  func isMark(_ index: Int, _ marks: StaticString...) -> Bool {
    guard index >= 0, index < tokens.count, tokens[index].kind == .punctuation else { return false }
    return marks.contains { tokens.matches(index, $0) }
  }

  func isComma(_ index: Int) -> Bool { isMark(index, "،", ",", "؛", ";") }

  /// The text from the first token's start, without its clitics' bytes, to the last one's end.
  func span(_ range: Range<Int>, strippingForm bytes: Int = 0) -> TextSpan {
    TextSpan(
      tokens.span(of: range.lowerBound, strippingForm: bytes).start, tokens[range.upperBound - 1].end)
  }
}
