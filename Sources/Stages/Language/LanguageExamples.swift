import Isnad
import IsnadArabic
import SystemPackage

/// Runs the examples of tables: a sentence, and behind the last `=` what is found in it.
public struct LanguageExamples {
  private let rows: [LanguageRow]
  private let isWhole: Bool

  /// - Parameter isWhole: all tables that there are, and not some that are laid over ours.
  public init(_ rows: [LanguageRow], isWhole: Bool) {
    self.rows = rows
    self.isWhole = isWhole
  }

  /// Examples that do not give what they say.
  public func problems() async throws -> [Diagnostic] {
    let told = rows.filter { !$0.example.isEmpty }
    guard !told.isEmpty else { return [] }
    let language =
      isWhole ? Language(rows.map(\.entry)) : try Language.embedded.get().adding(rows.map(\.entry))
    let reader = try ExampleReader(language)
    return try told.compactMap { try problem($0, reader) }
  }

  private func problem(_ row: LanguageRow, _ reader: ExampleReader) throws -> Diagnostic? {
    guard let cut = row.example.lastIndex(of: "=") else {
      return Diagnostic(
        .invalidLanguage, "the example does not say what is found in it.", at: row.place(.example),
        suggestion: "Write the sentence, =, and the value: 'في 3 يناير = XXXX-01-03'; - for nothing.")
    }
    let sentence = String(row.example[..<cut])
    let expected = row.example[row.example.index(after: cut)...].drop { $0 == " " }
    let found = try reader.findings(in: sentence)
    if expected == "-" ? found.isEmpty : found.contains(String(expected)) { return nil }
    let list = found.isEmpty ? "nothing" : found.map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(
      .invalidLanguage, "the example gives \(list), not '\(expected)'.", at: row.place(.example),
      suggestion: "Mend the example, or the word's class and value.")
  }
}

/// Reads sentences by a language and says what is in them, as people read it.
public struct ExampleReader {
  private let tokenizer = Tokenizer()
  private let vocabulary: NumberVocabulary
  private let lexicon: SpeechLexicon
  private let names: NameLexicon

  public init(_ language: Language) throws {
    vocabulary = NumberVocabulary(language)
    lexicon = SpeechLexicon(language)
    names = try NameLexicon.embedded.get()
  }

  /// The readings of numbers (`≈ 1170 إسرائيليا`, `XXXX-10-07`), then the contents of quotes.
  public func findings(in sentence: String) throws -> [String] {
    let text = SourceText(sentence)
    let tokens = tokenizer(text)
    let scanner = NumberScanner(
      TokenWords(tokens, vocabulary), phrases: vocabulary.phrases, currency: vocabulary.currencies.anywhere,
      text: text, time: nil, calendar: CalendarHabits(prefersFuture: false, region: nil))
    let numbers = try scanner.scan(atMost: 100).map { number in
      [number.reading.figure, number.reading.unit].compactMap { $0 }.joined(separator: " ")
    }
    let sentences = SentenceSplitter()(tokens, marks: QuotationMarks(tokens)).map { range in
      Sentence(
        span: TextSpan(tokens[range.lowerBound].start, tokens[range.upperBound - 1].end), tokens: range)
    }
    let speech = SpeechTokens(tokens, lexicon, names, [], sentences)
    let quotes = try QuoteScanner(speech, sentences: sentences).scan().map { text[$0.span] }
    return numbers + quotes
  }
}

extension Language {
  /// The tables that lie in the program.
  public static func standard() throws -> Language { try embedded.get() }
}
