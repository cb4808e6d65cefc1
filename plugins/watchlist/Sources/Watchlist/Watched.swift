import Isnad

/// One thing that a list watches: what an alert points at, and what must hold beside it.
struct Watched: Sendable {
  /// More than so much, of something.
  struct Amount: Sendable {
    let value: ExactDecimal
    var unit: String?
    var event: String?

    /// Whether a figure is it: by its value, or by the least that it says.
    func matches(_ figure: Figure) -> Bool {
      guard let found = figure.value ?? figure.min, found > value else { return false }
      if let event, figure.event?.rawValue != event { return false }
      if let unit, figure.unit != unit { return false }
      return true
    }
  }

  /// As alerts call it.
  var name = ""
  var category: String?
  /// Words of the text.
  var term: String?
  /// A name in any form.
  var person: WatchedName?
  /// It counts only where this person says it; alone, all that the person says.
  var speaker: WatchedName?
  /// Words that must stand in the same quote, or in the article where nobody's speech is asked for.
  var about: String?
  var above: Amount?

  init() {}

  init(term: String, category: String? = nil) {
    name = term
    self.term = term
    self.category = category
  }
}

/// Reads lists of what is watched, and says where a line is wrong.
enum WatchedFile {
  /// A list of YAML, or a line each: a term, a category and a kind (term, person, speaker) behind tabs; `#` begins a note.
  /// - Throws: ``Diagnostics`` with all that is wrong.
  static func read(_ text: String, file: String, isYAML: Bool) throws -> [Watched] {
    isYAML ? try yaml(text, file) : try lines(text, file)
  }

  private static func lines(_ text: String, _ file: String) throws -> [Watched] {
    var list: [Watched] = []
    var problems: [Diagnostic] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.prefix { $0 != "#" }.split(separator: "\t", omittingEmptySubsequences: false).map(
        trimmed)
      guard let name = fields.first, fields.contains(where: { !$0.isEmpty }) else { continue }
      let place = Diagnostic.Place(file: file, line: number + 1, column: 1)
      guard !name.isEmpty, fields.count <= 3 else {
        problems.append(
          Diagnostic(
            .invalidOption, "a line has a term, and at most a category and a kind behind tabs.", at: place))
        continue
      }
      var watched = Watched()
      watched.name = name
      if fields.count > 1, !fields[1].isEmpty { watched.category = fields[1] }
      switch fields.count > 2 ? fields[2] : "" {
      case "", "term": watched.term = name
      case "person": watched.person = WatchedName(name)
      case "speaker": watched.speaker = WatchedName(name)
      case let kind:
        problems.append(
          Diagnostic(
            .invalidOption, "'\(kind)' is no kind of what is watched.", at: place,
            suggestion: "There are term, person and speaker."))
        continue
      }
      list.append(watched)
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return list
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  private static func yaml(_ text: String, _ file: String) throws -> [Watched] {
    let node: YAMLNode
    do throws(YAMLError) {
      node = try YAMLParser.parse(text)
    } catch {
      throw Diagnostic(
        .yamlSyntax, error.message,
        at: Diagnostic.Place(file: file, line: error.place.line, column: error.place.column))
    }
    guard let items = node.sequence ?? (node.isNull ? [] : nil) else {
      throw problem("the file must be a list", node, file)
    }
    var list: [Watched] = []
    var problems: [Diagnostic] = []
    for item in items {
      do throws(Diagnostic) {
        list.append(try watched(item, file))
      } catch {
        problems.append(error)
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return list
  }

  private static func watched(_ node: YAMLNode, _ file: String) throws(Diagnostic) -> Watched {
    if let scalar = node.scalar, !node.isNull { return Watched(term: scalar.text) }
    guard let pairs = node.mapping else { throw problem("an entry must be a term or a mapping", node, file) }
    var watched = Watched()
    var names: [String] = []
    for pair in pairs {
      let key = pair.key.scalar?.text ?? ""
      if key == "above" {
        watched.above = try amount(pair.value, file)
        continue
      }
      guard let text = pair.value.scalar?.text, !pair.value.isNull, !trimmed(text[...]).isEmpty else {
        throw problem("'\(key)' must be a text", pair.value, file)
      }
      switch key {
      case "term": watched.term = text
      case "person": watched.person = try name(text, pair.value, file)
      case "speaker": watched.speaker = try name(text, pair.value, file)
      case "about": watched.about = text
      case "category": watched.category = text
      case "name": watched.name = text
      default:
        throw problem(
          "'\(key)' is nothing that an entry has", pair.key, file,
          "There are term, person, speaker, about, above, category and name.")
      }
      if ["term", "person", "speaker", "about"].contains(key) { names.append(text) }
    }
    guard watched.term != nil || watched.person != nil || watched.speaker != nil || watched.above != nil
    else {
      throw problem(
        "an entry needs a term, a person, a speaker or a number above which it counts", node, file)
    }
    if watched.term != nil, watched.person != nil {
      throw problem("an entry is a term or a person", node, file)
    }
    if watched.above != nil, watched.term != nil || watched.person != nil || watched.speaker != nil {
      throw problem("'above' goes with 'about' alone: it is a number that is pointed at", node, file)
    }
    if watched.name.isEmpty {
      let amount = watched.above.map { above in
        ["> \(above.value)", above.unit, above.event].compactMap { $0 }.joined(separator: " ")
      }
      watched.name = (names + [amount].compactMap { $0 }).joined(separator: " · ")
    }
    return watched
  }

  private static func name(_ text: String, _ node: YAMLNode, _ file: String) throws(Diagnostic) -> WatchedName
  {
    guard let name = WatchedName(text) else { throw problem("'\(text)' is no name", node, file) }
    return name
  }

  private static func amount(_ node: YAMLNode, _ file: String) throws(Diagnostic) -> Watched.Amount {
    func value(_ node: YAMLNode) throws(Diagnostic) -> ExactDecimal {
      guard let text = node.scalar?.text, let value = ExactDecimal(json: text.filter { $0 != "_" }) else {
        throw problem("a number must stand here", node, file)
      }
      return value
    }
    guard let pairs = node.mapping else { return Watched.Amount(value: try value(node)) }
    guard let limit = node["value"] else { throw problem("'above' needs a value", node, file) }
    var amount = Watched.Amount(value: try value(limit))
    for pair in pairs {
      switch pair.key.scalar?.text {
      case "value": break
      case "unit": amount.unit = pair.value.scalar?.text
      case "event":
        guard let event = pair.value.scalar?.text, Figure.Event(rawValue: event) != nil else {
          throw problem(
            "'\(pair.value.scalar?.text ?? "")' is no event", pair.value, file,
            "There are \(Figure.Event.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        amount.event = event
      default:
        throw problem("'above' has value, unit and event", pair.key, file)
      }
    }
    return amount
  }

  private static func problem(_ message: String, _ node: YAMLNode, _ file: String, _ advice: String? = nil)
    -> Diagnostic
  {
    Diagnostic(
      .invalidOption, "\(message).",
      at: Diagnostic.Place(file: file, line: node.place.line, column: node.place.column), suggestion: advice)
  }
}
