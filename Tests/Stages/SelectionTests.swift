import Foundation
import IsnadTesting
import SystemPackage
import Testing

@testable import IsnadStages

/// filter, sample, set and deduplicate.
@Suite struct SelectionTests {
  @Test(
    arguments: [
      ("filter", "keep: { text: present }", ["normalizer"]), ("sample", "share: 50%", []),
      ("set", "metadata: { a: b }", []), ("deduplicate", "", ["normalizer"]),
    ] as [(String, String, [String])])
  func contract(_ stage: String, _ options: String, _ before: [String]) async throws {
    let contract = StageContract(
      registry: .standard, stage: stage, options: options, after: before, patience: .seconds(120))
    #expect(try await contract.violations() == [])
  }

  @Test(arguments: [
    ("filter", "{}", "'filter' needs either 'keep' or 'drop'."),
    ("filter", "{ keep: { id: a }, drop: { id: b } }", "'filter' needs either 'keep' or 'drop'."),
    (
      "filter", "drop: { ix: a }",
      "'drop' of 'filter' has the unknown field 'ix'; there are id, source, text, metadata.NAME, count.LAYER, not, all and any."
    ),
    ("sample", "{}", "'sample' needs the option 'share'."),
    (
      "sample", "share: 200%",
      "'share' of 'sample' must be a number from 0 to 1 or a percentage such as 5%, not '200%'."
    ),
    ("set", "metadata: [a]", "'metadata' of 'set' must be a mapping of names to values, not a list."),
    ("set", "metadata: { a: '{b' }", "'metadata' of 'set' has a '{' without '}' in '{b'."),
    (
      "set", "metadata: { a: '{b}' }",
      "'metadata' of 'set' names the unknown field 'b'; there are id, source, text, metadata.NAME and count.LAYER."
    ),
    ("deduplicate", "threshold: 0.2", "'threshold' of 'deduplicate' must be from 0.5 to 1.0, not 0.2."),
    ("deduplicate", "by: title", "'by' of 'deduplicate' must be one of id, text, near, not 'title'."),
  ])
  func sentence(_ stage: String, _ options: String, _ expected: String) async {
    do {
      _ = try await Registry.standard.make(stage, options: options, context: context)
      Issue.record("made")
    } catch {
      #expect((error as? Diagnostic)?.message == expected)
    }
  }

  private let context = StageContext(id: "x", directory: FilePath("."))

  private func make<S: Stage>(_ stage: S.Type, _ options: String) async throws -> S {
    let made = try await Registry.standard.make(S.description.name, options: options, context: context)
    return try #require(made as? S)
  }

  @Test func theSampleIsAShareAndTheSameAgain() async throws {
    func sample(_ seed: Int, _ ids: [Int]) async throws -> Set<Int> {
      let stage = try await make(SampleStage.self, "{ share: 20%, seed: \(seed) }")
      return Set(
        ids.filter { id in
          var document = document(String(id), "x")
          stage.process(&document)
          return document.filterReason == nil
        })
    }
    let ids = Array(0..<10_000)
    let first = try await sample(0, ids)
    // Four standard deviations of a fair draw.
    #expect(abs(first.count - 2000) < 160)
    #expect(try await sample(0, ids.reversed()) == first)
    let other = try await sample(1, ids)
    #expect(abs(other.intersection(first).count - 400) < 80)
  }

