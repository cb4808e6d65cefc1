/// A stage's options: properties, each declared once as a ``StageOption``. From these come decoding, validation, help and
/// schema.
///
/// ```swift
/// public struct Options: StageOptions {
///   @StageOption("path", help: "The file to write.", required: true)
///   public var path = ""
///
///   @StageOption("limit", help: "How many at the most.", in: 1...100)
///   public var limit = 10
///
///   public init() {}
/// }
/// ```
///
/// A property that is a type of options itself has its options beside the others. A type that is ``OptionValue`` too is an
/// object of its own: an option whose value is a mapping.
public protocol StageOptions: Sendable {
  /// Makes the defaults. It does no more than that.
  init()
  /// What no option says alone: two that exclude each other, one that needs another.
  func validate() throws(InvalidOption)
}

extension StageOptions {
  public func validate() throws(InvalidOption) {}
}

/// Options that don't go together. The error points at one of them.
public struct InvalidOption: Error, Sendable, Hashable {
  /// The option's name in the pipeline.
  public let option: String
  /// What is wrong, behind `'option' of 'stage'`: `must be given for csv`.
  public let message: String
  public let suggestion: String?

  public init(_ option: String, _ message: String, suggestion: String? = nil) {
    self.option = option
    self.message = message
    self.suggestion = suggestion
  }
}

/// What is special about an option.
public enum OptionTrait: Sendable, Hashable {
  /// Its value is printed nowhere.
  case secret
  /// It goes one day; the sentence says what to write in its place.
  case deprecated(String)
  /// A path, or a list of them: relative to the pipeline's file, and to the current folder where `--set` gives it.
  /// Besides it may be one of these words.
  case path(or: [String] = [])
  /// The name of a form that is read (``ReaderFormat``), or one of these words.
  case form(or: [String] = [])
}

/// For stages without options.
public struct NoOptions: StageOptions {
  public init() {}
}

/// What is known of one option, whatever its stage.
public struct OptionDescription: Sendable {
  public let name: String
  public let help: String
  public let typeName: String
  /// The default as it would stand in YAML; nil where there is none.
  public let defaultText: String?
  public let isRequired: Bool
  public let schema: JSONValue
  public let traits: [OptionTrait]

  public var isSecret: Bool { traits.contains(.secret) }

  /// What to write in place of a deprecated option; nil for others.
  public var deprecation: String? { traits.deprecation }

  /// Whether a value of it is a path.
  public func isPath(_ value: String) -> Bool {
    traits.contains { if case .path(let words) = $0 { !words.contains(value) } else { false } }
  }

  init(
    name: String, help: String, typeName: String, defaultText: String?, isRequired: Bool, schema: JSONValue,
    traits: [OptionTrait]
  ) {
    self.name = name
    self.help = help
    self.typeName = typeName
    self.defaultText = defaultText
    self.isRequired = isRequired
    self.traits = traits
    self.schema =
      if traits.deprecation != nil, case .object(let members) = schema {
        .object(members + [.init("deprecated", .bool(true))])
      } else {
        schema
      }
  }
}

extension StageOptions {
  /// What is known of the options, in their order.
  public static var descriptions: [OptionDescription] {
    OptionReading.of(Self.self, isDescribing: true).reading.descriptions
  }
}

extension StageOptions {
  /// Reads options from the mapping under `with`, and says all that is wrong with it.
  static func decode(
    _ node: YAMLNode?, stage: String, file: String, at place: Diagnostic.Place
  ) -> (options: Self, problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    if let node, !node.isNull, node.mapping == nil {
      problems.append(
        Diagnostic(
          .structure, "'with' must be a mapping of options, not \(node.kindName).",
          at: Diagnostic.Place(file, node.place)))
    }
    let (options, reading) = OptionReading.of(Self.self, node?.mapping ?? [])
    for pair in node?.mapping ?? [] {
      let name = pair.key.scalar?.text ?? ""
      guard let option = reading.declarations.first(where: { $0.name == name }) else {
        problems.append(
          Diagnostic(
            .unknownOption, "'\(stage)' has no option '\(name)'.",
            at: Diagnostic.Place(file, pair.key.place),
            suggestion: NearestName.suggestion(
              for: name, in: reading.declarations.map(\.name), kind: "Its options")))
        continue
      }
      if let way = option.traits.deprecation {
        problems.append(
          Diagnostic(
            .deprecatedOption, "'\(name)' of '\(stage)' goes one day.",
            at: Diagnostic.Place(file, pair.key.place), suggestion: way, severity: .warning))
      }
      if let error = reading.errors[name] {
        problems.append(
          Diagnostic(
            .invalidOption, "'\(name)' of '\(stage)' \(error.message).",
            at: Diagnostic.Place(file, error.place), suggestion: error.suggestion))
      }
    }
    for option in reading.declarations where option.isRequired && node?[option.name] == nil {
      problems.append(
        Diagnostic(
          .missingOption, "'\(stage)' needs the option '\(option.name)'.", at: place,
          suggestion: option.help))
    }
    guard !problems.contains(where: { $0.severity == .error }) else { return (options, problems) }
    do throws(InvalidOption) {
      try options.validate()
    } catch {
      let pair = node?.mapping?.first { $0.key.scalar?.text == error.option }
      problems.append(
        Diagnostic(
          .invalidOption, "'\(error.option)' of '\(stage)' \(error.message).",
          at: pair.map { Diagnostic.Place(file, $0.value.place) } ?? place, suggestion: error.suggestion))
    }
    return (options, problems)
  }
}

extension [OptionTrait] {
  var deprecation: String? {
    lazy.compactMap { if case .deprecated(let way) = $0 { way } else { nil } }.first
  }
}

extension Diagnostic.Code {
  /// An option that goes one day.
  public static let deprecatedOption = Self(rawValue: "deprecated-option")
}

extension Diagnostic.Place {
  /// What stands on the command line has the option's name in place of a file, and no line.
  init(_ file: String, _ place: YAMLPlace) {
    let isInFile = place.line > 0
    self.init(
      file: place.file ?? file, line: isInFile ? place.line : nil, column: isInFile ? place.column : nil)
  }
}
