import Isnad
import IsnadArabic
import IsnadText

/// Training of the entity tagger, for the command.
public struct EntityTraining {
  /// A token and its label: `O`, `B-PER`, `I-PER`.
  public struct Token: Sendable {
    public let text: String
    public let label: String

    public init(text: String, label: String) {
      self.text = text
      self.label = label
    }
  }

  /// How an epoch went.
  public struct Progress: Sendable {
    public let epoch: Int
    public let loss: Double
    /// F1 on the development sentences; nil where there are none.
    public let f1: Double?
  }

  public static let defaultBits = TaggerTrainer.Settings.defaultBits
  public static let defaultVoices = 5

  /// The sentences of an article, with a label for each token. A name begins in the token in which it starts, also
  /// where clitics stand before it.
  /// - Parameter mentions: spans in bytes.
  public static func sentences(of text: SourceText, _ mentions: [(span: TextSpan, label: String)])
    -> [[Token]]
  {
    let tokens = Tokenizer()(text)
    var labels = [String](repeating: "O", count: tokens.count)
    for mention in mentions {
      var prefix = "B-"
      var index = tokens.items.partitioningIndex { $0.end > mention.span.start }
      while index < tokens.count, tokens[index].start < mention.span.end {
        labels[index] = prefix + mention.label
        prefix = "I-"
        index += 1
      }
    }
    return SentenceSplitter()(tokens, marks: QuotationMarks(tokens)).map { sentence in
      sentence.map { Token(text: text[tokens[$0].span], label: labels[$0]) }
    }
  }

  private let labels: [String]
  private let classes: NumberedKeys
  private let lexicon: NameLexicon
  /// Models of the same data in other orders.
  private var voices: [TaggerTrainer]
  private var examples: [TaggerTrainer.Example] = []

  /// - Parameters:
  ///   - kinds: labels without `B-` and `I-`, at most seven.
  ///   - classes: words in match form with two numbers each, below 64 and 1023.
  ///   - seed: another one is another order of the sentences.
  ///   - without: features to leave out.
  ///   - bits: of the table of weights, which has 2^bits rows: more for more data.
  ///   - voices: models of the same data in other orders, of which the mean is taken.
  /// - Throws: a ``Diagnostic``.
  public init(
    labels kinds: [String], classes: [(word: String, coarse: Int, fine: Int)], seed: Int,
    without: FeatureFamilies = [], bits: Int = Self.defaultBits, voices count: Int = Self.defaultVoices
  ) throws {
    labels = ["O"] + kinds.flatMap { ["B-\($0)", "I-\($0)"] }
    guard TaggerModel.areLabels(labels), labels.count <= TaggerModel.maxLabels else {
      throw Diagnostic(
        .invalidOption,
        "a model has from 1 to \(TaggerModel.maxLabels / 2) different labels, not \(kinds.count).")
    }
    let labels = labels
    voices = (0..<max(1, count)).map { voice in
      var settings = TaggerTrainer.Settings()
      settings.seed = UInt64(bitPattern: Int64(seed)) &* 1000 &+ UInt64(voice)
      settings.without = without
      settings.bits = min(max(bits, 10), TaggerModel.maxBits)
      return TaggerTrainer(settings, labels: labels)
    }
    lexicon = try NameLexicon.embedded.get()
    self.classes = NumberedKeys.make(
      classes.map { (Fingerprint.of($0.word), UInt16($0.coarse) << 10 | UInt16($0.fine)) })
  }

  /// Trains, and keeps the weights of the best epoch.
  /// - Parameters:
  ///   - epochs: at the most.
  ///   - patience: epochs without a better one after which it is enough.
  ///   - notes: what the model's header says beside its labels.
  /// - Returns: the model's file.
  public mutating func train(
    _ sentences: [[Token]], development: [[Token]], epochs: Int, patience: Int = 3, notes: [JSONValue.Member],
    report: (Progress) -> Void
  ) throws -> [UInt8] {
    let table = WordClasses(classes)
    examples = sentences.compactMap { sentence in
      let text = LabelledText([sentence], labels, lexicon)
      return text.labels.isEmpty ? nil : voices[0].example(text.words, table, text.sentences[0], text.labels)
    }
    let kept = development.map { LabelledText([$0], labels, lexicon) }
    var best: (f1: Double, epoch: Int, file: [UInt8])?
    for epoch in 1...max(1, epochs) {
      var loss = 0.0
      for voice in voices.indices { loss += voices[voice].epoch(epoch, examples) / Double(voices.count) }
      var file = TaggerTrainer.file(voices, classes, notes: notes)
      var f1: Double?
      if !development.isEmpty {
        let model = try file.withUnsafeBytes { try TaggerModel($0) }
        let result = try MentionScore(of: model, on: kept)
        f1 = result.f1
        file = TaggerTrainer.file(
          voices, classes,
          notes: notes + [
            .init("epoch", .integer(epoch)), .init("development_f1", Self.rounded(result.f1)),
            .init("calibration", Calibration(result.outcomes).json),
          ])
      }
      report(Progress(epoch: epoch, loss: loss, f1: f1))
      if f1 ?? Double(epoch) > best?.f1 ?? -1 { best = (f1 ?? Double(epoch), epoch, file) }
      if let best, epoch - best.epoch >= patience { break }
    }
    return best?.file ?? []
  }

  private static func rounded(_ share: Double) -> JSONValue {
    .number(JSONNumber(String((share * 10_000).rounded() / 10_000)))
  }
}

extension Array {
  /// The first place from which on the predicate holds, where it holds for all behind one for which it does.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