  @Test func valuesAreMadeOfTheDocumentAsItCame() async throws {
    let stage = try await make(
      SetStage.self,
      "metadata: { a: '{metadata.b}', b: '{metadata.a}', c: ['{id}', 2], d: '{{x}}', e: '{metadata.gone}', f: 'n={metadata.n}', t: '3', u: 3 }"
    )
    var document = document("7", "x")
    document.metadata = ["a": .string("A"), "b": .string("B"), "n": .integer(5), "e": .string("old")]
    stage.process(&document)
    #expect(
      document.metadata == [
        "a": .string("B"), "b": .string("A"), "n": .integer(5), "c": .array([.string("7"), .integer(2)]),
        "d": .string("{x}"), "f": .string("n=5"), "t": .string("3"), "u": .integer(3),
      ])
  }

  // MARK: Duplicates

  private func document(_ id: String, _ text: String) -> Document {
    var document = Document(id: id, source: DocumentSource(uri: "t"), text: SourceText(text))
    NormalizerStage(options: .init(), context: context).process(&document)
    return document
  }

  private func run(_ options: String, _ texts: [(String, String)], saving: Bool = false) async throws
    -> [String]
  {
    let stage = try await make(DeduplicateStage.self, options)
    var state = stage.makeState()
    return try texts.map { id, text in
      var document = document(id, text)
      stage.process(&document, state: &state)
      if saving {
        state = try JSONDecoder().decode(DeduplicateStage.State.self, from: JSONEncoder().encode(state))
      }
      return document.filterReason ?? document.metadata["duplicate_of"]?.string ?? "-"
    }
  }

  @Test func exactDuplicates() async throws {
    let texts = [
      ("1", "قال الوزير: نعم."), ("2", "قَالَ الوزيرُ نعم"), ("3", "قال الوزير: لا."), ("2", "نص آخر"),
      ("4", "!"),
      ("5", "!"),
    ]
    #expect(try await run("{ by: text, action: mark }", texts) == ["-", "1", "-", "-", "-", "-"])
    #expect(try await run("{ by: id, action: mark }", texts) == ["-", "-", "-", "2", "-", "-"])
    #expect(try await run("{ by: id }", texts) == ["-", "-", "-", "x", "-", "-"])
  }

  /// A report of forty sentences, and what becomes of it on its way.
  private func report(_ seed: UInt64, sentences: Int = 40) -> [String] {
    var random = SeededGenerator(seed: seed)
    let words: [String] = [
      "أعلن", "وزير", "النفط", "أسعار", "جديدة", "في", "بغداد", "أمس", "مصدر", "الشركة", "قال", "إن", "العقد",
      "مدينة",
    ]
    var lines: [String] = []
    for _ in 0..<sentences {
      var line: [String] = []
      for _ in 0..<8 { line.append(words[Int(random.next() % UInt64(words.count))]) }
      lines.append(line.joined(separator: " ") + ".")
    }
    return lines
  }

  @Test(arguments: [false, true])
  func nearDuplicatesAreFoundAndOthersAreNot(_ saving: Bool) async throws {
    let original = report(1)
    let bylined: String = "بغداد (وكالات) - " + original.joined(separator: "\n") + " انتهى."
    let texts: [(String, String)] = [
      ("wire", original.joined(separator: " ")),
      ("other", report(2).joined(separator: " ")),
      ("with-byline", bylined),
      ("without-end", original.dropLast(3).joined(separator: " ")),
      ("half", original.prefix(20).joined(separator: " ")),
      ("short", "أعلن وزير"), ("short-again", "أعلن وزير"),
    ]
    #expect(
      try await run("{ threshold: 0.8, action: mark }", texts, saving: saving)
        == ["-", "-", "wire", "wire", "-", "-", "short"])
  }

  @Test func whatIsOutOfTheWindowIsForgotten() async throws {
    let texts = (0..<7).map { ("\($0)", report(UInt64($0 % 3 + 10), sentences: 3).joined()) }
    // Three texts in turn: with two remembered each has been forgotten when it comes again.
    #expect(try await run("window: 2", texts) == Array(repeating: "-", count: 7))
    #expect(try await run("window: 2", texts, saving: true) == Array(repeating: "-", count: 7))
    #expect(try await run("window: 3", texts) == ["-", "-", "-", "x", "x", "x", "x"])
    #expect(try await run("{ window: 2, by: text }", texts) == Array(repeating: "-", count: 7))
  }

  /// The clock is the test's: days, and what came on each.
  @Test(arguments: ["by: text", "by: id", "by: near", "by: near, window: 1000"])
  func whatIsTooOldIsForgotten(_ options: String) async throws {
    let stage = try await make(DeduplicateStage.self, "{ \(options), memory: 30 days, action: mark }")
    #expect(stage.keepsState)
    var state = stage.makeState()
    let wire = report(1).joined()
    let coming = [(0, "a"), (29, "b"), (30, "c"), (31, "d"), (59, "e"), (61, "f")]
    var found: [String] = []
    for (day, id) in coming {
      var document = document(options == "by: id" ? "wire" : id, wire)
      stage.process(&document, state: &state, at: 1_000_000 + day * 86_400)
      found.append(document.metadata["duplicate_of"] == nil ? "new" : "known")
      // As another run goes on with it.
      state = try JSONDecoder().decode(DeduplicateStage.State.self, from: JSONEncoder().encode(state))
    }
    // Remembered from the day on which it came first, for thirty days.
    #expect(found == ["new", "known", "new", "known", "known", "new"])
  }

  @Test func aWindowThatIsFullForgetsBeforeTheTimeIsOver() async throws {
    let stage = try await make(DeduplicateStage.self, "{ by: text, memory: 30 days, window: 3 }")
    var state = stage.makeState()
    func isNew(_ word: String, _ day: Int) -> Bool {
      var document = document(word, word)
      stage.process(&document, state: &state, at: day * 86_400)
      return document.filterReason == nil
    }
    #expect(["a", "b", "c", "a"].map { isNew($0, 100) } == [true, true, true, false])
    #expect(["d", "a", "b"].map { isNew($0, 101) } == [true, true, true])
    // A clock that is set back makes nothing older; what is kept is never more than the window.
    #expect(["d", "b", "a"].map { isNew($0, 3) } == [false, false, false])
    for number in 0..<10_000 { _ = isNew("w\(number)", 102 + number / 400) }
    let bytes = try JSONEncoder().encode(state).count
    #expect(try bytes < #require(stage.largestState))
  }

  @Test(arguments: [
    ("30 days", 2_592_000), ("30d", 2_592_000), ("12 hours", 43_200), ("1 week", 604_800), ("90s", 90),
  ])
  func aTimeIsRead(_ text: String, _ seconds: Int) throws {
    #expect(try MemoryTime.decode(YAMLParser.parse(text)).seconds == seconds)
  }

  @Test(arguments: [
    ("30", "'memory' of 'deduplicate' must be a time such as 30 days or 12 hours, not '30'."),
    ("0 days", "'memory' of 'deduplicate' must be from a second to ten years, not '0 days'."),
    ("4000 days", "'memory' of 'deduplicate' must be from a second to ten years, not '4000 days'."),
    (
      "99999999999999999 weeks",
      "'memory' of 'deduplicate' must be from a second to ten years, not '99999999999999999 weeks'."
    ),
    ("-1d", "'memory' of 'deduplicate' must be a time such as 30 days or 12 hours, not '-1d'."),
  ])
  func aTimeThatIsNone(_ text: String, _ expected: String) async {
    do {
      _ = try await Registry.standard.make("deduplicate", options: "memory: \(text)", context: context)
      Issue.record("made")
    } catch {
      #expect((error as? Diagnostic)?.message == expected)
    }
  }

  /// The estimate against the share that is counted.
  @Test(arguments: [0.1, 0.5, 0.8, 0.95])
  func similarityIsEstimated(_ share: Double) {
    let minHash = MinHash()
    let trials = 40
    var sum = 0.0
    for trial in 0..<trials {
      var random = SeededGenerator(seed: UInt64(trial))
      let a = (0..<600).map { _ in random.next() }
      var b = a
      // Words at the end are others, so that this share of all shingles is in both.
      let common = Int(2 * share / (1 + share) * 598)
      for index in (common + 2)..<600 { b[index] = random.next() }
      let shingles = { (words: [UInt64]) in Set((0..<598).map { Array(words[$0..<$0 + 3]) }) }
      let (one, two) = (shingles(a), shingles(b))
      let truth = Double(one.intersection(two).count) / Double(one.union(two).count)
      #expect(abs(truth - share) < 0.01)
      let agreeing = zip(minHash.signature(of: a) ?? [], minHash.signature(of: b) ?? []).filter { $0 == $1 }
        .count
      let error = MinHash.similarity(agreeing: agreeing) - truth
      // Four standard deviations of 128 draws.
      #expect(abs(error) < 4 * (truth * (1 - truth) / 128).squareRoot() + 0.02)
      sum += error
    }
    #expect(abs(sum / Double(trials)) < 0.03)
  }

  @Test func aDamagedMemoryIsRefused() throws {
    for data in [
      #"{"memory":{"window":0,"near":true,"kept":0,"duplicates":0,"ids":[],"data":""}}"#,
      #"{"memory":{"window":5,"near":true,"kept":1,"duplicates":0,"ids":["a"],"data":"AAAA"}}"#,
      #"{"memory":{"window":5,"near":false,"kept":3,"duplicates":0,"ids":["a"],"data":"AAAAAAAAAAA="}}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(DeduplicateStage.State.self, from: Data(data.utf8))
      }
    }
  }
}
