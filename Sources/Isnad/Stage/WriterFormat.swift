/// A form in which the stage `writer` writes documents: `use: writer, with: { format: csv, path: tables }`.
///
/// It is a ``Writer`` that is found by its form's name in place of a stage's. It has options of its own; of options that
/// several forms have, the stage's help says which.
public protocol WriterFormat: DocumentFormat, Writer, SelectiveStage {}

extension WriterFormat {
  public static var description: StageDescription {
    StageDescription(
      name: StageType.writer, summary: format.summary, uses: [StageDescription.everyLayer])
  }

  /// Every layer, unless the form says otherwise.
  public static func layers(_ options: Options) -> StageLayers {
    StageLayers(uses: [StageDescription.everyLayer])
  }
}

extension StageType {
  /// The stage that is one of several forms.
  public static let writer = "writer"
  /// The option that says which.
  public static let format = "format"
  /// The option of a form that is a file or a folder.
  public static let path = "path"
}

/// The forms of `writer`, the first of them the one that it has without `format`.
struct WriterFormats: Sendable {
  private struct Member: Sendable {
    let format: FormatDescription
    let type: StageType
  }

  private var members: OrderedDictionary<String, Member> = [:]

  /// Adds a form; one of the same name is replaced.
  mutating func register(_ format: any WriterFormat.Type) {
    func member<F: WriterFormat>(_ type: F.Type) -> Member {
      Member(format: F.format, type: StageType(type, kind: .writer))
    }
    members[format.format.name] = member(format)
  }

  var descriptions: [FormatDescription] { members.values.map(\.format) }

  /// All of them as one stage.
  var stage: StageType {
    let formats = self
    return StageType(
      description: StageDescription(
        name: StageType.writer,
        summary:
          "Writes documents: JSON Lines, tables, a database, training files, a page or a summary for people.",
        uses: [StageDescription.everyLayer]),
      options: { [formats.choice] + formats.options },
      said: { node in formats.said(node) ?? [formats.choice] + formats.options }, kind: .writer,
      isAsynchronous: false,
      layers: { node in formats.member(node).flatMap { $0.type.layers(formats.own(node, of: $0)) } },
      check: { node, file, place in
        guard let member = formats.member(node) else { return [formats.unknown(node, file, place)] }
        return formats.misplaced(node, for: member, file, place)
          + member.type.check(formats.own(node, of: member), file, place)
      },
      make: { node, file, context in
        let place = context.place ?? Diagnostic.Place(file: file)
        guard let member = formats.member(node) else { throw formats.unknown(node, file, place) }
        if let problem = formats.misplaced(node, for: member, file, place).first { throw problem }
        return try await member.type.make(formats.own(node, of: member), file, context)
      })
  }

  // MARK: One of them

  /// The form that options ask for; nil for one that there is not.
  private func member(_ node: YAMLNode?) -> Member? {
    guard let word = node?[StageType.format], !word.isNull else { return members.values.first }
    return word.scalar.flatMap { members[$0.text] }
  }

  /// The options of the form that is asked for; nil where others are said too.
  private func said(_ node: YAMLNode?) -> [OptionDescription]? {
    guard let own = member(node)?.type.options else { return nil }
    let isOwn = node?.mapping?.allSatisfy { pair in
      let name = pair.key.scalar?.text
      return name == StageType.format || own.contains { $0.name == name }
    }
    return isOwn ?? true ? own : nil
  }

  private func unknown(_ node: YAMLNode?, _ file: String, _ place: Diagnostic.Place) -> Diagnostic {
    guard let word = node?[StageType.format] else {
      return Diagnostic(.invalidOption, "'\(StageType.writer)' has no formats.", at: place)
    }
    let error = OptionError.expected("one of \(members.keys.joined(separator: ", "))", word)
    return Diagnostic(
      .invalidOption, "'\(StageType.format)' of '\(StageType.writer)' \(error.message).",
      at: Diagnostic.Place(file, word.place))
  }

  /// What is said to the form itself: neither which it is, nor what others are told or nobody knows.
  private func own(_ node: YAMLNode?, of member: Member) -> YAMLNode? {
    let known = Set(member.type.options.map(\.name))
    let others = node?.mapping?.compactMap { $0.key.scalar?.text }.filter { !known.contains($0) }
    return node?.without(Set(others ?? []))
  }

  private func misplaced(
    _ node: YAMLNode?, for member: Member, _ file: String, _ place: Diagnostic.Place
  ) -> [Diagnostic] {
    homeless(node, member, file, place) + strangers(node, to: member, file)
      + unknown(node, to: member, file)
  }

