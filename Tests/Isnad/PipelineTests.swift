import Isnad
import Testing

/// The exact sentences of what can be wrong with a pipeline.
@Suite struct PipelineTests {
  private func sentences(_ yaml: String, _ environment: [String: String] = [:]) -> [String] {
    let (definition, problems) = PipelineLoader.load(
      Array(yaml.utf8), file: "p.yaml", variables: Variables(environment))
    return Diagnostics(problems + PipelineCheck.problems(in: definition, registry: .layered).items).items.map(
      \.description)
  }

  private static let sound = "stages: [toy-reader, maker, user, toy-writer]"

  @Test(arguments: [
    (sound, []),
    ("", ["p.yaml:1:1: error[structure]: a pipeline is a mapping with 'stages', not a single value."]),
    (
      "name: x",
      [
        "p.yaml:1:1: error[structure]: the pipeline has no 'stages'. List them: reader, normalizer, …, writer."
      ]
    ),
    (
      "stages: reader",
      ["p.yaml:1:9: error[structure]: 'stages' must be a list of stages, not a single value."]
    ),
    (
      "stages: [toy-reader]\nstage: 1",
      ["p.yaml:2:1: error[unknown-key]: a pipeline has no key 'stage'. Did you mean 'stages'?"]
    ),
    (
      "stages:\n  - toy-reader\n  - toy-writter",
      ["p.yaml:3:5: error[unknown-stage]: there is no stage 'toy-writter'. Did you mean 'toy-writer'?"]
    ),
    (
      "stages:\n  - toy-reader\n  - use: zebra",
      [
        "p.yaml:3:10: error[unknown-stage]: there is no stage 'zebra'. The stages: toy-reader, toy-transform, toy-async, toy-service, toy-counter, toy-writer, maker, user, keyed."
      ]
    ),
    (
      "stages:\n  - use: toy-reader\n    with: { cuont: 3 }",
      ["p.yaml:3:13: error[unknown-option]: 'toy-reader' has no option 'cuont'. Did you mean 'count'?"]
    ),
    (
      "stages:\n  - use: toy-reader\n    with: { count: many }",
      ["p.yaml:3:20: error[invalid-option]: 'count' of 'toy-reader' must be a whole number, not 'many'."]
    ),
    (
      "stages:\n  - use: toy-reader\n    with: { count: -1 }",
      ["p.yaml:3:20: error[invalid-option]: 'count' of 'toy-reader' must be from 0 to 1000000, not -1."]
    ),
    (
      "stages:\n  - with: {}",
      ["p.yaml:2:5: error[structure]: the stage has no 'use'. Name it: use: normalizer"]
    ),
    (
      "stages:\n  - use: toy-reader\n    wiht: {}",
      ["p.yaml:3:5: error[unknown-key]: a stage has no key 'wiht'. Did you mean 'with'?"]
    ),
    (
      "stages:\n  - use: toy-reader\n    with: [1]",
      ["p.yaml:3:11: error[structure]: 'with' must be a mapping of options, not a list."]
    ),
    (
      "stages: [toy-reader]\nrun: { wrokers: 2 }",
      ["p.yaml:2:8: error[unknown-option]: 'run' has no option 'wrokers'. Did you mean 'workers'?"]
    ),
    (
      "stages: [toy-reader]\nrun: { workers: 0 }",
      [
        "p.yaml:2:17: error[invalid-option]: 'workers' of 'run' must be auto or a number from 1 to 256, not '0'."
      ]
    ),
    (
      "stages: [toy-reader]\nrun: { on-error: ignore }",
      [
        "p.yaml:2:18: error[invalid-option]: 'on-error' of 'run' must be one of stop, dead-letter, pass, not 'ignore'."
      ]
    ),
    (
      "stages:\n  - toy-reader\n  - user",
      [
        "p.yaml:3:5: error[missing-layer]: 'user' needs the layer 'made', which no stage before it provides. Put 'maker' before it."
      ]
    ),
    (
      "stages: [maker]",
      ["p.yaml:1:10: error[missing-reader]: the pipeline has no reader. Put 'reader' first."]
    ),
    (
      "stages:\n  - toy-reader\n  - maker\n  - use: toy-reader\n    id: late",
      [
        "p.yaml:4:10: error[structure]: the reader 'late' stands after other stages. Readers come first; several are read one after another."
      ]
    ),
    (
      "stages:\n  - toy-reader\n  - { use: maker, when: { metadta.x: 1 } }",
      [
        "p.yaml:3:27: error[invalid-option]: 'when' has the unknown field 'metadta.x'; there are id, source, text, metadata.NAME, count.LAYER, not, all and any."
      ]
    ),
    (
      "stages:\n  - { use: toy-reader, when: { id: a } }",
      ["p.yaml:2:12: error[structure]: a reader can't have 'when': there is no document yet."]
    ),
    (
      "stages: [toy-reader]\nname: ${OUTLET}",
      [
        "p.yaml:2:7: error[unset-variable]: 'OUTLET' is not set. Set it in the environment, or write ${OUTLET:-default}."
      ]
    ),
    (
      "stages: [toy-reader]\nname: '${OUTLET:?say which}'",
      ["p.yaml:2:7: error[unset-variable]: 'OUTLET' is not set: say which."]
    ),
    (
      "stages: [toy-reader]\nname: ${OUT",
      ["p.yaml:2:7: error[unset-variable]: '${' has no '}'. Write '$${' for '${' itself."]
    ),
    (
      "a: b: c",
      [
        "p.yaml:1:5: error[yaml-syntax]: mapping values are not allowed in this context; a value with ': ' in it wants quotation marks."
      ]
    ),
    (
      "stages: [toy-reader]\nstages: []", ["p.yaml:2:1: error[duplicate-key]: the key 'stages' stands twice."]
    ),
  ])
  func sentence(_ yaml: String, _ expected: [String]) {
    let found = sentences(yaml).filter { !$0.contains("no 'stages'") || expected.contains($0) }
    #expect(found == expected)
  }

