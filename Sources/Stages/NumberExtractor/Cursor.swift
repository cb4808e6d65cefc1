import Isnad
import IsnadArabic

/// Goes from token to token up to the end of a line: what the match of a rule is written with.
struct Cursor {
  let words: TokenWords
  /// The token that stands next.
  private(set) var index: Int

  init(_ words: TokenWords, at index: Int) {
    self.words = words
    self.index = index
  }

  var isAtEnd: Bool { index >= words.limit }

  /// The next token is a word of a class.
  @inline(__always)
  func peek(_ wordClass: WordClass) -> Bool { index < words.limit && words.has(index, wordClass) }

  /// The next token is a word, of whatever class.
  var peeksWord: Bool { index < words.limit && words.tokens[index].kind == .word }

  /// Passes a word of a class; stays where none stands.
  @inline(__always)
  mutating func accept(_ wordClass: WordClass) -> Bool {
    guard peek(wordClass) else { return false }
    index += 1
    return true
  }

  /// Passes two words of such classes, or nothing.
  mutating func accept(_ first: WordClass, _ second: WordClass) -> Bool {
    attempt { $0.accept(first) && $0.accept(second) ? true : nil } ?? false
  }

  /// Passes a word of one of two classes; stays where none stands.
  mutating func accept(either first: WordClass, or second: WordClass) -> Bool {
    accept(first) || accept(second)
  }

  /// Passes a word without clitics that means something, and says what; stays where none stands.
  mutating func acceptMeaning<Meaning>(_ meaning: (NumberWord) -> Meaning?) -> Meaning? {
    guard index < words.limit, words.stripped(index) == 0, let found = words.word(index).flatMap(meaning)
    else {
      return nil
    }
    index += 1
    return found
  }

  /// Passes a و that stands alone; one that is attached to a word leaves the word next. False where none stands.
  mutating func acceptAnd() -> Bool {
    if accept(.and) { return true }
    return peeksWord && words.stripped(index) == 2 && words.beginsWithWaw(index)
  }

  /// Passes a comma; stays where none stands.
  mutating func acceptComma() -> Bool { accept(mark: "،") || accept(mark: ",") }

  /// Passes a word, of whatever class; stays where none stands.
  mutating func acceptWord() -> Bool {
    guard peeksWord else { return false }
    index += 1
    return true
  }

  /// Passes a mark; stays where none stands.
  mutating func accept(mark: StaticString) -> Bool {
    guard index < words.limit, words.isPunctuation(index, mark) else { return false }
    index += 1
    return true
  }

  /// Passes all up to a token.
  mutating func move(to end: Int) { index = end }

  /// Passes all that a match takes, or nothing.
  mutating func attempt<Match>(_ match: (inout Cursor) -> Match?) -> Match? {
    var ahead = self
    guard let found = match(&ahead) else { return nil }
    self = ahead
    return found
  }
}
