#if SQLite
  import ArgumentParser
  import Isnad
  import IsnadDatabase
  import IsnadStages
  import SystemPackage

  /// What all questions to a database have in common.
  struct DatabaseOptions: ParsableArguments {
    @Argument(
      help: "A database that 'writer' with 'format: sqlite' has written.",
      completion: .file(extensions: ["db", "sqlite"]))
    var database: String
    @Option(
      help: "Words that must be there: in the quote or the title, for names and numbers in the article.")
    var about: String?
    @Option(help: ArgumentHelp("Only articles of this day and later.", valueName: "date"))
    var since: String?
    @Option(help: ArgumentHelp("Only articles of this day and earlier.", valueName: "date"))
    var until: String?
    @Option(help: "Only articles of this outlet.")
    var outlet: String?
    @Option(help: "How many answers at the most.")
    var limit = 20
    @Option(help: "text for people; json for machines, an object a line.")
    var format = OutputFormat.text

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit must be 1 or more, not \(limit).") }
      for (name, day) in [("--since", since), ("--until", until)] {
        if let day, CivilDate(iso: day) == nil || day.utf8.count != 10 {
          throw ValidationError("\(name) must be a day such as 2024-05-31, not '\(day)'.")
        }
      }
    }

    /// Asks, and prints the answers.
    /// - Throws: a ``Diagnostic``; ``CommandExit/someFailed`` where there is no answer, as grep does.
    func ask(
      _ subject: DatabaseQuestion.Subject,
      note: (DatabaseQuestions, DatabaseQuestion) throws -> String? = { _, _ in nil },
      _ text: (DatabaseQuestions.Row) -> String
    ) throws {
      var question = DatabaseQuestion(subject, limit: limit)
      question.about = about
      question.since = since
      question.until = until
      question.outlet = outlet
      let questions = try DatabaseQuestions(FilePath(database))
      let rows = try questions.answer(question)
      switch format {
      case .json:
        for row in rows {
          try Output.print(JSONText.flat(.object(row.map { JSONValue.Member($0.key, $0.value) })))
        }
      case .text:
        if !rows.isEmpty { try Output.print(rows.map(text).joined(separator: "\n")) }
        if rows.count == limit { Output.report("There may be more; --limit says how many are shown.") }
      }
      if let note = try note(questions, question) { Output.report(note) }
      if rows.isEmpty {
        Output.report("Nothing in '\(database)' answers that.")
        throw CommandExit.someFailed
      }
    }
  }

  /// Cells of an answer as people read them.
  struct AnswerText {
    private let row: DatabaseQuestions.Row
    private let isColoured = Terminal.standardOutput.isColoured

    init(_ row: DatabaseQuestions.Row) { self.row = row }

    /// Nil where the cell is null or empty.
    func cell(_ name: String) -> String? {
      switch row[name] {
      case .string(let text)?: text.isEmpty ? nil : text.printableLine
      case .number(let number)?: number.text
      default: nil
      }
    }

    /// Date, outlet and title, or the document's id.
    var source: String {
      let place = cell("title").map(isolated) ?? cell("document") ?? ""
      return dim(
        [cell("date").map { String($0.prefix(10)) }, cell("outlet"), place].compactMap { $0 }.joined(
          separator: " · "))
    }

    func isolated(_ text: String) -> String { "\u{2068}" + text + "\u{2069}" }
    func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    func dim(_ text: String) -> String { isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  }
#endif
