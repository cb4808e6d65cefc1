import Isnad
import IsnadArabic
import IsnadText
import SystemPackage

/// What an encoder finds in articles that nobody has labelled, for a model of features to learn from: whole
/// sentences, and only those of which it is sure.
public struct SilverText: Sendable {
  private let names: EncoderNames

  /// - Parameter path: of an encoder.
  /// - Throws: an error that says why it can't be read.
  public init(_ path: String) throws {
    let encoder = try EncoderModel(try MappedFile(FilePath(path), limit: EncoderModel.maxBytes))
    guard let names = EncoderNames(encoder, scheme: EncoderNames.news) else {
      throw TaggerModelError.notAModel
    }
    self.names = names
  }

  /// The sentences of an article, CoNLL: a token and its label a line, an empty line behind each sentence.
  /// - Parameter sure: the least probability of each of a sentence's labels, 0 to 1.
  public func conll(_ article: String, sure: Double) -> String {
    let text = SourceText(article)
    let tokens = Tokenizer()(text)
    let sentences = SentenceSplitter()(tokens, marks: QuotationMarks(tokens))
    let readings = names.readings(of: tokens, text, sentences)
    var lines = ""
    for (sentence, reading) in zip(sentences, readings) {
      guard sentence.count > 1, reading.leastSure >= Float(sure) else { continue }
      for (place, index) in sentence.enumerated() {
        lines += "\(text[tokens[index].span])\t\(names.chain.labels[reading.labels[place]])\n"
      }
      lines += "\n"
    }
    return lines
  }
}

extension EncoderNames {
  /// The best labels of a sentence's tokens, and the probability of the least sure of them.
  struct SentenceLabels {
    let labels: [Int]
    let leastSure: Float
  }

  func readings(of tokens: Tokens, _ text: SourceText, _ sentences: [Range<Int>]) -> [SentenceLabels] {
    let scores = scores(of: tokens, text)
    return sentences.map { sentence in
      let rows = Array(scores[sentence.lowerBound * LabelArcs.width..<sentence.upperBound * LabelArcs.width])
      let margins = chain.margins(rows)
      let labels = chain.best(rows, sentence.count)
      let sure = labels.enumerated().map { margins.probability(of: $1, at: $0) }.min() ?? 0
      return SentenceLabels(labels: labels, leastSure: sure)
    }
  }
}
