import ArgumentParser
import Isnad
import IsnadArabic
import IsnadStages
import SystemPackage

/// The tables of words that rules read texts by.
struct LanguageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language", abstract: "Check tables of words, or list the classes of words.",
    discussion: """
      A line of a table (.tsv) holds a word, its class, a value, a note and an example, with tabs between them. | \
      separates the spellings of one word. 'language: [my/]' in a pipeline adds the tables of a folder to ours.

        isnad language check my/
        isnad language classes month
      """,
    subcommands: [LanguageCheckCommand.self, LanguageClassesCommand.self])
}

struct LanguageCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong in tables of words.")

  @Argument(help: "Folders with tables, or tables (.tsv).", completion: .directory)
  var paths: [String]
  @Flag(help: "These are all the tables: every class must have words.")
  var whole = false

  func run() async throws {
    let (rows, problems) = LanguageTable.rows(of: paths.map { FilePath($0) })
    var found = problems
    let (events, eventProblems) = LanguageTable.events(of: paths.map { FilePath($0) })
    found += eventProblems
    if found.isEmpty { found += LanguageCheck(rows, isWhole: whole).problems }
    if found.isEmpty { found += try await LanguageExamples(rows, isWhole: whole).problems() }
    if found.isEmpty {
      found += try await EventExamples(events, tables: whole ? [] : paths.map { FilePath($0) }).problems()
    }
    guard found.isEmpty else { throw Diagnostics(found) }
    let examples = rows.count { !$0.example.isEmpty } + events.count { !$0.example.isEmpty }
    try Output.print(
      "\(rows.count + events.count) lines, \(examples) of them with an example: nothing is wrong.")
  }
}

struct LanguageClassesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classes", abstract: "List the classes of words, or the words of one.")

  @Argument(help: "The class whose words are to be listed.")
  var name: String?

  func run() throws {
    let language = try Language.standard()
    guard let name else {
      for wordClass in WordClass.allCases {
        let words = language.spellings(wordClass)
        try Output.print(
          "\(wordClass.name)  \(words.count)  \u{2068}\(words.prefix(4).joined(separator: "، "))\u{2069}")
      }
      return
    }
    guard let wordClass = WordClass(name) else {
      let nearest = NearestName.of(name, in: WordClass.allCases.map(\.name))
      throw Diagnostic(
        .invalidLanguage, "'\(name)' is no class of words.",
        suggestion: nearest.map { "Did you mean '\($0)'?" } ?? "'isnad language classes' lists them.")
    }
    for entry in language[wordClass] {
      try Output.print(
        [entry.words.joined(separator: "|"), wordClass.name, entry.value].joined(separator: "\t"))
    }
  }
}
