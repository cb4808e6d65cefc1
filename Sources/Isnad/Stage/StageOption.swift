import Synchronization

/// Declares an option of a stage: its name in pipelines, what it is for, its bounds. The property's value is the default.
///
/// ```swift
/// @StageOption("min-confidence", help: "Names that are less certain are left out.", in: 0...1)
/// public var minConfidence = 0.0
/// ```
///
/// It keeps the value and nothing else. While options are read from a pipeline, each takes its value as it is made.
@propertyWrapper
public struct StageOption<Value: OptionValue>: Sendable {
  public var wrappedValue: Value

  /// - Parameters:
  ///   - name: lower case with hyphens, unique in the stage.
  ///   - help: a sentence, for people.
  ///   - isRequired: it has no default, and a pipeline must say it.
  public init(
    wrappedValue: Value, _ name: String, help: String, required isRequired: Bool = false,
    _ traits: OptionTrait...
  ) {
    let declaration = OptionDeclaration(name: name, help: help, isRequired: isRequired, traits: traits)
    self.wrappedValue =
      OptionReading.current?.value(
        of: declaration, default: wrappedValue, problem: { _ in nil },
        describe: {
          declaration.described(Value.typeName, isRequired ? nil : wrappedValue.yaml, Value.schema)
        }) ?? wrappedValue
  }

  /// A number within bounds, both included.
  public init(
    wrappedValue: Value, _ name: String, help: String, in bounds: ClosedRange<Value>, _ traits: OptionTrait...
  ) where Value: Comparable {
    let declaration = OptionDeclaration(name: name, help: help, isRequired: false, traits: traits)
    let low = bounds.lowerBound.yaml ?? ""
    let high = bounds.upperBound.yaml ?? ""
    self.wrappedValue =
      OptionReading.current?.value(
        of: declaration, default: wrappedValue,
        problem: { value in
          bounds.contains(value) ? nil : "must be from \(low) to \(high), not \(value.yaml ?? "")"
        },
        describe: {
          let schema = JSONValue.object([
            .init("type", Value.schema["type"] ?? .string("number")),
            .init("minimum", .number(JSONNumber(low))), .init("maximum", .number(JSONNumber(high))),
          ])
          return declaration.described("\(Value.typeName), \(low) to \(high)", wrappedValue.yaml, schema)
        }) ?? wrappedValue
  }
}

/// What an option says of itself.
struct OptionDeclaration: Sendable {
  let name: String
  let help: String
  let isRequired: Bool
  let traits: [OptionTrait]

  func described(_ typeName: String, _ defaultText: String?, _ schema: JSONValue) -> OptionDescription {
    OptionDescription(
      name: name, help: help, typeName: typeName, defaultText: defaultText, isRequired: isRequired,
      schema: schema, traits: traits)
  }
}

/// Options that are being made: `init()` of their type comes by each of them once, in their order.
///
/// It belongs to the task, so that the initialiser of a ``StageOption`` finds it without a word in every type of options.
final class OptionReading: Sendable {
  @TaskLocal static var current: OptionReading?

  struct Found: Sendable {
    var declarations: [OptionDeclaration] = []
    /// Where they are asked for: what they are takes longer to say than to read them.
    var descriptions: [OptionDescription] = []
    /// By the names of options.
    var errors: [String: OptionError] = [:]
  }

  private let pairs: [YAMLNode.Pair]
  private let isDescribing: Bool
  private let found = Mutex(Found())

  private init(_ pairs: [YAMLNode.Pair], isDescribing: Bool) {
    self.pairs = pairs
    self.isDescribing = isDescribing
  }

  /// Makes options of what a pipeline says; those that it does not say, and those that are wrong, have their defaults.
  static func of<Options: StageOptions>(
    _ type: Options.Type, _ pairs: [YAMLNode.Pair] = [], isDescribing: Bool = false
  ) -> (options: Options, reading: Found) {
    let reading = OptionReading(pairs, isDescribing: isDescribing)
    let options = $current.withValue(reading) { Options() }
    return (options, reading.found.withLock { $0 })
  }

  /// The value of the option that comes by.
  /// - Parameter problem: what is wrong with a value; nil for nothing.
  fileprivate func value<Value: OptionValue>(
    of declaration: OptionDeclaration, default value: Value, problem: (Value) -> String?,
    describe: () -> OptionDescription
  ) -> Value {
    let description = isDescribing ? describe() : nil
    found.withLock { found in
      found.declarations.append(declaration)
      if let description { found.descriptions.append(description) }
    }
    guard let node = pairs.first(where: { $0.key.scalar?.text == declaration.name })?.value else {
      return value
    }
    do throws(OptionError) {
      let value = try Self.apart { Result { () throws(OptionError) in try Value.decode(node) } }.get()
      if let problem = problem(value) { throw OptionError(problem, at: node.place) }
      return value
    } catch {
      found.withLock { $0.errors[declaration.name] = error }
      return value
    }
  }

  /// Whatever makes options here makes its own, and none of those that are being read.
  static func apart<Value>(_ make: () -> Value) -> Value { $current.withValue(nil, operation: make) }
}

// MARK: Objects

/// Options that are the value of an option: a mapping. Its defaults are ``StageOptions/standard``.
extension OptionValue where Self: StageOptions {
  public static var typeName: String {
    "{ \(descriptions.map { "\($0.name): \($0.typeName)" }.joined(separator: ", ")) }"
  }

  public static var schema: JSONValue {
    let descriptions = descriptions
    let required = descriptions.filter(\.isRequired).map { JSONValue.string($0.name) }
    return .object(
      [
        .init("type", .string("object")), .init("additionalProperties", .bool(false)),
        .init("properties", .object(descriptions.map { .init($0.name, $0.schema) })),
      ] + (required.isEmpty ? [] : [.init("required", .array(required))]))
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> Self {
    guard let pairs = node.mapping else { throw .expected("a mapping", node) }
    let (options, reading) = OptionReading.of(Self.self, pairs)
    let names = reading.declarations.map(\.name)
    for pair in pairs {
      let name = pair.key.scalar?.text ?? ""
      guard names.contains(name) else {
        throw OptionError(
          "has no '\(name)'", at: pair.key.place,
          suggestion: NearestName.suggestion(for: name, in: names, kind: "There are"))
      }
      guard let error = reading.errors[name] else { continue }
      throw OptionError(
        "has a '\(name)' that \(error.message)", at: error.place, suggestion: error.suggestion)
    }
    if let missing = reading.declarations.first(where: { $0.isRequired && node[$0.name] == nil }) {
      throw OptionError("needs '\(missing.name)'", at: node.place, suggestion: missing.help)
    }
    do throws(InvalidOption) {
      try options.validate()
    } catch {
      throw OptionError(
        "has a '\(error.option)' that \(error.message)", at: node[error.option]?.place ?? node.place,
        suggestion: error.suggestion)
    }
    return options
  }

  public var yaml: String? { nil }
}

extension StageOptions {
  /// The defaults, for an option whose value they are: `var limits = Limits.standard`.
  public static var standard: Self { OptionReading.apart { Self() } }
}
