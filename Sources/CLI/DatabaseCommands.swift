#if SQLite
  import ArgumentParser
  import Isnad
  import IsnadDatabase
  import IsnadStages

  struct QuotesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quotes", abstract: "Say who said what, from a database.",
      discussion: """
        A word is found with its prefixes (وبايدن, لبايدن), and in any spelling of its hamza.

          isnad quotes news.db --speaker بايدن --about غزة --since 2024-04-01
          isnad quotes news.db --polarity denied --format json
        """)

    @OptionGroup var options: DatabaseOptions
    @Option(help: "Words of the speaker's name or description.")
    var speaker: String?
    @Option(help: "asserted or denied.")
    var polarity: Quote.Polarity?
    @Option(help: "direct, indirect or mixed.")
    var kind: Quote.Kind?

    func run() throws {
      try options.ask(.quotes(speaker: speaker, polarity: polarity, kind: kind)) { row in
        let text = AnswerText(row)
        let denies = text.cell("polarity") == Quote.Polarity.denied.rawValue ? " denies" : ""
        let via = text.cell("via").map { " via \(text.isolated($0))" } ?? ""
        return """
          \(text.bold(text.isolated(text.cell("speaker") ?? "unknown")))\(denies)\(via):
            \(text.isolated(text.cell("text") ?? ""))
            \(text.source)
          """
      }
    }
  }

  struct EntitiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "entities", abstract: "List the names in a database, the most frequent first.",
      discussion: """
          isnad entities news.db --label PER --about غزة
          isnad entities news.db --name بايدن
        """)

    @OptionGroup var options: DatabaseOptions
    @Option(help: "A part of the name.")
    var name: String?
    @Option(help: "PER, LOC, ORG, MISC, NORP, or a label of your own.")
    var label: String?

    func run() throws {
      try options.ask(.entities(name: name, label: label)) { row in
        let text = AnswerText(row)
        func padded(_ name: String, _ width: Int) -> String {
          let cell = text.cell(name) ?? ""
          return String(repeating: " ", count: max(0, width - cell.count)) + cell
        }
        let place = text.cell("kb_id").map { "  " + text.dim($0) } ?? ""
        return
          "\(padded("mentions", 8)) in \(padded("documents", 6))  \(text.dim(padded("label", 4)))  \(text.isolated(text.cell("name") ?? ""))\(place)"
      }
    }
  }

  struct NumbersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "numbers",
      abstract: "Find numbers, amounts and dates in a database, with the text around them.",
      discussion: """
          isnad numbers news.db --unit قتيل --min 100
          isnad numbers news.db --kind money --currency USD --about نفط
        """)

    @OptionGroup var options: DatabaseOptions
    @Option(help: "The unit (km), or a counted noun in any form (قتيل finds قتلى).")
    var unit: String?
    @Option(help: "Such as counted, money, percentage, date.")
    var kind: NumberMention.Kind?
    @Option(help: "ISO 4217, such as USD.")
    var currency: String?
    @Option(help: "The least value.")
    var min: Double?
    @Option(help: "The greatest value.")
    var max: Double?

    func run() throws {
      try options.ask(.numbers(kind: kind, unit: unit, currency: currency, least: min, most: max)) { row in
        let text = AnswerText(row)
        let range = [text.cell("min"), text.cell("max")].compactMap { $0 }.joined(separator: "–")
        let value =
          text.cell("value") ?? text.cell("iso") ?? (range.isEmpty ? text.cell("kind") ?? "" : range)
        let unit = (text.cell("currency") ?? text.cell("unit")).map { " " + text.isolated($0) } ?? ""
        return """
          \(text.bold(value))\(unit)
            \(text.isolated(text.cell("snippet") ?? ""))
            \(text.source)
          """
      }
    }
  }

  struct FiguresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "figures",
      abstract: "Say what, how many, where, and on whose word, from a database.",
      discussion: """
        A unit is found in all its forms: شخص finds أشخاص, قتيل finds قتلى, برميل finds bbl. With --unit, \
        a last line counts the figures that have another unit.

          isnad figures news.db --event killed --place غزة --since 2024-04-01
          isnad figures news.db --source الصحة --unit شخص --min 100 --format json
        """)

    @OptionGroup var options: DatabaseOptions
    @Option(help: ArgumentHelp("Such as killed, price, growth.", valueName: "event"))
    var event: Figure.Event?
    @Option(help: "A part of the place's name, said or inferred.")
    var place: String?
    @Option(help: "A part of the name of who said it.")
    var source: String?
    @Option(help: "A unit (km) or a counted noun, in any form.")
    var unit: String?
    @Option(help: "The least value.")
    var min: Double?
    @Option(help: "The greatest value.")
    var max: Double?

    func run() throws {
      try options.ask(
        .figures(event: event, place: place, source: source, unit: unit, least: min, most: max), note: leftOut
      ) { row in
        let text = AnswerText(row)
        let place = text.cell("place") ?? text.cell("inferred_place").map { "\($0) (inferred)" }
        let denied = text.cell("polarity") == Quote.Polarity.denied.rawValue ? "denied" : nil
        let parts = [
          text.cell("event"), place.map(text.isolated), text.cell("time").map(text.isolated),
          text.cell("source").map(text.isolated), denied,
        ].compactMap { $0 }
        return """
          \(text.bold(text.isolated(text.cell("text") ?? "")))  \(parts.joined(separator: " · "))
            \(text.isolated(text.cell("snippet") ?? ""))
            \(text.source)
          """
      }
    }

    /// Units that a line names at most.
    private static let named = 3

    private func leftOut(_ questions: DatabaseQuestions, _ question: DatabaseQuestion) throws -> String? {
      let others = try questions.leftOut(of: question)
      guard !others.isEmpty else { return nil }
      let sum = others.reduce(0) { $0 + $1.count }
      let units = others.prefix(Self.named).map { other in
        "\(other.unit.map { "\u{2068}\($0.printableLine)\u{2069}" } ?? "no unit") \(other.count)"
      }
      let more = others.count > Self.named ? ", …" : ""
      return "--unit left out \(sum) of other units: \(units.joined(separator: ", "))\(more)."
    }
  }

  extension Figure.Event: ExpressibleByArgument {}
  extension Quote.Polarity: ExpressibleByArgument {}
  extension Quote.Kind: ExpressibleByArgument {}
  extension NumberMention.Kind: ExpressibleByArgument {}
#endif
