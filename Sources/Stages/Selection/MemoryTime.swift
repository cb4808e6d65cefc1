import Isnad

/// How long something is remembered, in a pipeline file: `30 days`, `12 hours`, `2 weeks`, or shorter `30d`.
public struct MemoryTime: OptionValue, Hashable {
  private static let units: [(words: Set<String>, seconds: Int)] = [
    (["s", "second", "seconds"], 1), (["m", "minute", "minutes"], 60), (["h", "hour", "hours"], 3600),
    (["d", "day", "days"], 86_400), (["w", "week", "weeks"], 7 * 86_400),
  ]
  private static let longest = 3660 * 86_400

  public let seconds: Int

  public static var typeName: String { "time such as 30 days, 12 hours" }
  public static var schema: JSONValue {
    let words = units.flatMap(\.words).sorted().joined(separator: "|")
    return .object([
      .init("type", .string("string")), .init("pattern", .string("^[0-9]+ ?(\(words))$")),
    ])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> MemoryTime {
    let text = node.scalar?.text ?? ""
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let word = text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int(digits), let unit = units.first(where: { $0.words.contains(String(word)) }) else {
      throw OptionError("must be a time such as 30 days or 12 hours, not '\(text)'", at: node.place)
    }
    let (seconds, isTooLong) = count.multipliedReportingOverflow(by: unit.seconds)
    guard !isTooLong, (1...longest).contains(seconds) else {
      throw OptionError("must be from a second to ten years, not '\(text)'", at: node.place)
    }
    return MemoryTime(seconds: seconds)
  }

  public var yaml: String? {
    seconds.isMultiple(of: 86_400) ? "\(seconds / 86_400) days" : "\(seconds) seconds"
  }
}
