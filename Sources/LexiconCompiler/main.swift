import ArgumentParser
import Isnad
import IsnadArabic
import IsnadStages
import SystemPackage

/// Compiles what stages look words and names up in.
struct LexiconCompiler: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "LexiconCompiler",
    abstract: "Compiles the lexicon of names, the gazetteer of places and the tables of the language.",
    subcommands: [Names.self, Places.self, Tables.self, Events.self, Silver.self, Quotes.self])

  static func write(_ bytes: [UInt8], to output: String) throws {
    let file = try FileDescriptor.open(
      FilePath(output), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }
}

/// Compiles the lexicon of names from lists and a corpus: `make lexicon`.
struct Names: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Compiles the lexicon of names.")

  @Option(help: "The folder of our own lists.") var lists: String
  @Option(help: "The folder of the gazetteers.") var gazetteers: String
  @Option(help: "Texts for counting, plain UTF-8, a text a line or more.") var corpus: String
  @Option(help: "The file to write.") var output: String

  func run() throws {
    var builder = LexiconBuilder()
    try builder.addLists(from: FilePath(lists))
    try builder.addGazetteers(from: FilePath(gazetteers))
    // Three times: the first count finds the given names that are ordinary words (أمل، وفاء), so that
    // the second does not take what stands after those for names; the third uses the names that were learned.
    for round in 0..<3 {
      var statistics = CorpusStatistics(context: builder.contextWords, names: builder.nameWords)
      try statistics.read(FilePath(corpus))
      builder.judge(by: statistics, isFinal: round == 2)
    }
    let bytes = NameLexicon.encode(builder.entries)
    try LexiconCompiler.write(bytes, to: output)
    print("\(builder.entries.count) entries, \(bytes.count) bytes")
  }
}

/// Compiles the gazetteer of places: `make gazetteer`.
struct Places: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Compiles the gazetteer of places.")

  @Option(help: "What places.py has written.") var input: String
  @Option(help: "The file to write.") var output: String

  func run() throws {
    var builder = PlaceBuilder()
    try builder.add(from: FilePath(input))
    let bytes = PlaceGazetteer.encode(builder.entries)
    try LexiconCompiler.write(bytes, to: output)
    print("\(builder.entries.count) names, \(bytes.count) bytes")
  }
}

/// Compiles the tables of the language: `make language`.
struct Tables: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compiles the tables of Language/ but events.tsv.")

  @Option(help: "The folder of the tables.") var input: String
  @Option(help: "The file to write.") var output: String

  func run() throws {
    let (rows, problems) = LanguageTable.rows(of: [FilePath(input)])
    guard problems.isEmpty else { throw Diagnostics(problems) }
    let bytes = Language.encode(rows.map(\.entry))
    try LexiconCompiler.write(bytes, to: output)
    print("\(rows.count) rows, \(bytes.count) bytes")
  }
}

/// Compiles the words by which a number's event is known: `make language`.
struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Compiles Language/events.tsv.")

  @Option(help: "The table.") var input: String
  @Option(help: "The file to write.") var output: String

  func run() throws {
    let (rows, problems) = LanguageTable.events(of: [FilePath(input)])
    guard problems.isEmpty else { throw Diagnostics(problems) }
    let bytes = EventLexicon.compile(rows)
    try LexiconCompiler.write(bytes, to: output)
    print("\(rows.count) rows, \(bytes.count) bytes")
  }
}

LexiconCompiler.main()
