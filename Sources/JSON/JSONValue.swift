/// A JSON value. Object members keep their order.
///
/// Numbers keep the text in which they were written, so that a value passes through a pipeline
/// without being rounded.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One name and value of an object.
  public struct Member: Sendable, Hashable {
    public var name: String
    public var value: JSONValue
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  public static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(String(value))) }

  /// The value of an object's member; nil where this is no object or has no such member.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  public var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  public var array: [JSONValue]? {
    if case .array(let value) = self { return value }
    return nil
  }

  public var int: Int? {
    if case .number(let value) = self {
      return Int(value.text) ?? Double(value.text).flatMap { Int(exactly: $0) }
    }
    return nil
  }

  public var double: Double? {
    if case .number(let value) = self { return Double(value.text) }
    return nil
  }

  public var isNull: Bool { self == .null }

  /// What kind of value this is, for messages.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// A number as it was written, checked against JSON's grammar by whoever made it.
public struct JSONNumber: Sendable, Hashable {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// Malformed JSON, with its place.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Bytes from the start of the value's input.
  public let offset: Int
  public let message: String

  public init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  public var description: String { "\(message) at byte \(offset + 1)" }
}
