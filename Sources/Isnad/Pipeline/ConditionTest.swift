extension Condition {
  /// What a field is compared with.
  public enum Test: Sendable, Hashable {
    case equals([String])
    case isPresent(Bool)
    case matches([TextPattern])
    case bound(Relation, Bound)

    public enum Relation: String, Sendable, CaseIterable {
      case above, below
      case atLeast = "at-least"
      case atMost = "at-most"

      func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
        switch self {
        case .above: a > b
        case .below: a < b
        case .atLeast: a >= b
        case .atMost: a <= b
        }
      }
    }

    /// A number, or a date as far as it is written: 2024, 2024-04, 2024-04-01.
    public enum Bound: Sendable, Hashable {
      case number(Double)
      case date(String)
    }
  }
}

extension Condition.Test {
  func holds(for field: Condition.Field, in document: Document) -> Bool {
    if case .matches(let patterns) = self, field == .text {
      // The text may be long: its bytes are searched where they are.
      return patterns.contains { $0.matches(document.text.bytes) }
    }
    let value = field.value(in: document)
    if case .isPresent(let wanted) = self { return Self.isPresent(value) == wanted }
    return (value?.array ?? value.map { [$0] } ?? []).contains(where: holds(for:))
  }

  private static func isPresent(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null?: false
    case .string(let text)?: !text.isEmpty
    case .array(let values)?: !values.isEmpty
    default: true
    }
  }

  private func holds(for value: JSONValue) -> Bool {
    switch self {
    case .equals(let texts): Self.text(value).map(texts.contains) ?? false
    case .matches(let patterns):
      Self.text(value).map { text in patterns.contains { $0.matches(Array(text.utf8)) } } ?? false
    case .isPresent: false
    case .bound(let relation, .number(let bound)):
      Self.text(value).flatMap(Self.number).map { relation.holds($0, bound) } ?? false
    case .bound(let relation, .date(let bound)):
      // As far as the bound is written: any moment of a day is at most that day.
      Self.text(value).map { text in
        Self.isDate(text.prefix(10)) && relation.holds(String(text.prefix(bound.utf8.count)), bound)
      } ?? false
    }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// A number; a date's year, for `{ below: 2024 }`.
  private static func number(_ text: String) -> Double? {
    if let number = Double(text) { return number }
    return isDate(text.prefix(10)) ? Double(text.prefix(4)) : nil
  }

  /// `2024`, `2024-04`, `2024-04-01`.
  private static func isDate(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard [4, 7, 10].contains(bytes.count) else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
    }
  }

  // MARK: Reading

  private static let patternKeys = ["matches", "contains", "starts-with", "ends-with"]
  private static var keys: [String] { patternKeys + Relation.allCases.map(\.rawValue) }

  /// The tests under a field; all must hold.
  static func decode(_ node: YAMLNode, of field: Condition.Field) throws(OptionError) -> [Self] {
    guard let pairs = node.mapping else {
      if let scalar = node.scalar, scalar.isPlain, scalar.text == "present" || scalar.text == "absent" {
        return [.isPresent(scalar.text == "present")]
      }
      return [.equals(try [String].decode(node))]
    }
    guard !pairs.isEmpty else { throw .expected("a value or a comparison", node) }
    var tests: [Self] = []
    for pair in pairs {
      let key = pair.key.scalar?.text ?? ""
      if patternKeys.contains(key) {
        var patterns: [TextPattern] = []
        for text in pair.value.sequence ?? [pair.value] { patterns.append(try TextPattern(key, text)) }
        tests.append(.matches(patterns))
      } else if let relation = Relation(rawValue: key) {
        tests.append(.bound(relation, try bound(pair.value)))
      } else {
        throw OptionError(
          "has the unknown comparison '\(key)'", at: pair.key.place,
          suggestion: NearestName.suggestion(for: key, in: keys, kind: "There are"))
      }
    }
    return tests
  }

  private static func bound(_ node: YAMLNode) throws(OptionError) -> Bound {
    let text = try String.decode(node)
    if let number = Double(text), number.isFinite { return .number(number) }
    guard isDate(text) else { throw .expected("a number or a date such as 2024-04-01", node) }
    return .date(text)
  }

  var canonical: String {
    switch self {
    case .equals(let texts): "equals\(texts.map(String.init(reflecting:)))"
    case .matches(let patterns): "\(patterns.map { "\($0.key) \(String(reflecting: $0.literal))" })"
    case .isPresent, .bound: text
    }
  }

  /// For people.
  var text: String {
    switch self {
    case .equals(let texts): "is \(texts.joined(separator: " or "))"
    case .isPresent(let wanted): wanted ? "is there" : "is not there"
    case .matches(let patterns): "matches \(patterns.map(\.text).joined(separator: " or "))"
    case .bound(let relation, .number(let bound)):
      "\(relation.rawValue) \(Int(exactly: bound).map(String.init) ?? String(bound))"
    case .bound(let relation, .date(let bound)): "\(relation.rawValue) \(bound)"
    }
  }
}
