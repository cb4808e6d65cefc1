import Isnad
import IsnadArabic

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

  private static let voiceCount = 5

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
  /// - Throws: a ``Diagnostic``.
  public init(
    labels kinds: [String], classes: [(word: String, coarse: Int, fine: Int)], seed: Int,
    without: FeatureFamilies = []
  ) throws {
    labels = ["O"] + kinds.flatMap { ["B-\($0)", "I-\($0)"] }
    guard TaggerModel.areLabels(labels), labels.count <= TaggerModel.maxLabels else {
      throw Diagnostic(
        .invalidOption,
        "a model has from 1 to \(TaggerModel.maxLabels / 2) different labels, not \(kinds.count).")
    }
    let labels = labels
    voices = (0..<Self.voiceCount).map { voice in
      var settings = TaggerTrainer.Settings()
      settings.seed = UInt64(bitPattern: Int64(seed)) &* 1000 &+ UInt64(voice)
      settings.without = without
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
        let result = MentionScore(of: model, on: kept)
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