  @Test func allProblemsAreSaidInOrder() {
    let found = sentences(
      "run: { batch: 0 }\nstages:\n  - toy-reader\n  - nothing\n  - use: toy-writer\n    with: { nam: a }\n")
    #expect(found.count == 3)
    #expect(found.map { $0.prefix(8) } == ["p.yaml:1", "p.yaml:4", "p.yaml:6"])
  }

  @Test func variablesAreExpanded() {
    let yaml = "name: \"${A}-${B:-b}-${EMPTY:-e}-$${C}-$5\"\nstages: [toy-reader]"
    let (definition, problems) = PipelineLoader.load(
      Array(yaml.utf8), file: "p.yaml", variables: Variables(["A": "a", "EMPTY": ""]))
    #expect(problems == [])
    #expect(definition.name == "a-b-e-${C}-$5")
  }

  @Test(arguments: [
    ("${A:-${B}}", "a"), ("${GONE:-${B}}", "b"), ("${GONE:-x${ALSO:-${B}y}z}", "xbyz"),
    ("${GONE:-{b}}", "{b}"),
    ("${GONE:-$${B}}", "${B}"), ("${GONE:-$5}", "$5"),
  ])
  func aDefaultMayHoldVariables(_ text: String, _ expected: String) {
    let (definition, problems) = PipelineLoader.load(
      Array("name: '\(text)'\nstages: [toy-reader]".utf8), file: "p.yaml",
      variables: Variables(["A": "a", "B": "b"]))
    #expect(problems == [])
    #expect(definition.name == expected)
  }

  @Test func variablesInsideEachOtherEnd() {
    let text = String(repeating: "${GONE:-", count: 1000) + String(repeating: "}", count: 1000)
    let (_, problems) = PipelineLoader.load(
      Array("name: '\(text)'\nstages: [toy-reader]".utf8), file: "p.yaml")
    #expect(problems.map(\.message) == ["more than 16 variables stand inside each other."])
  }

