import CLexicon
import Foundation
import Isnad
import IsnadTesting
import Testing

@testable import IsnadArabic
@testable import IsnadStages

/// The network of the entity tagger: its sums against sums one by one, its file, the one that lies in the program.
@Suite struct NetworkTests {
  private var random = SeededGenerator(seed: 5)

  private mutating func numbers(_ count: Int, within bound: Float = 1) -> [Float] {
    (0..<count).map { _ in Float.random(in: -bound...bound, using: &random) }
  }

  // MARK: Its parts

  @Test(arguments: [(1, 1), (5, 7), (16, 64), (37, 33)])
  mutating func productsAreThoseOfOneByOne(_ rows: Int, _ columns: Int) {
    let weights = (0..<rows * columns).map { _ in Int8.random(in: -127...127, using: &random) }
    let scales = numbers(rows)
    let vector = numbers(columns + 3)
    var sum = numbers(rows + 2)
    let before = sum
    var span = sum.mutableSpan
    DenseMatrix(rows: rows, columns: columns, weights, scales: scales)
      .multiply(vector.span, at: 3, addingTo: &span, from: 2)
    #expect(Array(sum[..<2]) == Array(before[..<2]))
    for row in 0..<rows {
      let product = (0..<columns).reduce(Double(0)) {
        $0 + Double(weights[row * columns + $1]) * Double(scales[row]) * Double(vector[3 + $1])
      }
      #expect(abs(Double(sum[2 + row] - before[2 + row]) - product) < 1e-2)
    }
  }

  @Test func activationsAreThoseOfTheLibrary() {
    for step in -4000...4000 {
      let x = Float(step) / 100
      #expect(abs(Double(Activation.tanh(x)) - tanh(Double(x))) < 1e-6, "\(x)")
      #expect(abs(Double(Activation.logistic(x)) - 1 / (1 + exp(-Double(x)))) < 1e-6, "\(x)")
    }
  }

  @Test func stringsOfLettersAreCountedByLetters() {
    let tokens = Tokenizer()(SourceText("نص"))
    let rows = LetterStrings.rows(tokens.forms.span, tokens[0].form)
    let strings = ["<ن", "<نص", "<نص>", "نص", "نص>", "ص>"]
    #expect(rows == strings.map { Int(Fingerprint.of($0) & UInt64(NetworkShape.rows - 1)) })
    let long = Tokenizer()(SourceText(String(repeating: "ن", count: 1000)))
    #expect(LetterStrings.rows(long.forms.span, long[0].form).count == 60)
  }

  // MARK: The whole

  private static let labels = ["O", "B-PER", "I-PER"]
  private static let words = ["سامي", "الحداد", "قال"]

  private func opinion() throws -> TaggerModel {
    var training = try EntityTraining(labels: ["PER"], classes: [], seed: 1)
    let sentence = [("قال", "O"), ("سامي", "B-PER"), ("الحداد", "I-PER"), ("ثم", "O")].map {
      EntityTraining.Token(text: $0.0, label: $0.1)
    }
    let file = try training.train([sentence], development: [], epochs: 2, notes: []) { _ in }
    return try file.withUnsafeBytes { try TaggerModel($0) }
  }

  private static let header: JSONValue = [
    "labels": ["O", "B-PER", "I-PER"], "words": 3, "vector": 4, "feature": 3, "input": 5, "hidden": 4,
    "opinion_weight": .number(JSONNumber("0.5")),
  ]

