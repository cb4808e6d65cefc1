import Foundation
import Isnad
import SystemPackage
import Testing

/// Included files, branches, secrets: how a pipeline is put together.
@Suite struct LanguageTests {
  private func load(_ yaml: String, _ files: [String: String] = [:], _ environment: [String: String] = [:])
    -> (PipelineDefinition, [String])
  {
    let (definition, problems) = PipelineLoader.load(
      Array(yaml.utf8), file: "dir/p.yaml", variables: Variables(environment)
    ) { (path) throws(Diagnostic) in
      guard let text = files[path.string] else {
        throw Diagnostic(.unreadable, "the included file '\(path)' can't be read.")
      }
      return Array(text.utf8)
    }
    let found = problems + PipelineCheck.problems(in: definition, registry: .layered).items
    return (definition, Diagnostics(found).items.map(\.description))
  }

  // MARK: Include

  @Test func includedStagesStandInTheirPlace() {
    let (definition, problems) = load(
      "stages:\n  - toy-reader\n  - include: parts/middle.yaml\n  - toy-writer\n",
      [
        "dir/parts/middle.yaml": "description: x\nstages: [ maker, { include: ../more.yaml } ]",
        "dir/parts/../more.yaml": "[ user ]",
      ])
    #expect(problems == [])
    #expect(definition.stages.map(\.id) == ["toy-reader", "maker", "user", "toy-writer"])
    #expect(definition.stages.map(\.directory.string) == ["dir", "dir/parts", "dir/parts/..", "dir"])
    #expect(
      definition.files.map(\.string) == ["dir/p.yaml", "dir/parts/middle.yaml", "dir/parts/../more.yaml"])
  }

  @Test(arguments: [
    (
      "- toy-reader\n- use: maker\n  with: { x: 1 }\n",
      "dir/a.yaml:3:11: error[unknown-option]: 'maker' has no option 'x'."
    ),
    ("- toy-reader\n- zebra\n", "dir/a.yaml:2:3: error[unknown-stage]: there is no stage 'zebra'. "),
    ("- ${GONE}\n", "dir/a.yaml:1:3: error[unset-variable]: 'GONE' is not set."),
    ("- [\n", "dir/a.yaml:2:1: error[yaml-syntax]: "),
    ("stage: []\n", "dir/a.yaml:1:1: error[unknown-key]: an included file has no key 'stage'. "),
    ("description: x\n", "dir/a.yaml:1:1: error[structure]: the included file has no 'stages'. "),
    (
      "- include: ./a.yaml\n",
      "dir/a.yaml:1:12: error[include-cycle]: 'dir/./a.yaml' includes itself: dir/p.yaml -> dir/a.yaml -> dir/a.yaml."
    ),
    (
      "- include: gone.yaml\n",
      "dir/a.yaml:1:12: error[unreadable]: the included file 'dir/gone.yaml' can't be read."
    ),
    ("- include: {}\n", "dir/a.yaml:1:12: error[structure]: 'include' must be a file or a list of files,"),
    (
      "- include: b.yaml\n  when: { id: x }\n",
      "dir/a.yaml:2:3: error[structure]: 'when' can't stand beside 'include'. Give 'include' an entry of its own in the list."
    ),
  ])
  func anErrorPointsIntoTheIncludedFile(_ fragment: String, _ sentence: String) {
    let (_, problems) = load("stages: [{ include: a.yaml }]", ["dir/a.yaml": fragment])
    #expect(problems.contains { $0.hasPrefix(sentence) }, "\(problems)")
  }

  @Test func aFileThatIncludesItselfManyTimesEnds() {
    // Each file names the next one twice: two to the power of their number, if nobody counted.
    var files: [String: String] = [:]
    for level in 0..<14 {
      files["dir/\(level).yaml"] = "[{ include: [\(level + 1).yaml, \(level + 1).yaml] }]"
    }
    files["dir/14.yaml"] = "[maker]"
    let (definition, problems) = load("stages: [toy-reader, { include: 0.yaml }]", files)
    #expect(definition.files.count == 201)
    #expect(
      problems.contains { $0.contains("more files are included here than a pipeline may have: 200 in all") })
  }

  // MARK: Branches

  @Test(arguments: [
    (
      "branch: x",
      "2:13: error[structure]: 'branch' must be a list of arms, not a single value. Each is { when: …, stages: […] }, the last may be { default: […] }."
    ),
    (
      "branch: [maker]",
      "2:14: error[structure]: an arm of a branch is { when: …, stages: […] } or { default: […] }, not a single value."
    ),
    (
      "branch: [{ stages: [maker] }]",
      "2:14: error[structure]: the arm has no 'when'. Each is { when: …, stages: […] }, the last may be { default: […] }."
    ),
    (
      "branch: [{ when: { id: x } }]",
      "2:14: error[structure]: the arm has no 'stages'. Each is { when: …, stages: […] }, the last may be { default: […] }."
    ),
    (
      "branch: [{ default: [maker], when: { id: x } }]",
      "2:14: error[structure]: 'default' can't stand beside 'when' or 'stages'. Write { default: […] }."
    ),
    (
      "branch: [{ default: [maker] }, { when: { id: x }, stages: [maker] }]",
      "2:36: error[structure]: an arm stands behind 'default', so no document can come to it. Put 'default' last."
    ),
    ("branch: [{ default: [] }]", "2:3: error[structure]: the branch has no stages."),
    (
      "branch: [{ whne: { id: x }, stages: [maker] }]",
      "2:16: error[unknown-key]: an arm of a branch has no key 'whne'. Did you mean 'when'?"
    ),
    (
      "branch: [{ default: [toy-reader] }]",
      "2:26: error[structure]: the reader 'toy-reader-2' stands in a branch: there is no document yet. Readers come first; several are read one after another."
    ),
    (
      "branch: [{ when: { ix: x }, stages: [maker] }]",
      "2:24: error[invalid-option]: 'when' has the unknown field 'ix'; there are id, source, text, metadata.NAME, count.LAYER, not, all and any."
    ),
    (
      "branch: [{ when: { count.mad: 1 }, stages: [maker] }]",
      "2:3: error[missing-layer]: a 'when' of the branch counts the layer 'mad', which no stage before it provides."
    ),
  ])
  func branchSentence(_ branch: String, _ sentence: String) {
    let (_, problems) = load(
      "stages: [toy-reader,\n  \(branch.hasPrefix("branch") ? "{ \(branch) }" : branch)]")
    #expect(problems.contains("dir/p.yaml:\(sentence)"), "\(problems)")
  }

  @Test(arguments: [
    // Both arms provide what is needed behind them.
    ("[{ when: { id: a }, stages: [maker] }, { default: [{ use: maker, id: m2 }] }]", []),
    // Without a default, documents pass by.
    (
      "[{ when: { id: a }, stages: [maker] }]",
      ["not every branch before it provides"]
    ),
    ("[{ when: { id: a }, stages: [maker] }, { default: [] }]", ["not every branch before it provides"]),
    // Needed in the arm that has it, and in one that has not.
    (
      "[{ when: { id: a }, stages: [maker, user] }, { default: [{ use: user, id: u2 }] }]",
      ["no stage before it provides", "not every branch before it provides"]
    ),
    // An arm of an arm.
    (
      "[{ when: { id: a }, stages: [{ branch: [{ default: [maker] }] }] }, { default: [{ use: maker, id: m2 }] }]",
      []
    ),
  ])
  func layersAreFollowedThroughBranches(_ branch: String, _ expected: [String]) {
    let (_, problems) = load("stages: [toy-reader, { branch: \(branch) }, { use: user, id: last }]")
    #expect(problems.count == expected.count, "\(problems)")
    for (problem, part) in zip(problems, expected) { #expect(problem.contains(part)) }
  }

  @Test func aLayerThatIsThereForSomeDocumentsIsAWarning() {
    let (_, problems) = load(
      "stages: [toy-reader, { use: maker, when: { metadata.language: ar } }, user]")
    #expect(
      problems == [
        "dir/p.yaml:1:71: warning[conditional-layer]: 'user' needs the layer 'made', which 'maker' provides only when metadata.language is ar. Give both the same 'when'."
      ])
    #expect(
      load(
        "stages: [toy-reader, { use: maker, when: { id: a } }, { use: user, when: { id: a } }]"
      ).1 == [])
  }

  @Test func aLayerThatNobodyReadsIsAWarning() {
    let wanted =
      "warning[unused-layer]: no writer and no stage behind 'maker' reads its layer 'made'. Put it before what is to read it, or leave it out."
    #expect(load("stages: [toy-reader, maker, toy-writer]").1 == ["dir/p.yaml:1:22: \(wanted)"])
    #expect(
      load("stages: [toy-reader, maker, user, toy-writer, { use: maker, id: late }]").1 == [
        "dir/p.yaml:1:54: \(wanted.replacing("'maker'", with: "'late'"))"
      ])
    // What comes out of the arms of a branch is read behind it.
    let arms = "{ when: { id: a }, stages: [maker] }, { default: [{ use: maker, id: m2 }] }"
    #expect(load("stages: [toy-reader, { branch: [\(arms)] }, user, toy-writer]").1 == [])
    #expect(
      load("stages: [toy-reader, { branch: [{ when: { id: a }, stages: [maker, user] }] }, toy-writer]").1
        == [])
  }

  @Test func aLayerIsForAProgramWhereThereIsNoWriter() {
    #expect(
      load("stages: [toy-reader, maker]").1 == [
        "dir/p.yaml:1:22: note[unused-layer]: nobody uses the layer 'made' of 'maker'. Let a writer write it, or leave the stage out."
      ])
  }

  /// Twelve documents through a branch in a branch, with any number of workers.
  @Test(arguments: [1, 3])
  func documentsGoThroughTheirArmAndOnTogether(_ workers: Int) async throws {
    let name = "branch-\(workers)"
    let yaml = """
      run: { batch: 2 }
      stages:
        - { use: toy-reader, with: { count: 12 } }
        - branch:
            - when: { id: ["1", "2", "3", "10"] }
              stages:
                - { use: toy-writer, id: one, with: { name: \(name)-ones } }
                - branch:
                    - when: { id: { ends-with: "0" } }
                      stages: [ { use: toy-transform, with: { drop: [10] } } ]
                    - default: [ toy-counter ]
            # What the first arm does to a document does not send it here.
            - when: { metadata.order: present }
              stages: [ { use: toy-transform, id: never, with: { drop: [1, 2, 3] } } ]
            - when: { id: "5" }
              stages: [ { use: toy-writer, id: five, with: { name: \(name)-five } } ]
        - { use: toy-writer, with: { name: \(name)-all } }
      """
    var (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "b.yaml")
    #expect(problems == [])
    definition.run.workers = .fixed(workers)
    let report = try await Runner(Pipeline.make(definition, registry: .toys)).run()
    #expect(ToyWriter.shelf["\(name)-ones"] == ["1", "2", "3", "finished"])
    #expect(ToyWriter.shelf["\(name)-five"] == ["5", "finished"])
    #expect(
      ToyWriter.shelf["\(name)-all"] == [
        "0", "1#0", "2#1", "3#2", "4", "5", "6", "7", "8", "9", "11", "finished",
      ])
    #expect(report.filtered == ["dropped": 1])
    #expect(report.stages.first { $0.id == "toy-counter" }?.documents == 3)
    #expect(report.stages.first { $0.id == "never" }?.documents == 0)
  }

  @Test func anotherConditionIsAnotherPipelineToACheckpoint() async throws {
    func fingerprint(_ branch: String) async throws -> String {
      let yaml = "stages: [toy-reader, { branch: \(branch) }, toy-writer]"
      let (definition, _) = PipelineLoader.load(Array(yaml.utf8), file: "b.yaml")
      return try await Pipeline.make(definition, registry: .layered).fingerprint
    }
    let prints = [
      try await fingerprint("[{ when: { id: a }, stages: [maker] }]"),
      try await fingerprint("[{ when: { id: b }, stages: [maker] }]"),
      try await fingerprint("[{ default: [maker] }]"),
      try await fingerprint("[{ when: { id: a }, stages: [] }, { default: [maker] }]"),
      try await fingerprint("[{ when: { id: { contains: a } }, stages: [maker] }]"),
      try await fingerprint("[{ when: { id: { matches: '*a*' } }, stages: [maker] }]"),
      try await fingerprint("[{ when: { id: { above: 1 } }, stages: [maker] }]"),
    ]
    #expect(Set(prints).count == 7)
  }

  @Test func anotherWordInATableIsAnotherPipelineToACheckpoint() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func fingerprint(_ files: [String: String]) async throws -> String {
      for (name, text) in files {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
      let yaml = "language: [\(folder.path)]\nstages: [toy-reader, toy-writer]"
      let (definition, _) = PipelineLoader.load(Array(yaml.utf8), file: "b.yaml")
      return try await Pipeline.make(definition, registry: .layered).fingerprint
    }
    let first = try await fingerprint(["a.tsv": "زمبر\tmonth\t9"])
    #expect(try await fingerprint(["a.tsv": "زمبر\tmonth\t9", "notes.txt": "x"]) == first)
    let other = try await fingerprint(["a.tsv": "زمبر\tmonth\t8"])
    let more = try await fingerprint(["b.tsv": "فرسنغ\tunit-noun\tleague"])
    #expect(Set([first, other, more]).count == 3)
  }

  // MARK: Secrets

  @Test(arguments: [
    ("API_TOKEN", true), ("password", true), ("AWS_SECRET_ACCESS_KEY", true), ("api-key", true),
    ("AUTHOR", false), ("key", false), ("tokens", false), ("TOKENIZER", false), ("metadata.keys", false),
  ])
  func secretNames(_ name: String, _ expected: Bool) { #expect(Secrets.isSecret(name) == expected) }

  @Test(arguments: [
    "stages: [{ use: toy-reader, with: { count: '${API_TOKEN}' } }]",
    "stages: [toy-reader, '${API_TOKEN}']",
    "stages: [toy-reader]\nrun: { workers: '${GONE:-${API_TOKEN}' }",
    "stages: [{ use: toy-reader, with: { api-token: s3cr3t, count: s3cr3t } }]",
  ])
  func secretsAreNotPrinted(_ yaml: String) {
    let (_, problems) = load(yaml, [:], ["API_TOKEN": "s3cr3t"])
    #expect(!problems.isEmpty && problems.allSatisfy { !$0.contains("s3cr3t") }, "\(problems)")
  }
}