  /// Values under keys that only sound like secrets stand in messages; those of declared options don't.
  @Test func secretsAreDeclared() {
    func messages(_ yaml: String) -> [String] {
      let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "p.yaml")
      return problems.map(\.message)
        + PipelineCheck.problems(in: definition, registry: .layered).items.map(\.message)
    }
    let named = messages("stages: [{use: toy-reader, with: {sort-key: count, coutn: 5}}]")
    #expect(named.contains("'toy-reader' has no option 'sort-key'."))
    let declared = messages("stages: [toy-reader, {use: keyed, with: {door: opensesame, size: opensesame}}]")
    #expect(declared.contains("'size' of 'keyed' must be a whole number, not '***'."))
  }

  @Test func optionsAreCheckedTogetherAndAtTheirPlace() {
    func found(_ with: String) -> [String] {
      let yaml = "stages:\n  - toy-reader\n  - use: keyed\n    with: { \(with) }\n"
      let (definition, _) = PipelineLoader.load(Array(yaml.utf8), file: "p.yaml")
      return PipelineCheck.problems(in: definition, registry: .layered).items.map(\.description)
    }
    #expect(
      found("least: 9, most: 3") == [
        "p.yaml:4:29: error[invalid-option]: 'most' of 'keyed' must be at least 9, as 'least' is."
      ])
    #expect(
      found("least: 9") == [
        "p.yaml:3:10: error[invalid-option]: 'most' of 'keyed' must be at least 9, as 'least' is."
      ])
    #expect(
      found("old: 3") == [
        "p.yaml:4:13: warning[deprecated-option]: 'old' of 'keyed' goes one day. Write 'size' in its place."
      ])
  }

  @Test func aStageThatStandsTwiceGetsAnIDOfItsOwn() {
    let (definition, problems) = PipelineLoader.load(
      Array("stages: [toy-reader, maker, maker]".utf8), file: "p.yaml")
    #expect(problems == [])
    #expect(definition.stages.map(\.id) == ["toy-reader", "maker", "maker-3"])
  }

  @Test func settingsNameTheirStage() throws {
    var (definition, _) = PipelineLoader.load(Array(Self.sound.utf8), file: "p.yaml")
    let value = YAMLNode(scalar: "5", place: YAMLPlace(line: 0, column: 0))
    try definition.set("count", of: "toy-reader", to: value)
    #expect(definition.stages[0].with?["count"]?.scalar?.text == "5")
    #expect(throws: Diagnostic.self) { try definition.set("count", of: "toy-raeder", to: value) }
  }

  @Test(arguments: [
    ("{ metadata.language: ar }", true), ("{ metadata.language: [en, ar] }", true),
    ("{ metadata.language: en }", false),
    ("{ metadata.title: present }", false), ("{ metadata.title: absent }", true),
    ("{ not: { metadata.language: en } }", true),
    ("{ any: [ { id: x }, { source: s.txt } ] }", true), ("{ all: [ { id: x }, { source: s.txt } ] }", false),
    ("{ id: d1, metadata.language: ar }", true), ("{ metadata.count: 3 }", true),
    ("{ metadata.live: true }", true),
    ("{ metadata.tags: sport }", true), ("{ metadata.tags: [x, news] }", true),
    ("{ metadata.tags: x }", false),
    ("{ metadata.author.name: سامي }", true), ("{ metadata.author.age: present }", false),
    ("{ metadata.a.b: dotted }", true),
    ("{ source: { matches: '*.txt' } }", true), ("{ source: { matches: '?.txt' } }", true),
    ("{ source: { matches: '??.txt' } }", false), ("{ source: { matches: 's*x*' } }", true),
    ("{ source: { matches: s } }", false), ("{ id: { starts-with: d } }", true),
    ("{ id: { starts-with: '1' } }", false), ("{ id: { ends-with: [x, '1'] } }", true),
    ("{ metadata.author.name: { matches: 'س??ي' } }", true), ("{ text: { contains: النفط } }", true),
    ("{ text: { contains: '*' } }", false), ("{ text: { contains: الغاز } }", false),
    ("{ metadata.count: { at-least: 3 } }", true), ("{ metadata.count: { above: 3 } }", false),
    ("{ metadata.count: { above: 2.5, below: 4 } }", true), ("{ metadata.count: { at-most: -1 } }", false),
    ("{ metadata.language: { above: 1 } }", false),
    ("{ metadata.date: { at-least: 2024-04-01 } }", true),
    ("{ metadata.date: { above: 2024-04-01 } }", false),
    ("{ metadata.date: { at-most: 2024-04 } }", true), ("{ metadata.date: { below: 2024 } }", false),
    ("{ metadata.date: { above: 2023 } }", true), ("{ metadata.title: { below: 2024 } }", false),
    ("{ count.sentences: 2 }", true), ("{ count.sentences: { above: 2 } }", false),
    ("{ count.quotes: 0 }", true),
  ])
  func condition(_ yaml: String, _ expected: Bool) throws {
    let (definition, problems) = PipelineLoader.load(
      Array("stages: [{use: maker, when: \(yaml)}]".utf8), file: "p.yaml")
    #expect(problems == [])
    var document = Document(
      id: "d1", source: DocumentSource(uri: "s.txt"),
      metadata: [
        "language": .string("ar"), "count": .integer(3), "live": .bool(true),
        "tags": .array([.string("news"), .string("sport")]), "a.b": .string("dotted"),
        "author": .object([.init("name", .string("سامي"))]), "date": .string("2024-04-01T10:00:00Z"),
      ], text: SourceText("سعر النفط"))
    let sentence = Sentence(span: TextSpan(0, 4), tokens: 0..<1)
    document[SentenceLayer.self] = [sentence, sentence]
    #expect(definition.stages[0].when?.holds(for: document) == expected)
  }
}

