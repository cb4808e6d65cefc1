import Isnad

/// The lines that part the articles of one text.
public struct LineSplit: OptionValue {
  private enum Kind: Sendable {
    case none, dashes
    case pattern(TextPattern)
  }

  private static let dashes = "dashes"
  private var kind = Kind.none

  public init() {}

  public static var typeName: String { "dashes, or a pattern of a line" }
  public static var schema: JSONValue { String.schema }
  public var yaml: String? { nil }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> LineSplit {
    var split = LineSplit()
    split.kind =
      try String.decode(node) == dashes ? .dashes : .pattern(TextPattern("matches", node))
    return split
  }

  var isGiven: Bool {
    if case .none = kind { return false }
    return true
  }

  /// - Parameter line: without its line break.
  func parts(_ line: ArraySlice<UInt8>) -> Bool {
    var line = line.drop { $0 <= 0x20 }
    while let last = line.last, last <= 0x20 { line.removeLast() }
    switch kind {
    case .none: return false
    case .dashes: return Self.isRule(line)
    case .pattern(let pattern): return pattern.matches(Array(line))
    }
  }

  /// Three or more of one of - _ = * # ~ – — ─, with blanks between them at the most.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count >= 3, line.count <= 1024, let text = String(validating: line, as: UTF8.self) else {
      return false
    }
    let marks = text.unicodeScalars.filter { $0 != " " }
    guard marks.count >= 3, let first = marks.first, "-_=*#~–—─━".unicodeScalars.contains(first) else {
      return false
    }
    return marks.allSatisfy { $0 == first }
  }
}
