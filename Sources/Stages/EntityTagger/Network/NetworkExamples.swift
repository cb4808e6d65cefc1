import IsnadArabic

/// A text as the network sees it, for its training: see `network.py`.
public struct NetworkExamples {
  private let lexicon: NameLexicon
  private let model: TaggerModel

  /// - Parameter model: the file of a model of features, whose opinion the network hears.
  /// - Throws: where it or the lexicon in the program can't be read.
  public init(model: [UInt8]) throws {
    lexicon = try NameLexicon.embedded.get()
    self.model = try model.withUnsafeBytes { try TaggerModel($0) }
  }

  /// A line a token: its match form, where it lies in the text (bytes, from and to), the fingerprints of its
  /// readings and that of its bare form (hexadecimal), its features' rows, and how likely the model holds each
  /// label (thousandths); an empty line behind each sentence.
  public func lines(_ text: String) -> String {
    let tokens = Tokenizer()(SourceText(text))
    let words = NameWords(tokens, lexicon)
    var lines = ""
    for sentence in SentenceSplitter()(tokens, marks: QuotationMarks(tokens)) {
      let features = TaggerFeatures(words, model.classes, without: model.without, in: sentence)
      let margins = model.chain.margins(model.scores(features, sentence))
      for index in sentence {
        let word = NetworkWord(index, words, features.facts(of: index))
        let readings = (0..<word.readingCount).map { Self.hex(word.readings[$0]) }.joined(separator: ",")
        let rows = (0..<word.featureCount).map { String(word.features[$0]) }.joined(separator: ",")
        let token = tokens[index]
        let opinion = model.labels.indices.map { label in
          String(Int((margins.probability(of: label, at: index - sentence.lowerBound) * 1000).rounded()))
        }.joined(separator: ",")
        lines +=
          "\(tokens.form(index))\t\(token.start)\t\(token.end)\t\(readings)\t\(Self.hex(word.bare))\t\(rows)\t\(opinion)\n"
      }
      lines += "\n"
    }
    return lines
  }

  private static func hex(_ value: UInt64) -> String { String(value, radix: 16) }
}
