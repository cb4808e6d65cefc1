import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a stage's model.", subcommands: [TrainEntityTaggerCommand.self])
}

struct TrainEntityTaggerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity-tagger", abstract: "Train the entity tagger on labelled texts.",
    discussion: """
      The data is JSON Lines as 'isnad run' writes them, with entities corrected by you, or CoNLL: a token and its
      label a line (O, B-PER, I-PER, …), an empty line between sentences. The last tenth of the sentences, in order,
      is kept out and tells which epoch was the best; it is enough when three epochs were no better. The same data
      and seed give the same file.

        isnad train entity-tagger --data mine.jsonl --out mine.model
        isnad run annotate.yaml articles/ --set entity-tagger.model=mine.model
      """)

  @Option(
    help: ArgumentHelp("Training data, JSON Lines or CoNLL; may be given several times.", valueName: "file"),
    completion: .file())
  var data: [String]
  @Option(
    help: ArgumentHelp(
      "More data of the same forms, labelled by a program: learnt beside the other, and none of it kept out. May be given several times.",
      valueName: "file"), completion: .file())
  var silver: [String] = []
  @Option(help: ArgumentHelp("Where the model goes.", valueName: "file"), completion: .file())
  var out: String
  @Option(
    help: ArgumentHelp(
      "Word classes: a word in match form, a tab, two numbers below 64 and 1023, a line each.",
      valueName: "file"),
    completion: .file())
  var classes: String?
  @Option(
    help: ArgumentHelp(
      "The labels to learn, with commas between them; without it all of the data.", valueName: "labels"))
  var labels: String?
  @Option(
    help: ArgumentHelp(
      "Features to leave out, with commas between them, to see what they are worth: \(FeatureFamilies.named.map(\.name).joined(separator: ", ")).",
      valueName: "families"))
  var without: String?
  @Option(help: "Passes over the data, at the most.")
  var epochs = 12
  @Option(help: "Another number is another order of the sentences.")
  var seed = 1
  @Option(help: "The model has 2^bits rows of weights: more for more data.")
  var bits = EntityTraining.defaultBits
  @Option(help: "Models of the same data in other orders, of which the mean is taken.")
  var voices = EntityTraining.defaultVoices
  @Option(help: "How often each sentence of --data is learnt beside --silver in one pass.")
  var times = 1

  func validate() throws {
    guard (1...1000).contains(epochs) else {
      throw ValidationError("--epochs must be from 1 to 1000, not \(epochs).")
    }
    guard (10...22).contains(bits) else {
      throw ValidationError("--bits must be from 10 to 22, not \(bits).")
    }
    guard (1...20).contains(voices) else {
      throw ValidationError("--voices must be from 1 to 20, not \(voices).")
    }
    guard (1...100).contains(times) else {
      throw ValidationError("--times must be from 1 to 100, not \(times).")
    }
    for name in left where !FeatureFamilies.named.contains(where: { $0.name == name }) {
      let names = FeatureFamilies.named.map(\.name).joined(separator: ", ")
      throw ValidationError("--without '\(name)': there are \(names).")
    }
  }

  private var left: [String] { without?.split(separator: ",").map(String.init) ?? [] }

  func run() async throws {
    let sentences = try TrainingData(data).sentences
    let more = try TrainingData(silver).sentences
    let found = Set(sentences.joined().compactMap { $0.label == "O" ? nil : String($0.label.dropFirst(2)) })
    let kinds = labels.map { $0.split(separator: ",").map(String.init) } ?? found.sorted()
    let cut = sentences.count * 9 / 10
    guard cut > 0, kinds.contains(where: found.contains) else {
      throw Diagnostic(
        .invalidOutput, "'\(data.joined(separator: "', '"))' holds no labels to learn.",
        suggestion: "A label is O, B-NAME or I-NAME, behind a tab.")
    }
    var training = try EntityTraining(
      labels: kinds, classes: try wordClasses(), seed: seed,
      without: FeatureFamilies(FeatureFamilies.named.filter { left.contains($0.name) }.map(\.family)),
      bits: bits, voices: voices)
    let beside = more.isEmpty ? "" : ", and \(more.count) labelled by a program"
    Output.report(
      "Learning \(kinds.joined(separator: ", ")) from \(cut) sentences, \(sentences.count - cut) kept out\(beside)."
    )
    let learnt = (0..<times).flatMap { _ in sentences[..<cut] }
    let file = try training.train(
      learnt + more, development: Array(sentences[cut...]), epochs: epochs,
      notes: [
        .init("data", .array(data.map { .string(FilePath($0).lastComponent?.string ?? $0) })),
        .init("sentences", .integer(cut)), .init("silver", .integer(more.count)),
        .init("seed", .integer(seed)),
      ] + (left.isEmpty ? [] : [.init("without", .array(left.map { .string($0) }))])
    ) { progress in
      let f1 = progress.f1.map { ", F1 \(Percent.text($0 * 100))" } ?? ""
      Output.report("epoch \(progress.epoch): loss \(Self.rounded(progress.loss))\(f1)")
    }
    var output = try ResumableFile(FilePath(out))
    try output.write(file)
    try output.finish()
    try Output.print("\(out): the model of the best epoch, \(file.count) bytes.")
  }

  private static func rounded(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }

  private func wordClasses() throws -> [(word: String, coarse: Int, fine: Int)] {
    guard let classes else { return [] }
    var entries: [(word: String, coarse: Int, fine: Int)] = []
    let text: String
    do {
      text = try TextFile.read(FilePath(classes))
    } catch {
      throw Diagnostic(.unreadable, "the word classes '\(classes)' can't be read: \(error).")
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let fields = line.split(separator: "\t")
      guard fields.count == 3, let coarse = Int(fields[1]), let fine = Int(fields[2]),
        (0..<64).contains(coarse),
        (0..<1023).contains(fine)
      else {
        throw Diagnostic(
          .invalidOption, "the line is no word with two numbers below 64 and 1023.",
          at: Diagnostic.Place(file: classes, line: number + 1))
      }
      entries.append((String(fields[0]), coarse, fine))
    }
    guard entries.count <= 1 << 19 else {
      throw Diagnostic(.invalidOption, "'\(classes)' has more words than a model holds: \(1 << 19).")
    }
    return entries
  }
}
