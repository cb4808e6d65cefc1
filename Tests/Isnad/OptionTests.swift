import Testing

@testable import Isnad

/// Options as they are declared: once, each at its property.
@Suite struct OptionTests {
  private struct Limits: StageOptions, OptionValue {
    @StageOption("most", help: "At most.", in: 1...9)
    var most = 3

    @StageOption("least", help: "At least.")
    var least = 0

    func validate() throws(InvalidOption) {
      if least > most { throw InvalidOption("least", "must be at most \(most)") }
    }
  }

  private struct Pace: StageOptions {
    @StageOption("every", help: "How often.")
    var every = 1
  }

  private struct Options: StageOptions {
    @StageOption("word", help: "The word to look for.", required: true)
    var word = ""

    @StageOption("limits", help: "How many.")
    var limits = Limits.standard

    @StageOption("more-limits", help: "Others.")
    var more: [Limits] = []

    var pace = Pace()

    @StageOption("door", help: "What opens it.", .secret)
    var door: String? = nil

    @StageOption("old", help: "The word.", .deprecated("Write 'word'."))
    var old = "none"

    /// Is said in no pipeline.
    var count = 7
  }

  private func decode(_ yaml: String) throws -> (options: Options, problems: [String]) {
    let (options, problems) = Options.decode(
      try YAMLParser.parse(yaml), stage: "toy", file: "p.yaml", at: .init(file: "p.yaml", line: 1, column: 1))
    return (options, problems.map(\.description))
  }

  @Test func everythingIsSaidOnce() {
    let descriptions = Options.descriptions
    #expect(descriptions.map(\.name) == ["word", "limits", "more-limits", "every", "door", "old"])
    #expect(descriptions.map(\.defaultText) == [nil, nil, nil, "1", nil, "none"])
    #expect(descriptions.map(\.isRequired) == [true, false, false, false, false, false])
    #expect(descriptions.map(\.isSecret) == [false, false, false, false, true, false])
    #expect(descriptions.last?.deprecation == "Write 'word'.")
    #expect(descriptions[0].help == "The word to look for.")
    #expect(
      descriptions[1].schema
        == .object([
          .init("type", .string("object")), .init("additionalProperties", .bool(false)),
          .init(
            "properties",
            .object([
              .init(
                "most",
                .object([
                  .init("type", .string("integer")), .init("minimum", .integer(1)),
                  .init("maximum", .integer(9)),
                ])), .init("least", .object([.init("type", .string("integer"))])),
            ])),
        ]))
    #expect(descriptions[1].typeName == "{ most: whole number, 1 to 9, least: whole number }")
    #expect(NoOptions.descriptions.isEmpty)
  }

  @Test func whatIsNotSaidHasItsDefault() throws {
    let (options, problems) = try decode("{ word: x }")
    #expect(problems == [])
    #expect(options.word == "x" && options.limits.most == 3 && options.more.isEmpty && options.count == 7)
    #expect(options.pace.every == 1 && options.door == nil)
  }

  @Test func objectsListsAndGroupsAreRead() throws {
    let (options, problems) = try decode(
      "{ word: x, limits: { most: 5, least: 2 }, more-limits: [{ most: 1 }, {}], every: 8, door: open }")
    #expect(problems == [])
    #expect([options.limits.most, options.limits.least, options.pace.every] == [5, 2, 8])
    #expect(options.more.map(\.most) == [1, 3])
    #expect(options.door == "open")
    // Whoever reads options leaves nothing behind.
    #expect(Options().word == "" && Limits().most == 3 && OptionReading.current == nil)
  }

  @Test(arguments: [
    (
      "{}",
      "p.yaml:1:1: error[missing-option]: 'toy' needs the option 'word'. The word to look for."
    ),
    (
      "{ word: x, limits: 5 }",
      "p.yaml:1:20: error[invalid-option]: 'limits' of 'toy' must be a mapping, not '5'."
    ),
    (
      "{ word: x, limits: { most: 12 } }",
      "p.yaml:1:28: error[invalid-option]: 'limits' of 'toy' has a 'most' that must be from 1 to 9, not 12."
    ),
    (
      "{ word: x, more-limits: [{ mist: 1 }] }",
      "p.yaml:1:28: error[invalid-option]: 'more-limits' of 'toy' has no 'mist'. Did you mean 'most'?"
    ),
    (
      "{ word: x, limits: { least: 4 } }",
      "p.yaml:1:29: error[invalid-option]: 'limits' of 'toy' has a 'least' that must be at most 3."
    ),
    (
      "{ word: x, every: soon }",
      "p.yaml:1:19: error[invalid-option]: 'every' of 'toy' must be a whole number, not 'soon'."
    ),
    (
      "{ word: x, evry: 1 }",
      "p.yaml:1:12: error[unknown-option]: 'toy' has no option 'evry'. Did you mean 'every'?"
    ),
    (
      "{ word: x, old: y }",
      "p.yaml:1:12: warning[deprecated-option]: 'old' of 'toy' goes one day. Write 'word'."
    ),
  ])
  func whatIsWrongIsSaidWithItsPlace(_ yaml: String, _ sentence: String) throws {
    #expect(try decode(yaml).problems == [sentence])
  }

  /// A time of 'commit' that a pipeline leaves out is asked of the settings themselves, in the middle of reading them.
  @Test func optionsMayBeMadeWhileOthersAreRead() throws {
    let (settings, problems) = RunSettings.decode(
      try YAMLParser.parse("{ commit: { documents: 9 }, batch: 3 }"), stage: "run", file: "p.yaml",
      at: .init(file: "p.yaml"))
    #expect(problems.isEmpty)
    #expect(settings.commit == CommitRule(every: .seconds(5), documents: 9))
    #expect(settings.batchDocuments == 3)
  }

  @Test func manyReadAtOnce() async throws {
    let words = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask {
          (try? decode("{ word: w\(number), every: \(number) }").options).map {
            $0.word == "w\(number)" && $0.pace.every == number
          } ?? false
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(words == 200)
  }
}
