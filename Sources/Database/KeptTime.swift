import Isnad

/// How long a database keeps documents: `400 days`.
public struct KeptTime: OptionValue, Hashable {
  public let days: Int

  public init(days: Int) { self.days = days }

  /// - Parameter now: in seconds since 1970.
  /// - Returns: the time before which documents go, in seconds since 1970.
  func end(now: Double) -> Double { now - Double(days) * 86_400 }

  public static var typeName: String { "days such as 400 days" }
  public static var schema: JSONValue {
    .object([.init("type", .string("string")), .init("pattern", .string("^[0-9]+ days?$"))])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> KeptTime {
    let words = (node.scalar?.text ?? "").split(separator: " ")
    guard words.count == 2, ["day", "days"].contains(words[1]), let days = Int(words[0]),
      (1...36_500).contains(days)
    else {
      throw OptionError(
        "must be a number of days such as 400 days, not '\(node.scalar?.text ?? node.kindName)'",
        at: node.place)
    }
    return KeptTime(days: days)
  }

  public var yaml: String? { "\(days) days" }
}
