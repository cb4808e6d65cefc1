@_exported import IsnadYAML

/// A type that an option may have: it reads itself from YAML and describes itself.
public protocol OptionValue: Sendable {
  /// For people: `number`, `list of texts`, `jsonl | summary`.
  static var typeName: String { get }
  /// JSON Schema of the values.
  static var schema: JSONValue { get }
  static func decode(_ node: YAMLNode) throws(OptionError) -> Self
  /// The value as it would stand in YAML; nil for "not set".
  var yaml: String? { get }
}

/// A value that an option can't take. The place is the node's.
public struct OptionError: Error, Sendable, Hashable {
  public let message: String
  public let place: YAMLPlace
  /// What to do about it, as a sentence.
  public let suggestion: String?

  public init(_ message: String, at place: YAMLPlace, suggestion: String? = nil) {
    self.message = message
    self.place = place
    self.suggestion = suggestion
  }

  static func expected(_ what: String, _ node: YAMLNode) -> OptionError {
    let got = node.scalar.map { "'\($0.text)'" } ?? node.kindName
    return OptionError("must be \(what), not \(got)", at: node.place)
  }
}

extension String: OptionValue {
  public static var typeName: String { "text" }
  public static var schema: JSONValue { .object([.init("type", .string("string"))]) }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> String {
    guard let scalar = node.scalar, !node.isNull else { throw .expected("a text", node) }
    return scalar.text
  }
  public var yaml: String? { self }
}

extension Bool: OptionValue {
  public static var typeName: String { "true | false" }
  public static var schema: JSONValue { .object([.init("type", .string("boolean"))]) }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> Bool {
    switch node.scalar?.text {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw .expected("true or false", node)
    }
  }
  public var yaml: String? { self ? "true" : "false" }
}

extension Int: OptionValue {
  public static var typeName: String { "whole number" }
  public static var schema: JSONValue { .object([.init("type", .string("integer"))]) }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> Int {
    guard let text = node.scalar?.text, let value = Int(text.filter { $0 != "_" }) else {
      throw .expected("a whole number", node)
    }
    return value
  }
  public var yaml: String? { String(self) }
}

extension Double: OptionValue {
  public static var typeName: String { "number" }
  public static var schema: JSONValue { .object([.init("type", .string("number"))]) }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> Double {
    guard let text = node.scalar?.text, let value = Double(text), value.isFinite else {
      throw .expected("a number", node)
    }
    return value
  }
  public var yaml: String? { String(self) }
}

extension Optional: OptionValue where Wrapped: OptionValue {
  public static var typeName: String { Wrapped.typeName }
  public static var schema: JSONValue { Wrapped.schema }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> Wrapped? {
    node.isNull ? nil : try Wrapped.decode(node)
  }
  public var yaml: String? { self?.yaml }
}

/// A list; a single value stands for a list of one.
extension Array: OptionValue where Element: OptionValue {
  public static var typeName: String { "list of \(Element.typeName)" }
  public static var schema: JSONValue {
    .object([.init("type", .string("array")), .init("items", Element.schema)])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> [Element] {
    guard let nodes = node.sequence else { return [try Element.decode(node)] }
    var values: [Element] = []
    for node in nodes { values.append(try Element.decode(node)) }
    return values
  }
  public var yaml: String? {
    isEmpty ? nil : "[\(compactMap(\.yaml).joined(separator: ", "))]"
  }
}

/// One of a few words: an enumeration of strings.
public protocol OptionChoice: OptionValue, CaseIterable, RawRepresentable where RawValue == String {}

extension OptionChoice {
  public static var typeName: String { allCases.map(\.rawValue).joined(separator: " | ") }
  public static var schema: JSONValue {
    .object([.init("enum", .array(allCases.map { .string($0.rawValue) }))])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> Self {
    guard let text = node.scalar?.text, let value = Self(rawValue: text) else {
      let names = allCases.map(\.rawValue)
      throw .expected("one of \(names.joined(separator: ", "))", node)
    }
    return value
  }
  public var yaml: String? { rawValue }
}

extension OffsetUnit: OptionChoice {}
