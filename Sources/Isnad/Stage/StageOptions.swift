/// A stage's options, declared once: from `fields` come decoding, validation, help and schema,
/// from `init()` the defaults.
///
/// ```swift
/// public struct Options: StageOptions {
///   public var path = ""
///   public var limit: Int?
///   public init() {}
///   public static var fields: [OptionField<Options>] {
///     [
///       OptionField("path", \.path, help: "The file to write.", required: true),
///       OptionField("limit", \.limit, help: "How many at the most.", in: 1...100),
///     ]
///   }
/// }
/// ```
public protocol StageOptions: Sendable {
  init()
  static var fields: [OptionField<Self>] { get }
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
  public static var fields: [OptionField<NoOptions>] { [] }
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
  public var deprecation: String? {
    traits.lazy.compactMap { if case .deprecated(let way) = $0 { way } else { nil } }.first
  }

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
      if traits.contains(where: { if case .deprecated = $0 { true } else { false } }),
        case .object(let members) = schema
      {
        .object(members + [.init("deprecated", .bool(true))])
      } else {
        schema
      }
  }
}

/// One option: its name, where it is kept, its help, its bounds.
public struct OptionField<Options: StageOptions>: Sendable {
  public let description: OptionDescription
  let decode: @Sendable (YAMLNode, inout Options) throws(OptionError) -> Void

  public init<Value: OptionValue>(
    _ name: String, _ path: WritableKeyPath<Options, Value> & Sendable, help: String,
    required: Bool = false, _ traits: OptionTrait...
  ) {
    description = OptionDescription(
      name: name, help: help, typeName: Value.typeName,
      defaultText: required ? nil : Options()[keyPath: path].yaml, isRequired: required,
      schema: Value.schema, traits: traits)
    decode = { (node, options) throws(OptionError) in
      options[keyPath: path] = try Value.decode(node)
    }
  }

  /// A number within bounds, both included.
  public init<Value: OptionValue & Comparable>(
    _ name: String, _ path: WritableKeyPath<Options, Value> & Sendable, help: String,
    in bounds: ClosedRange<Value>, _ traits: OptionTrait...
  ) {
    let low = bounds.lowerBound.yaml ?? ""
    let high = bounds.upperBound.yaml ?? ""
    description = OptionDescription(
      name: name, help: help, typeName: "\(Value.typeName), \(low) to \(high)",
      defaultText: Options()[keyPath: path].yaml, isRequired: false,
      schema: .object([
        .init("type", Value.schema["type"] ?? .string("number")),
        .init("minimum", .number(JSONNumber(low))), .init("maximum", .number(JSONNumber(high))),
      ]), traits: traits)
    decode = { (node, options) throws(OptionError) in
      let value = try Value.decode(node)
      guard bounds.contains(value) else {
        throw OptionError("must be from \(low) to \(high), not \(value.yaml ?? "")", at: node.place)
      }
      options[keyPath: path] = value
    }
  }
}

extension StageOptions {
  /// Reads options from the mapping under `with`, and says all that is wrong with it.
  static func decode(
    _ node: YAMLNode?, stage: String, file: String, at place: Diagnostic.Place
  ) -> (options: Self, problems: [Diagnostic]) {
    var options = Self()
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    if let node, !node.isNull, node.mapping == nil {
      problems.append(
        Diagnostic(
          .structure, "'with' must be a mapping of options, not \(node.kindName).",
          at: Diagnostic.Place(file, node.place)))
    }
    for pair in node?.mapping ?? [] {
      let name = pair.key.scalar?.text ?? ""
      guard let field = fields.first(where: { $0.description.name == name }) else {
        problems.append(
          Diagnostic(
            .unknownOption, "'\(stage)' has no option '\(name)'.",
            at: Diagnostic.Place(file, pair.key.place),
            suggestion: NearestName.suggestion(
              for: name, in: fields.map(\.description.name), kind: "Its options")))
        continue
      }
      seen.insert(name)
      if let way = field.description.deprecation {
        problems.append(
          Diagnostic(
            .deprecatedOption, "'\(name)' of '\(stage)' goes one day.",
            at: Diagnostic.Place(file, pair.key.place), suggestion: way, severity: .warning))
      }
      do throws(OptionError) {
        try field.decode(pair.value, &options)
      } catch {
        problems.append(
          Diagnostic(
            .invalidOption, "'\(name)' of '\(stage)' \(error.message).",
            at: Diagnostic.Place(file, error.place), suggestion: error.suggestion))
      }
    }
    for field in fields where field.description.isRequired && !seen.contains(field.description.name) {
      problems.append(
        Diagnostic(
          .missingOption, "'\(stage)' needs the option '\(field.description.name)'.", at: place,
          suggestion: field.description.help))
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

extension Diagnostic.Code {
  /// An option that goes one day.
  public static let deprecatedOption = Self(rawValue: "deprecated-option")
}

extension Diagnostic.Place {
  init(_ file: String, _ place: YAMLPlace) {
    self.init(file: place.file ?? file, line: place.line, column: place.column)
  }
}
