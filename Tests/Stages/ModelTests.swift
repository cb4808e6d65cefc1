import Foundation
import Isnad
import SystemPackage
import Testing

@testable import IsnadArabic
@testable import IsnadStages

/// The model of the entity tagger: its sums against all labellings counted one by one, its file, its training.
@Suite struct ModelTests {
  private static let kinds = ["PER", "LOC"]
  private static let labels = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]

  private func sentence(_ text: String) -> [EntityTraining.Token] {
    text.split(separator: " ").map { word in
      let parts = word.split(separator: "/")
      return .init(text: String(parts[0]), label: parts.count > 1 ? String(parts[1]) : "O")
    }
  }

  private var data: [[EntityTraining.Token]] {
    let one = "قال سامي/B-PER الحداد/I-PER في بغداد/B-LOC أمس ."
    let two = "زار عادل/B-PER النجار/I-PER مدينة دمشق/B-LOC ."
    let three = "ارتفع سعر النفط هذا العام ."
    return (0..<12).map { sentence([one, two, three][$0 % 3]) }
  }

  private func train(
    seed: Int = 1, classes: [(word: String, coarse: Int, fine: Int)] = [], without: FeatureFamilies = []
  ) throws -> [UInt8] {
    var training = try EntityTraining(labels: Self.kinds, classes: classes, seed: seed, without: without)
    return try training.train(data, development: [], epochs: 4, notes: [.init("data", .string("own"))]) { _ in
    }
  }

  @Test func theSameDataGiveTheSameFile() throws {
    let first = try train()
    #expect(try train() == first)
    #expect(try train(seed: 2) != first)
  }

  @Test func whatWasLearntIsFound() throws {
    let model = try train().withUnsafeBytes { try TaggerModel($0) }
    #expect(model.labels == Self.labels)
    #expect(model.header["data"]?.string == "own")
    let text = SourceText("قال سامي النجار في دمشق .")
    let tokens = Tokenizer()(text)
    let words = NameWords(tokens, try NameLexicon.embedded.get())
    let mentions = try model.read(words, of: text, [0..<tokens.count])[0]
    #expect(mentions.map(\.label) == ["PER", "LOC"])
    #expect(mentions.map(\.tokens) == [1..<3, 4..<5])
    #expect(mentions.allSatisfy { $0.probability > 0.5 && $0.probability <= 1 })
  }

  /// What is remembered of a word says what its features say, whatever stands beside it and however often it has
  /// been met: على and علي have the same letters, a line may begin anywhere.
  @Test(arguments: [FeatureFamilies(), .affixes, [.far, .pairs]])
  func whatIsRememberedIsWhatTheFeaturesSay(_ without: FeatureFamilies) throws {
    var training = try EntityTraining(labels: Self.kinds, classes: [], seed: 1, without: without)
    let missing = FeatureFamilies.named.filter { without.contains($0.family) }.map {
      JSONValue.string($0.name)
    }
    let file = try training.train(
      data, development: [], epochs: 2, notes: missing.isEmpty ? [] : [.init("without", .array(missing))]
    ) { _ in }
    let model = try file.withUnsafeBytes { try TaggerModel($0) }
    let tokens = Tokenizer()(
      SourceText("قال علي على الطريق إن سامي في دمشق\nعلي في سوريا على الحدود، قال سامي. قال Ali في سوريا ."))
    let words = NameWords(tokens, try NameLexicon.embedded.get())
    let sentences = [0..<8, 8..<15, 15..<tokens.count]
    var memo = WordMemo()
    for sentence in sentences + sentences {
      let features = TaggerFeatures(words, model.classes, without: model.without, in: sentence)
      #expect(model.scores(words, in: sentence, &memo) == model.scores(features, sentence))
    }
  }

  /// A model that was made without a family of features gives nothing for what only that family sees.
  @Test func featuresThatAreLeftOutSayNothing() throws {
    let text = SourceText("قال ميخائيل الحداد أمس .")
    let tokens = Tokenizer()(text)
    let words = NameWords(tokens, try NameLexicon.embedded.get())
    func reasons(_ without: FeatureFamilies) throws -> Set<NameReason> {
      var training = try EntityTraining(labels: Self.kinds, classes: [], seed: 1, without: without)
      let names = without.isEmpty ? [] : ["affixes"]
      let file = try training.train(
        data, development: [], epochs: 2,
        notes: names.isEmpty ? [] : [.init("without", .array(names.map { .string($0) }))]
      ) { _ in }
      let model = try file.withUnsafeBytes { try TaggerModel($0) }
      #expect(model.without == without)
      return Set(model.reasons(words, of: text, [0..<tokens.count], for: 1..<3, label: "PER").keys)
    }
    #expect(try reasons([]).isSuperset(of: [.lastLetters, .word]))
    #expect(
      try reasons(.affixes).isDisjoint(with: [.firstLetters, .lastLetters, .lettersBefore, .lettersBehind]))
  }

  @Test func probabilitiesAreThoseOfWhatIsRight() throws {
    // Of a hundred at 0.9 sixty are right, of a hundred at 0.6 forty-five, of a hundred at 0.99 ninety-five.
    let outcomes = [(0.9, 60), (0.6, 45), (0.99, 95)].flatMap { probability, right in
      (0..<100).map { (probability: probability, isRight: $0 < right) }
    }
    let map = Calibration(outcomes)
    for (probability, share) in [(0.6, 0.42), (0.9, 0.68), (0.99, 0.91)] {
      #expect(abs(map(probability) - share) < 0.08, "\(probability): \(map(probability))")
    }
    let shares = outcomes.map { map($0.probability) }
    let mean = shares.reduce(0, +) / 300
    #expect(abs(mean - 2.0 / 3) < 0.01)
    let read = try #require(Calibration(map.json))
    #expect(abs(read(0.9) - map(0.9)) < 0.001)
  }

  /// Where nearly all is held for certain, whole steps would lead ever further away.
  @Test func aModelThatIsTooSureIsCalibrated() {
    let outcomes = [(0.99995, 850, 1000), (0.6, 20, 60), (0.3, 10, 40)].flatMap { probability, right, all in
      (0..<all).map { (probability: probability, isRight: $0 < right) }
    }
    let map = Calibration(outcomes)
    for (probability, share) in [(0.99995, 0.85), (0.6, 0.33)] {
      #expect(abs(map(probability) - share) < 0.15, "\(probability): \(map(probability))")
    }
    #expect(map(0.99995) > map(0.6))
  }

  @Test func whatCanNotBeCalibratedStaysAsItIs() {
    #expect(Calibration([]) == Calibration())
    #expect(abs(Calibration()(0.73) - 0.73) < 1e-9)
    let wrong: [JSONValue] = [.null, [], [1], [-1, 0], ["a", 0], [1, 1000]]
    for json in wrong { #expect(Calibration(json) == nil) }
  }

  /// Sums in registers against sums one by one, with as many features as a token may have, all of one sign too.
  @Test(arguments: [3, 8, 9, 15])
  func sumsOfWeightsAreExact(_ labels: Int) {
    var random = SeededRandom(state: 11)
    for sign in [-1, 0, 1] {
      var sum = LabelSum()
      var expected = [Int](repeating: 0, count: labels)
      for _ in 0..<FeatureList.capacity {
        let weights = (0..<labels).map { _ -> Int8 in
          sign == 0 ? Int8(max(-127, min(127, random.next() * 254 - 127))) : Int8(127 * sign)
        }
        let row = LabelWeights(weights.map { UInt8(bitPattern: $0) })
        sum.add(row)
        for label in 0..<labels {
          #expect(row[label] == weights[label])
          expected[label] += Int(weights[label])
        }
      }
      #expect((0..<labels).map { sum[$0] } == expected)
    }
  }

  /// Rows that are read at once against the weights that stand there, to the last row.
  @Test(arguments: 1...15)
  func rowsOfWeightsAreReadAsTheyStand(_ labels: Int) {
    var random = SeededRandom(state: 5)
    let weights = (0..<labels * 33).map { _ in UInt8(random.next() * 255) }
    let rows = weights.withUnsafeBytes { LabelWeights.rows($0, labels: labels) }
    #expect(rows.count == 33)
    for (row, found) in rows.enumerated() {
      let expected = (0..<labels).map { Int8(bitPattern: weights[row * labels + $0]) }
      #expect((0..<labels).map { found[$0] } == expected)
      var sum = LabelSum()
      sum.add(found)
      #expect((0..<labels).map { sum[$0] } == expected.map(Int.init))
    }
  }

  /// Sixteen exponentials at once against the C library's of double precision.
  @Test func exponentialsAreRight() {
    for step in -8700...8700 {
      let x = Float(step) / 100
      let found = Exponential.of(SIMD16(repeating: x))
      let wanted = exp(Double(x))
      #expect(abs(Double(found[7]) - wanted) <= wanted * 3e-7, "\(x)")
    }
    #expect(Exponential.of(SIMD16(repeating: -1000))[0] == Exponential.of(SIMD16(repeating: -87))[0])
  }

  /// Probabilities against the sum over all 5^4 labellings.
  @Test func sumsAreThoseOfAllLabellings() {
    var random = SeededRandom(state: 3)
    let (count, length) = (5, 4)
    let scores = (0..<count * length).map { _ in random.next() * 4 - 2 }
    let transitions = (0..<(count + 1) * count).map { _ in random.next() * 2 - 1 }
    var rows = [Float](repeating: 0, count: length * LabelArcs.width)
    for (place, score) in scores.enumerated() {
      rows[place / count * LabelArcs.width + place % count] = score
    }
    let margins = Margins(rows, LabelArcs(transitions.map { exp($0) }, count), count)
    var total = 0.0
    var marginal = [Double](repeating: 0, count: count * length)
    var pair = 0.0
    var span = 0.0
    for code in 0..<625 {
      let path = [code / 125, code / 25 % 5, code / 5 % 5, code % 5]
      var score = 0.0
      for (row, label) in path.enumerated() {
        score += Double(scores[row * count + label])
        score += Double(transitions[(row == 0 ? 0 : path[row - 1] + 1) * count + label])
      }
      let weight = exp(score)
      total += weight
      for (row, label) in path.enumerated() { marginal[row * count + label] += weight }
      if path[1] == 2, path[2] == 4 { pair += weight }
      // A name of two tokens from the second on, that does not go on.
      if path[1] == 1, path[2] == 2, path[3] != 2 { span += weight }
    }
    #expect(abs(margins.total - log(total)) < 1e-4)
    for row in 0..<length {
      for label in 0..<count {
        #expect(
          abs(Double(margins.probability(of: label, at: row)) - marginal[row * count + label] / total) < 1e-5)
      }
    }
    #expect(abs(Double(margins.probability(of: 4, after: 2, at: 2)) - pair / total) < 1e-5)
    #expect(abs(margins.probability(of: [0, 1, 2, 0], from: 1, to: 3) - span / total) < 1e-5)
  }

  private struct SeededRandom {
    var state: UInt64
    mutating func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24)
    }
  }

  // MARK: The file

  private func read(_ bytes: [UInt8]) -> String {
    do {
      _ = try bytes.withUnsafeBytes { try TaggerModel($0) }
      return "read"
    } catch {
      return "\(error)"
    }
  }

  @Test func aFileThatIsNoModelIsRefused() throws {
    let file = try train(classes: [("نفط", 3, 5)])
    #expect(read(file) == "read")
    #expect(read([]) == "this is no model of the entity tagger, or a damaged one")
    #expect(
      read(Array("ISNADLEX".utf8) + file.dropFirst(8))
        == "this is no model of the entity tagger, or a damaged one")
    var other = file
    other[8] = 9
    #expect(read(other) == "the model has version 9, this program reads 1")
    for count in [9, 16, 40, 300, file.count / 2, file.count - 1] {
      #expect(read(Array(file[..<count])) != "read")
    }
    #expect(
      read(file + [0]) == "the model is cut off or damaged: \(file.count + 1) bytes do not fit its header")
    // A header that lies.
    for (old, new) in [("\"O\"", "\"X\""), ("\"bits\":18", "\"bits\":99"), ("B-LOC", "I-LOC")] {
      let text = Array(old.utf8)
      guard let place = file.indices.first(where: { file[$0...].starts(with: text) }) else { continue }
      var wrong = file
      wrong.replaceSubrange(place..<place + text.count, with: Array(new.utf8))
      #expect(read(wrong) != "read", "\(old)")
    }
  }

  @Test func theStageTakesAModelOfOnesOwn() async throws {
    let folder = NSTemporaryDirectory() + "isnad-model-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(try train()).write(to: URL(fileURLWithPath: folder + "/own.model"))
    let context = StageContext(id: "e", directory: FilePath(folder))
    let stage = try await Registry.standard.make(
      "entity-tagger", options: "model: own.model", context: context)
    var document = try await Chain.make(["normalizer"])("قال سامي الحداد في بغداد أمس.")
    try (stage as? any Transform)?.process(&document)
    #expect(document.entities?.map { document[$0.span] } == ["سامي الحداد", "بغداد"])
    do {
      _ = try await Registry.standard.make("entity-tagger", options: "model: gone.model", context: context)
      Issue.record("made")
    } catch let problem as Diagnostic {
      #expect(problem.message == "the model '\(folder)/gone.model' can't be read: No such file or directory.")
      #expect(
        problem.suggestion
          == "'isnad train entity-tagger' makes one; 'news' and 'accurate' come with the command.")
    }
  }

  @Test func tooManyLabelsAreRefused() {
    #expect(throws: Diagnostic.self) {
      _ = try EntityTraining(labels: (0..<8).map { "L\($0)" }, classes: [], seed: 1)
    }
  }
}
