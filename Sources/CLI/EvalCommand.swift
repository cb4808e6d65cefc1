import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct EvalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Score an output against gold annotations.",
    discussion: """
      Gives precision, recall and F1 of entities, numbers, quotes and figures (event, place, source, and all together). \
      Of the entities with exact span and label it gives the share whose 'name' is the gold's 'canonical' (or 'name'), \
      the fullest form in the document. Diacritics, tatweel and white space are not compared. The gold is one of these:

        JSON Lines as 'isnad run' writes them, corrected by hand, documents matched by id; of several lines of one
        article, as 'isnad serve --allow-corrections' writes them, the last one holds;
        JSON Lines of a number suite, with 'expected' values;
        CoNLL, a token and its label a line, for entities.

      For CoNLL, make documents of the gold first:

        isnad eval gold.conll --documents > docs.jsonl
        isnad run annotate.yaml docs.jsonl -o pred.jsonl
        isnad eval gold.conll pred.jsonl
      """)

  @Argument(help: "The gold annotations; several files of a number suite are one gold.", completion: .file())
  var files: [String]
  @Flag(help: "Print the documents of a CoNLL file as JSON Lines, in place of scoring.")
  var documents = false
  @Option(help: ArgumentHelp("How many sentences of a CoNLL file make a document.", valueName: "n"))
  var group = 1
  @Option(help: ArgumentHelp("Only these labels, with commas between them.", valueName: "labels"))
  var types: String?
  @Flag(help: "Nested quotes and those of rare forms too, not only the core.")
  var all = false
  @Option(help: ArgumentHelp("Show so many gold cases of a number suite that are not met.", valueName: "n"))
  var fails = 0
  @Option(help: "text for people, json for machines.")
  var format = OutputFormat.text

  func validate() throws {
    guard group >= 1 else { throw ValidationError("--group must be at least 1, not \(group).") }
    if documents ? files.count != 1 : files.count < 2 {
      throw ValidationError(
        documents ? "--documents takes one CoNLL file." : "Give the gold, and the output behind it.")
    }
  }

  private var labels: Set<String> {
    types.map { Set($0.split(separator: ",").map(String.init)) } ?? ["PER", "LOC", "ORG", "MISC"]
  }

  func run() async throws {
    if documents {
      for document in try CoNLLFile(files[0]).documents(of: group) { try Output.print(document.json) }
      return
    }
    let gold = Array(files.dropLast())
    let tables = try tables(gold, files[files.count - 1])
    switch format {
    case .text: try Output.print(tables.map(\.text).joined(separator: "\n\n"))
    case .json: try Output.print(JSONText.pretty(.object(tables.map { .init($0.title, $0.json) })))
    }
  }

  private func tables(_ gold: [String], _ prediction: String) throws -> [ScoreTable] {
    if gold.count == 1, Self.isCoNLL(gold[0]) {
      let file = try CoNLLFile(gold[0])
      return [
        Self.isCoNLL(prediction)
          ? try EntityScore.table(file, CoNLLFile(prediction), labels)
          : try EntityScore.table(file, of: group, PredictionFile(prediction), labels)
      ]
    }
    let predictions = try PredictionFile(prediction)
    var records: [JSONValue] = []
    for path in gold { records += try PredictionFile(path).records }
    if records.contains(where: { $0["expected"] != nil }) {
      let score = NumberSuiteScore(records, predictions, fails: fails)
      for line in score.failures { try Output.print(line) }
      return [score.table]
    }
    records = Self.latest(records)
    var tables: [ScoreTable] = []
    if records.contains(where: { $0["quotes"]?.array != nil }) {
      tables += QuoteScore(records, predictions, everything: all).tables
    }
    if records.contains(where: { $0["entities"]?.array != nil }) {
      let only = types == nil ? nil : labels
      tables.append(EntityScore.table(records, predictions, only: only))
      if let names = CanonicalScore(records, predictions).table(only: only) { tables.append(names) }
    }
    if records.contains(where: { $0["numbers"]?.array != nil }) {
      tables.append(NumberScore(records, predictions).table)
    }
    if records.contains(where: FigureScore.isGold) { tables += FigureScore(records, predictions).tables }
    guard !tables.isEmpty else {
      throw Diagnostic(
        .invalidOutput, "'\(gold[0])' holds no entities, numbers or quotes.",
        suggestion: "'isnad eval --help' says what a gold may be.")
    }
    return tables
  }

  /// Of several lines of one text under one id the last one, as a file of corrections has them.
  private static func latest(_ records: [JSONValue]) -> [JSONValue] {
    let names = records.map { OutputDocument.name($0) }
    let last = Dictionary(zip(names, records.indices)) { _, later in later }
    return records.indices.filter { last[names[$0]] == $0 }.map { records[$0] }
  }

  private static func isCoNLL(_ path: String) -> Bool {
    ["conll", "conllu", "tsv", "bio", "iob"].contains(FilePath(path).extension ?? "")
  }
}

/// The records of a file by id.
struct PredictionFile {
  private(set) var records: [JSONValue] = []
  private(set) var byID: [String: JSONValue] = [:]

  init(_ path: String) throws(Diagnostic) {
    var lines = try LineSource(path)
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      guard let record = try? JSONParser.parse(ArraySlice(line)), let id = record["id"]?.string else {
        throw Diagnostic(
          .invalidOutput, "the line is no JSON object with an 'id'.",
          at: Diagnostic.Place(file: path, line: number))
      }
      records.append(record)
      byID[id] = record
    }
  }

  subscript(id: String) -> JSONValue? { byID[id] }
}
