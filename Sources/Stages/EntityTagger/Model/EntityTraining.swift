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
      let (words, range, labels) = prepare(sentence)
      return range.isEmpty ? nil : voices[0].example(words, table, range, labels)
    }
    var best: (f1: Double, epoch: Int, file: [UInt8])?
    for epoch in 1...max(1, epochs) {
      var loss = 0.0
      for voice in voices.indices { loss += voices[voice].epoch(epoch, examples) / Double(voices.count) }
      var file = TaggerTrainer.file(voices, classes, notes: notes)
      var f1: Double?
      if !development.isEmpty {
        let model = try file.withUnsafeBytes { try TaggerModel($0) }
        let result = score(model, development)
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

  /// Tokens as the chain has them, with the labels of the words that they are part of.
  private func prepare(_ sentence: [Token]) -> (NameWords, Range<Int>, [Int]) {
    var text = ""
    var ends: [Int] = []
    for token in sentence {
      if !text.isEmpty { text += " " }
      text += token.text
      ends.append(text.utf8.count)
    }
    let tokens = Tokenizer()(SourceText(text))
    let words = NameWords(tokens, lexicon)
    var labels: [Int] = []
    var word = 0
    var last = -1
    for index in 0..<tokens.count {
      while word < ends.count - 1, tokens[index].start >= ends[word] { word += 1 }
      let label = sentence[word].label
      // The second token of a word goes on with what the first began.
      let inside = word == last && label.hasPrefix("B-") ? "I-" + label.dropFirst(2) : label
      var number = self.labels.firstIndex(of: inside) ?? 0
      // A name that goes on without having begun begins here.
      if number > 0, number % 2 == 0, labels.last != number, labels.last != number - 1 { number -= 1 }
      labels.append(number)
      last = word
    }
    return (words, 0..<tokens.count, labels)
  }

  private func score(_ model: TaggerModel, _ sentences: [[Token]]) -> (
    f1: Double, outcomes: [(probability: Double, isRight: Bool)]
  ) {
    let decoder = TaggerDecoder(model)
    var (gold, found, right) = (0, 0, 0)
    var outcomes: [(probability: Double, isRight: Bool)] = []
    for sentence in sentences {
      let (words, range, labels) = prepare(sentence)
      var wanted: Set<[Int]> = []
      var index = 0
      while index < labels.count {
        var end = index + 1
        if labels[index] != 0 {
          while end < labels.count, labels[end] == labels[index] + labels[index] % 2, labels[end] % 2 == 0 {
            end += 1
          }
          wanted.insert([index, end, (labels[index] + 1) / 2])
        }
        index = end
      }
      let mentions = decoder.read(words, in: range).mentions
      gold += wanted.count
      found += mentions.count
      for mention in mentions {
        let kind = ((self.labels.firstIndex(of: "B-" + mention.label) ?? 0) + 1) / 2
        let isRight = wanted.contains([mention.tokens.lowerBound, mention.tokens.upperBound, kind])
        if isRight { right += 1 }
        outcomes.append((mention.probability, isRight))
      }
    }
    return (gold + found > 0 ? 2 * Double(right) / Double(gold + found) : 0, outcomes)
  }
}
