import Foundation
import Testing

/// Drives the real command, as a user does; one after another, since a child that starts beside
/// another inherits the other's pipes.
@Suite(.serialized) struct CommandTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "isnad-cli-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private struct Outcome {
    let code: Int32
    let out: String
    let err: String
  }

  /// The command stands beside the bundle of the tests.
  private static var command: URL {
    var url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    while url.path != "/",
      !FileManager.default.isExecutableFile(atPath: url.appendingPathComponent("isnad").path)
    {
      url.deleteLastPathComponent()
    }
    return url.appendingPathComponent("isnad")
  }

  private func isnad(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws
    -> Outcome
  {
    let process = Process()
    process.executableURL = Self.command
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (out, err) = (folder + "/.out-\(UUID().uuidString)", folder + "/.err-\(UUID().uuidString)")
    let stdin = folder + "/.in-\(UUID().uuidString)"
    for path in [out, err] { try Data().write(to: URL(fileURLWithPath: path)) }
    try input.write(toFile: stdin, atomically: true, encoding: .utf8)
    process.standardInput = FileHandle(forReadingAtPath: stdin)
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, out: try String(contentsOfFile: out, encoding: .utf8),
      err: try String(contentsOfFile: err, encoding: .utf8))
  }

  private func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  private static let annotate = """
    stages:
      - use: reader
        with: { paths: ["-"] }
      - normalizer
      - entity-tagger
      - number-extractor
      - quote-attributor
      - writer
    """

  @Test func standardInputToStandardOutput() throws {
    try write("p.yaml", Self.annotate)
    let run = try isnad(
      "run", "p.yaml", input: "{\"id\":\"a\",\"text\":\"قتل 5 أشخاص.\"}\n{\"id\":\"b\",\"text\":\"x\"}\n")
    #expect(run.code == 0)
    #expect(run.out.split(separator: "\n").count == 2)
    #expect(run.out.contains("\"text\":\"5 أشخاص\""))
    #expect(run.err.hasPrefix("2 documents read: 2 written, 0 filtered, 0 failed;"))
  }

  @Test func inputsReplaceTheReaders() throws {
    try write("p.yaml", Self.annotate)
    try write("a/1.txt", "نص")
    let run = try isnad("run", "p.yaml", "a/1.txt", "--output", "out/o.jsonl", "--quiet")
    #expect(run.code == 0 && run.out == "" && run.err == "")
    let line = try String(contentsOfFile: folder + "/out/o.jsonl", encoding: .utf8)
    #expect(line.contains("\"id\":\"a/1.txt\""))
    #expect(!FileManager.default.fileExists(atPath: folder + "/out/o.jsonl.part"))
  }

  @Test func settingsAndLimit() throws {
    try write("p.yaml", Self.annotate)
    let lines = (1...9).map { "{\"text\":\"\($0)\"}\n" }.joined()
    let run = try isnad(
      "run", "p.yaml", "--limit", "3", "--workers", "2", "--set", "writer.offsets=utf16", input: lines)
    #expect(run.code == 0)
    #expect(run.out.split(separator: "\n").count == 3)
    #expect(run.out.contains("\"offsets\":\"utf16\""))
    #expect(
      try isnad("run", "p.yaml", "--set", "nobody.x=1").err
        == "error[unknown-stage]: the pipeline has no stage 'nobody'. Its stages: reader, normalizer, entity-tagger, number-extractor, quote-attributor, writer.\n"
    )
    #expect(
      try isnad("run", "p.yaml", "--set", "x").err
        == "error[invalid-option]: --set takes stage.option=value, not 'x'. For example: --set writer.offsets=utf8\n"
    )
  }

  @Test(arguments: [
    (
      ["run", "gone.yaml"],
      "error[unreadable]: the pipeline 'gone.yaml' can't be read: No such file or directory. Is the path right? It is relative to the current folder.\n"
    ),
    (
      ["run", "broken.yaml"],
      "broken.yaml:2:1: error[yaml-syntax]: found character that cannot start any token; tabs can't indent and a value with @ ` or % at its start wants quotation marks.\n  2 |  - reader\n    | ^\n"
    ),
    (
      ["run", "wrong.yaml"],
      """
      wrong.yaml:2:5: error[unknown-stage]: there is no stage 'raeder'. Did you mean 'reader'?
        2 |   - raeder
          |     ^
      wrong.yaml:4:13: error[unknown-option]: 'entity-tagger' has no option 'lables'. Did you mean 'labels'?
        4 |     with: { lables: [PER] }
          |             ^

      """
    ),
    (
      ["run", "p.yaml", "gone.txt"],
      "error[missing-input]: 'gone.txt' is not there. Is the name right?\n"
    ),
    (
      ["run", "p.yaml", "empty"],
      "error[missing-input]: the folder 'empty' holds no articles. Articles are files that end in .txt, .text, .jsonl, .ndjson, .json, .csv, .tsv, .tab, .html, .htm, .xhtml, .rss, .atom, .xml, .rdf, .jsonfeed, .warc or .arc, also with .gz or .zst behind.\n"
    ),
    (
      ["stages", "nomalizer"],
      "error[unknown-stage]: there is no stage 'nomalizer'. Did you mean 'normalizer'?\n"
    ),
    (
      ["validate", "wrong.yaml", "p.yaml"],
      "wrong.yaml:2:5: error[unknown-stage]: there is no stage 'raeder'. Did you mean 'reader'?\n  2 |   - raeder\n    |     ^\nwrong.yaml:4:13: error[unknown-option]: 'entity-tagger' has no option 'lables'. Did you mean 'labels'?\n  4 |     with: { lables: [PER] }\n    |             ^\n"
    ),
  ])
  func misuseIsExplainedAndNothingRuns(_ arguments: [String], _ sentence: String) throws {
    try write("p.yaml", Self.annotate)
    try write("broken.yaml", "stages:\n\t- reader\n")
    try write(
      "wrong.yaml", "stages:\n  - raeder\n  - use: entity-tagger\n    with: { lables: [PER] }\n  - writer\n")
    try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: true)
    let process = try run(arguments)
    #expect(process.code == 2)
    #expect(process.err.replacing(folder + "/", with: "") == sentence)
  }

  private func run(_ arguments: [String]) throws -> Outcome {
    switch arguments.count {
    case 1: try isnad(arguments[0])
    case 2: try isnad(arguments[0], arguments[1])
    default: try isnad(arguments[0], arguments[1], arguments[2])
    }
  }

  /// A run leaves a report and no traces of its checkpoint; what failed is tried again from its letters.
  @Test func runReportReplay() throws {
    try write(
      "p.yaml",
      Self.annotate.replacing(
        "stages:", with: "run: { checkpoint: s, dead-letter: failed.jsonl, report: r.json }\nstages:"
      )
      .replacing("- writer", with: "- use: writer\n    with: { path: o.jsonl }"))
    try write("n.jsonl", "{\"id\":\"a\",\"text\":\"نص\"}\n{\"id\":\"b\",\"note\":1}\n")
    let first = try isnad("run", "p.yaml", "n.jsonl", "-q")
    #expect(first.code == 1)
    #expect(
      first.err
        == "n.jsonl:2: error[invalid-document]: the object has no 'text' (stage 'reader').\nThe records of failed documents are in 'failed.jsonl'.\n"
    )
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
    #expect(files.sorted() == ["failed.jsonl", "n.jsonl", "o.jsonl", "p.yaml", "r.json"])
    let report = try String(contentsOfFile: folder + "/r.json", encoding: .utf8)
    #expect(report.contains("\"read\":2,\"written\":1,\"filtered\":0,"))
    let letters = try String(contentsOfFile: folder + "/failed.jsonl", encoding: .utf8)
    try write("failed.jsonl", letters.replacing("note\\\":1", with: "text\\\":\\\"نص\\\""))
    let second = try isnad("run", "p.yaml", "-q", "--dead-letters", "failed.jsonl")
    #expect(second.code == 0 && second.err == "")
    let output = try String(contentsOfFile: folder + "/o.jsonl", encoding: .utf8)
    #expect(output.split(separator: "\n").map { $0.contains("\"id\":\"a\"") } == [true, false])
    #expect(!FileManager.default.fileExists(atPath: folder + "/failed.jsonl"))
  }

  @Test func deadLettersAreTheOnlyInput() throws {
    try write("p.yaml", Self.annotate)
    let run = try isnad("run", "p.yaml", "n.jsonl", "--dead-letters", "failed.jsonl")
    #expect(run.code == 2)
    #expect(
      run.err.hasPrefix(
        "Error: --dead-letters reads records that failed, so there can be no other inputs.\n"))
    let gone = try isnad("run", "p.yaml", "--dead-letters", "gone.jsonl")
    #expect(gone.code == 2)
    #expect(
      gone.err.replacing(folder + "/", with: "")
        == "error[unreadable]: the dead letters 'gone.jsonl' can't be read: No such file or directory.\n")
  }

  @Test func everyGoodDocumentBesideABadOneIsWritten() throws {
    try write(
      "p.yaml", Self.annotate.replacing("stages:", with: "run: { dead-letter: failed.jsonl }\nstages:"))
    var lines = (1...1200).map { "{\"id\":\"\($0)\",\"text\":\"قتل \($0) أشخاص\"}" }
    lines[999] = "{\"id\":\"1000\",\"text\": nonsense}"
    try write("n.jsonl", lines.joined(separator: "\n"))
    let run = try isnad("run", "p.yaml", "n.jsonl", "gone.txt")
    #expect(run.code == 1)
    #expect(run.out.split(separator: "\n").count == 1199)
    #expect(
      run.err.contains(
        "n.jsonl:1000: error[invalid-json]: malformed JSON: unexpected word at byte 22 (stage 'reader').\n"))
    #expect(run.err.contains("error[missing-input]: 'gone.txt' is not there."))
    #expect(run.err.contains("1,200 documents read: 1,199 written, 0 filtered, 1 failed;"))
    let letter = try String(contentsOfFile: folder + "/failed.jsonl", encoding: .utf8)
    #expect(letter.contains("\"record\":\"{\\\"id\\\":\\\"1000\\\",\\\"text\\\": nonsense}\""))
  }

  @Test func oneAndTwoWorkersWriteTheSame() throws {
    try write("p.yaml", Self.annotate)
    let lines = (1...500).map { "{\"text\":\"قال الوزير سليم عيسى إن \($0) شخصا وصلوا إلى القاهرة.\"}\n" }
      .joined()
    let one = try isnad("run", "p.yaml", "--workers", "1", input: lines)
    let two = try isnad(
      "run", "p.yaml", "--workers", "2", input: lines,
      environment: ["LC_ALL": "ar_EG.UTF-8", "TZ": "Asia/Riyadh"])
    #expect(one.out == two.out)
    #expect(one.out.split(separator: "\n").count == 500)
  }

  @Test func anUnwritableOutputRunsNothing() throws {
    try write("p.yaml", Self.annotate)
    let run = try isnad("run", "p.yaml", "--output", folder, input: "{\"text\":\"x\"}")
    #expect(run.code == 2)
    #expect(run.err.contains("error[unwritable]: '\(folder)' can't be opened for writing: Is a directory."))
  }

  @Test func helpAndVersion() throws {
    #expect(try isnad("--version").out == "0.1.0\n")
    let help = try isnad("--help")
    #expect(
      help.code == 0 && help.out.contains("isnad run news") && help.out.contains("Exit codes:")
    )
    #expect(
      try isnad("run", "--workers", "0", "x.yaml").err.contains("--workers must be from 1 to 256, not 0."))
    #expect(try isnad("run").code == 2)
    let stages = try isnad("stages")
    #expect(stages.out.contains("number-extractor  Finds numbers"))
    let stage = try isnad("stages", "entity-tagger")
    #expect(stage.out.contains("Requires: tokens, sentences\nProvides: entities"))
    #expect(stage.out.contains("min-confidence: number, 0.0 to 1.0 (default 0.0)"))
  }

  /// `isnad run … | head -1` ends quietly.
  @Test func aClosedPipeIsNoError() throws {
    try write("p.yaml", Self.annotate)
    try write("n.jsonl", String(repeating: "{\"text\":\"قتل 5 أشخاص في غزة.\"}\n", count: 20_000))
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "{ '\(Self.command.path)' run p.yaml n.jsonl --quiet 2> err; echo $? > code; } | head -1 > out",
    ]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder)
    try shell.run()
    shell.waitUntilExit()
    #expect(try String(contentsOfFile: folder + "/code", encoding: .utf8) == "0\n")
    #expect(try String(contentsOfFile: folder + "/err", encoding: .utf8) == "")
    #expect(try String(contentsOfFile: folder + "/out", encoding: .utf8).split(separator: "\n").count == 1)
  }

  /// Who writes one line to a pipe and waits gets its answer before writing the next.
  @Test func aConversationOverPipes() throws {
    try write("p.yaml", Self.annotate)
    let process = Process()
    process.executableURL = Self.command
    process.arguments = ["run", "p.yaml", "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for number in 1...3 {
      try input.fileHandleForWriting.write(contentsOf: Data("{\"id\":\"q\(number)\",\"text\":\"x\"}\n".utf8))
      var answer = Data()
      while !answer.contains(0x0A) { answer += output.fileHandleForReading.availableData }
      #expect(String(decoding: answer, as: UTF8.self).contains("\"id\":\"q\(number)\""))
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