  /// Options that no form has.
  private func unknown(_ node: YAMLNode?, to member: Member, _ file: String) -> [Diagnostic] {
    let said = (node?.mapping ?? []).map { ($0, $0.key.scalar?.text ?? "") }
    // Nearly always they are all its own.
    let own = [StageType.format] + member.type.options.map(\.name)
    guard said.contains(where: { !own.contains($0.1) }) else { return [] }
    let names = [StageType.format] + options.map(\.name)
    return said.compactMap { pair, name in
      guard !names.contains(name) else { return nil }
      return Diagnostic(
        .unknownOption, "'\(StageType.writer)' has no option '\(name)'.",
        at: Diagnostic.Place(file, pair.key.place),
        suggestion: NearestName.suggestion(for: name, in: names, kind: "Its options"))
    }
  }

  /// A form that can't go to standard output and is told nowhere else to go.
  private func homeless(
    _ node: YAMLNode?, _ member: Member, _ file: String, _ place: Diagnostic.Place
  ) -> [Diagnostic] {
    guard [.file, .folder].contains(member.format.destination) else { return [] }
    let path = node?[StageType.path]
    guard path == nil || path?.isNull == true || path?.scalar?.text == "-" else { return [] }
    return [
      Diagnostic(
        .invalidOption,
        "'\(StageType.path)' of '\(StageType.writer)' must be given for \(member.format.name).",
        at: path.map { Diagnostic.Place(file, $0.place) } ?? place,
        suggestion: "A file or a folder, such as path: out/facts")
    ]
  }

  /// Options of other forms, where they say something else than these forms have anyway.
  private func strangers(_ node: YAMLNode?, to member: Member, _ file: String) -> [Diagnostic] {
    let known = Set(member.type.options.map(\.name))
    return (node?.mapping ?? []).compactMap { pair in
      guard let name = pair.key.scalar?.text, name != StageType.format, !known.contains(name),
        let option = options.first(where: { $0.name == name }), !pair.value.isNull,
        pair.value.sequence?.isEmpty != true, pair.value.scalar.map({ $0.text == option.defaultText }) != true
      else { return nil }
      let owners = Self.list(owners(of: name).map(\.format.name))
      return Diagnostic(
        .invalidOption,
        "'\(name)' of '\(StageType.writer)' is for \(owners), and this is \(member.format.name).",
        at: Diagnostic.Place(file, pair.value.place))
    }
  }

  private func owners(of option: String) -> [Member] {
    members.values.filter { $0.type.options.contains { $0.name == option } }
  }

  // MARK: What is said of them

  /// The option that says which form it is.
  private var choice: OptionDescription {
    let names = members.keys.map { $0 }
    return OptionDescription(
      name: StageType.format, help: FormatDescription.help(descriptions),
      typeName: names.joined(separator: " | "), defaultText: names.first, isRequired: false,
      schema: .object([.init("enum", .array(names.map { .string($0) }))]), traits: [])
  }

  /// The options of all forms; the help says of which they are.
  private var options: [OptionDescription] {
    var names: [String] = []
    for member in members.values {
      for option in member.type.options where !names.contains(option.name) { names.append(option.name) }
    }
    return names.compactMap { name in
      let owners = owners(of: name)
      let found = owners.flatMap { owner in owner.type.options.filter { $0.name == name } }
      guard let first = found.first else { return nil }
      var helps: [(help: String, formats: [String])] = []
      for (owner, option) in zip(owners, found) {
        if let same = helps.firstIndex(where: { $0.help == option.help }) {
          helps[same].formats.append(owner.format.name)
        } else {
          helps.append((option.help, [owner.format.name]))
        }
      }
      let isEverywhere = helps.count == 1 && owners.count == members.count
      let help = helps.map { isEverywhere ? $0.help : "\($0.formats.joined(separator: ", ")): \($0.help)" }
      return OptionDescription(
        name: name, help: help.joined(separator: " "), typeName: first.typeName,
        defaultText: first.defaultText, isRequired: owners.count == members.count && first.isRequired,
        schema: first.schema, traits: first.traits)
    }
  }

  /// `csv`; `csv and tsv`; `jsonl, csv and tsv`.
  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension FormatDescription {
  /// `jsonl: a document a line; csv: a row.`
  static func help(_ formats: [FormatDescription]) -> String {
    formats.map { "\($0.name): \($0.summary)" }.joined(separator: "; ") + "."
  }
}