  /// A network of random numbers, and its numbers, in the order of the file.
  private mutating func network() throws -> (file: [UInt8], parts: [[Float]]) {
    let shape = try #require(NetworkShape(Self.header))
    let sizes = (shape.tables + shape.matrices).map { $0.rows * $0.columns } + shape.floats
    let parts = sizes.map { numbers($0, within: 0.5) }
    let file = try #require(
      NetworkModel.encode(
        shape, words: Self.words, numbers: Array(parts.joined()),
        notes: [.init("opinion_weight", .number(JSONNumber("0.5")))]))
    return (file, parts)
  }

  /// Scores against the network written down as its equations are, with numbers of full precision.
  @Test mutating func scoresAreThoseOfTheEquations() throws {
    let (file, parts) = try network()
    let opinion = try opinion()
    let model = try file.withUnsafeBytes { try NetworkModel($0, opinion: opinion) }
    let tokens = Tokenizer()(SourceText("قال سامي الحداد\nقال سامي"))
    let words = NameWords(tokens, try NameLexicon.embedded.get())
    let sentences = [0..<3, 3..<5]
    let scores = NetworkReader(model, words).scores(sentences)
    func product(_ part: Int, _ columns: Int, _ vector: [Double]) -> [Double] {
      (0..<parts[part].count / columns).map { row in
        vector.indices.reduce(0) { $0 + Double(parts[part][row * columns + $1]) * vector[$1] }
      }
    }
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    var states = [[Double]](repeating: [Double](repeating: 0, count: 8), count: 5)
    var opinions: [[Double]] = []
    var inputs: [[Double]] = []
    for sentence in sentences {
      let features = TaggerFeatures(words, opinion.classes, without: opinion.without, in: sentence)
      let margins = opinion.chain.margins(opinion.scores(features, sentence))
      for index in sentence {
        opinions.append((0..<3).map { Double(margins.probability(of: $0, at: index - sentence.lowerBound)) })
        let word = NetworkWord(index, words, features.facts(of: index))
        let row = try #require(Self.words.firstIndex(of: tokens.form(index)))
        // الحداد without its article has no vector, but letters.
        let bareRow = Self.words.firstIndex { Fingerprint.of($0) == word.bare }
        let letters = LetterStrings.rows(
          tokens.forms.span,
          TextSpan(tokens[index].form.start + (bareRow == nil ? 4 : 0), tokens[index].form.end))
        var vector = (0..<4).map { Double(parts[0][row * 4 + $0]) }
        vector += (0..<4).map { place in
          if let bareRow { return Double(parts[0][bareRow * 4 + place]) }
          return letters.reduce(0) { $0 + Double(parts[1][$1 * 4 + place]) } / Double(letters.count)
        }
        vector += (0..<3).map { place in
          (0..<word.featureCount).reduce(0) { $0 + Double(parts[2][Int(word.features[$1]) * 3 + place]) }
        }
        inputs.append(zip(product(3, 11, vector), parts[10]).map { tanh($0 + Double($1)) })
      }
    }
    for (direction, order) in [[[0, 1, 2], [3, 4]], [[2, 1, 0], [4, 3]]].enumerated() {
      for sentence in order {
        var (state, cell) = ([Double](repeating: 0, count: 4), [Double](repeating: 0, count: 4))
        for token in sentence {
          let fromInput = Array(product(4, 5, inputs[token])[direction * 16..<direction * 16 + 16])
          let fromOpinion = product(5 + direction, 3, opinions[token])
          let fromState = product(7 + direction, 4, state)
          let gates = (0..<16).map {
            fromInput[$0] + fromOpinion[$0] + fromState[$0] + Double(parts[11][direction * 16 + $0])
          }
          for unit in 0..<4 {
            cell[unit] =
              sigmoid(gates[4 + unit]) * cell[unit] + sigmoid(gates[unit]) * tanh(gates[8 + unit])
            state[unit] = sigmoid(gates[12 + unit]) * tanh(cell[unit])
            states[token][direction * 4 + unit] = state[unit]
          }
        }
      }
    }
    for (token, other) in [3, 4, nil, 0, 1].enumerated() {
      let elsewhere = other.map { states[$0] } ?? [Double](repeating: 0, count: 8)
      let sums = product(9, 19, states[token] + elsewhere + opinions[token])
      let (sentence, row) = token < 3 ? (0, token) : (1, token - 3)
      for label in 0..<3 {
        let expected = sums[label] + Double(parts[12][label]) + 0.5 * log(max(opinions[token][label], 0.001))
        let found = Double(scores[sentence].ofLabels[row * LabelArcs.width + label])
        #expect(abs(found - expected) < 0.05, "token \(token), label \(label): \(found), not \(expected)")
      }
      #expect(abs(Double(scores[sentence].inName[row]) - (1 - opinions[token][0])) < 1e-5)
    }
  }

  @Test mutating func aFileThatIsNoNetworkIsRefused() throws {
    let (file, _) = try network()
    let opinion = try opinion()
    func read(_ bytes: [UInt8]) -> String {
      do {
        _ = try bytes.withUnsafeBytes { try NetworkModel($0, opinion: opinion) }
        return "read"
      } catch {
        return "\(error)"
      }
    }
    #expect(read(file) == "read")
    #expect(read([]) == "this is no model of the entity tagger, or a damaged one")
    var other = file
    other[8] = 7
    #expect(read(other) == "the model has version 7, this program reads 1")
    for count in [9, 16, 60, file.count / 2, file.count - 1] {
      #expect(read(Array(file[..<count])) != "read")
    }
    #expect(
      read(file + [0]) == "the model is cut off or damaged: \(file.count + 1) bytes do not fit its header")
    // A last number that is none, that is infinite, that is 1,000.
    for bits: [UInt8] in [[0, 0, 0xC0, 0x7F], [0, 0, 0x80, 0x7F], [0, 0, 0x7A, 0x44]] {
      other = file
      other.replaceSubrange(file.count - 4..<file.count, with: bits)
      #expect(read(other) == "this is no model of the entity tagger, or a damaged one")
    }
    for (old, new) in [("\"hidden\":4", "\"hidden\":6"), ("\"words\":3", "\"words\":0"), ("I-PER", "I-LOC")] {
      let place = try #require(file.indices.first { file[$0...].starts(with: Array(old.utf8)) })
      other = file
      other.replaceSubrange(place..<place + old.utf8.count, with: Array(new.utf8))
      #expect(read(other) != "read", "\(old)")
    }
  }

  // MARK: The one in the program

  /// Whoever makes 'news' anew makes 'accurate' anew, which hears it.
  @Test func itWasTrainedWithTheModelThatItHears() throws {
    var size = 0
    let start = isnad_entity_model(&size)
    let news = [UInt8](UnsafeRawBufferPointer(start: start, count: size))
    let model = try ModelFile.accurate.get()
    #expect(model.header["opinion"]?.string == NetworkCompiler.fingerprint(of: news))
  }

  @Test func theStageTakesIt() async throws {
    let stage = try await Registry.standard.make(
      "entity-tagger", options: "model: accurate", context: StageContext(id: "e", directory: "."))
    var document = try await Chain.make(["normalizer"])(
      "قال الرئيس الفرنسي إيمانويل ماكرون في باريس إنه متفائل.")
    try (stage as? any Transform)?.process(&document)
    let found = document.entities?.map { document[$0.span] } ?? []
    #expect(found.contains("إيمانويل ماكرون") && found.contains("باريس"), "\(found)")
    let entity = try #require(document.entities?.first { $0.label == .person })
    #expect(entity.confidence > 0.5 && entity.confidence <= 1)
  }

  /// What speaks for a name is what is missed without it: where it stands but once, nothing elsewhere.
  @Test func reasonsAreWhatIsMissed() throws {
    let model = try ModelFile.accurate.get()
    func reasons(_ text: String, _ mention: Range<Int>) throws -> [NameReason: Float] {
      let tokens = Tokenizer()(SourceText(text))
      let words = NameWords(tokens, try NameLexicon.embedded.get())
      return model.reasons(words, [0..<tokens.count], for: mention, label: "PER")
    }
    let once = try reasons("قال ماكرون في باريس", 1..<2)
    #expect(
      Set(once.keys) == [.word, .lastLetters, .lexicon, .elsewhere, .opinion, .wordBefore, .wordBehind])
    #expect(once[.elsewhere] == 0)
    #expect(once.values.contains { $0 > 0 })
    let twice = try reasons("قال ماكرون في باريس إن ماكرون", 1..<2)
    #expect(twice[.elsewhere] != 0)
    #expect(try reasons("قال ماكرون", 1..<2)[.wordBehind] == nil)
  }

  /// A sentence longer than a piece, and an article longer than a window.
  @Test func longTextsAreReadInPieces() throws {
    let model = try ModelFile.accurate.get()
    let text = (0..<4400).map { $0 % 500 == 7 ? "القاهرة" : "وزير" }.joined(separator: " ")
    let tokens = Tokenizer()(SourceText(text))
    let words = NameWords(tokens, try NameLexicon.embedded.get())
    let sentences = [0..<300, 300..<2000, 2000..<2001, 2001..<4400]
    let readings = model.read(words, sentences)
    #expect(readings.map(\.inName.count) == sentences.map(\.count))
    #expect(readings.allSatisfy { $0.inName.allSatisfy { $0 >= 0 && $0 <= 1.0001 } })
  }
}