extension PipelineTests {
  @Test(arguments: [
    ("{ id: {} }", "1:35", "'when' must be a value or a comparison, not a mapping."),
    (
      "{ id: { contians: x } }", "1:37",
      "'when' has the unknown comparison 'contians'. Did you mean 'contains'?"
    ),
    (
      "{ id: { above: x } }", "1:44", "'when' must be a number or a date such as 2024-04-01, not 'x'."
    ),
    ("{ id: { matches: '' } }", "1:46", "'when' must be a text of 1 to 200 bytes."),
    ("{ any: [] }", "1:36", "'when' must be a list with a condition or more, not a list."),
    ("ar", "1:29", "'when' must be a mapping such as { metadata.language: ar }, not 'ar'."),
  ])
  func conditionSentence(_ when: String, _ place: String, _ sentence: String) {
    let (_, problems) = PipelineLoader.load(
      Array("stages: [{use: maker, when: \(when)}]".utf8), file: "p.yaml")
    #expect(problems.map(\.description) == ["p.yaml:\(place): error[invalid-option]: \(sentence)"])
  }
}

private enum MadeLayer: LayerKey {
  static let name = "made"
  typealias Value = [Sentence]
}

private struct Maker: Transform {
  static let description = StageDescription(name: "maker", summary: "Makes.", provides: [MadeLayer.name])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) { document[MadeLayer.self] = [] }
}

private struct Keyed: Transform {
  struct Options: StageOptions {
    @StageOption("door", help: "What opens it.", .secret)
    var door = ""

    @StageOption("size", help: "How large.")
    var size = 0

    @StageOption("least", help: "At least.")
    var least = 0

    @StageOption("most", help: "At most.")
    var most = 5

    @StageOption("old", help: "How large.", .deprecated("Write 'size' in its place."))
    var old = 0
    func validate() throws(InvalidOption) {
      if least > most { throw InvalidOption("most", "must be at least \(least), as 'least' is") }
    }
  }
  static let description = StageDescription(name: "keyed", summary: "Has a key.")
  init(options: Options, context: StageContext) {}
  func process(_ document: inout Document) {}
}

private struct User: Transform {
  static let description = StageDescription(name: "user", summary: "Uses.", requires: [MadeLayer.name])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) {}
}

extension Registry {
  static let layered: Registry = {
    var registry = Registry.toys
    registry.register(Maker.self)
    registry.register(User.self)
    registry.register(Keyed.self)
    return registry
  }()
}
