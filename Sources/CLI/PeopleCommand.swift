#if SQLite
  import ArgumentParser
  import Isnad
  import IsnadDatabase
  import SystemPackage

  struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "people",
      abstract: "List persons, organisations and places across articles, or correct who is who.",
      discussion: """
        Spellings and short forms of one name are one person: نتنياهو, نتانياهو, بنيامين نتنياهو. Each run brings the \
        list up to date. A file of corrections overrides it. --merge and --split write that file.

          isnad people news.db --label ORG
          isnad people news.db --name مرسي
          isnad people news.db --authority my.tsv --merge نتانياهو 'بنيامين نتنياهو'
          isnad people news.db --authority my.tsv --split مرسي 'محمد مرسي'
        """)

    @Argument(
      help: "A database that 'writer' with 'format: sqlite' has written.",
      completion: .file(extensions: ["db", "sqlite"]))
    var database: String
    @Option(help: "The beginning of a name, in any spelling.")
    var name: String?
    @Option(help: "PER, ORG, LOC, or a label of your own.")
    var label: String?
    @Option(help: "How many at the most.")
    var limit = 20
    @Option(help: "text for people; json for machines, an object a line.")
    var format = OutputFormat.text
    @Option(
      help: ArgumentHelp("A file of corrections. It holds from now on.", valueName: "file"),
      completion: .file(extensions: ["tsv"]))
    var authority: String?
    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp(
        "Two names of one person. The second name is the one shown from now on.", valueName: "names"))
    var merge: [String] = []
    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("Two names that belong to different persons.", valueName: "names"))
    var split: [String] = []
    @Option(help: ArgumentHelp("A name to leave out everywhere.", valueName: "name"))
    var hide: String?
    @Flag(
      help: "Bring the archive up to date, as a run does when it ends; or make it, in a database without one."
    )
    var update = false

    private var isChanging: Bool { !merge.isEmpty || !split.isEmpty || hide != nil }

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit must be 1 or more, not \(limit).") }
      for (option, names) in [("--merge", merge), ("--split", split)] where !names.isEmpty && names.count != 2
      {
        throw ValidationError("\(option) takes two names, not \(names.count).")
      }
      if isChanging, authority == nil {
        throw ValidationError(
          "--merge, --split and --hide write a file of corrections: name it with --authority.")
      }
    }

    func run() throws {
      let path = FilePath(database)
      var corrections: Authority?
      if let authority { corrections = try read(authority) }
      if isChanging, let authority, var changed = corrections {
        let label = label ?? "PER"
        if merge.count == 2 { changed.add(.init(.same, label: label, name: merge[0], other: merge[1])) }
        if split.count == 2 { changed.add(.init(.different, label: label, name: split[0], other: split[1])) }
        if let hide { changed.add(.init(.hidden, label: label, name: hide)) }
        try write(changed, authority)
        corrections = changed
      }
      if update || corrections != nil {
        // Opening it for writing would make one where there is none.
        guard let file = try? FileDescriptor.open(path, .readOnly) else {
          throw Diagnostic(
            .missingInput, "the database '\(path)' is not there.",
            suggestion:
              "A pipeline whose writer has 'format: sqlite' makes one, such as the ready pipeline 'database'."
          )
        }
        try file.close()
        try Archive.update(path, authority: corrections)
      }
      if !isChanging { try list(path) }
    }

    private func read(_ authority: String) throws(Diagnostic) -> Authority {
      do throws(Diagnostic) {
        return try Authority(reading: FilePath(authority))
      } catch {
        // A file that is to be written is empty at first.
        if isChanging, error.code == .missingInput { return Authority() }
        throw error
      }
    }

    private func write(_ corrections: Authority, _ authority: String) throws {
      do {
        try TextFile.write(corrections.text, to: FilePath(authority))
      } catch {
        throw Diagnostic(.unwritable, "the corrections '\(authority)' can't be written: \(error).")
      }
    }

    /// Nationalities and groups are no people; who wants them asks for their label.
    private func people(_ path: FilePath) throws -> [ArchivedPerson] {
      let archive = try Archive(path)
      guard label == nil else { return try archive.people(name: name, label: label, limit: limit) }
      var found: [ArchivedPerson] = []
      var offset = 0
      while found.count < limit {
        let page = try archive.people(name: name, label: nil, limit: limit, offset: offset)
        found += page.filter { $0.label != EntityLabel.group.rawValue }
        guard page.count == limit else { break }
        offset += limit
      }
      return Array(found.prefix(limit))
    }

    private func list(_ path: FilePath) throws {
      let people = try people(path)
      for person in people {
        switch format {
        case .json:
          try Output.print(
            JSONText.flat([
              "id": .string(person.id), "label": .string(person.label), "name": .string(person.name),
              "aliases": .array(person.aliases.map { .string($0) }),
              "roles": .array(person.roles.map { .string($0) }),
              "kb_id": person.kbID.map { .string($0) } ?? .null,
              "first": person.first.map { .string($0) } ?? .null,
              "last": person.last.map { .string($0) } ?? .null, "documents": .integer(person.documents),
              "quotes": .integer(person.quotes),
            ]))
        case .text:
          let aliases = person.aliases.isEmpty ? "" : "  (" + person.aliases.joined(separator: "، ") + ")"
          try Output.print(
            "\(person.documents)  \(person.label)  \u{2068}\(person.name.printableLine)\u{2069}\(aliases.printableLine)"
          )
        }
      }
      if people.isEmpty {
        Output.report("Nothing in '\(database)' answers that.")
        throw CommandExit.someFailed
      }
    }
  }
#endif
