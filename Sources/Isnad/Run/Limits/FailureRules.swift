/// A stretch of time in a pipeline file: `30s`, `500ms`, `2m`, or a number of seconds.
extension Duration: OptionValue {
  private static let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]

  public static var typeName: String { "time such as 500ms, 30s, 2m" }
  public static var schema: JSONValue {
    .object([
      .init("type", .array([.string("string"), .string("number")])),
      .init("pattern", .string("^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$")), .init("minimum", .integer(0)),
    ])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> Duration {
    guard let text = node.scalar?.text else { throw .expected("a time such as 500ms, 30s or 2m", node) }
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(digits.count)
    let factor = unit.isEmpty ? 1 : units.first { $0.0 == unit }?.1
    guard let factor, let value = Double(digits), value * factor <= 7 * 86_400 else {
      throw .expected("a time such as 500ms, 30s or 2m", node)
    }
    return .milliseconds(Int64((value * factor * 1000).rounded()))
  }

  public var yaml: String? {
    let milliseconds = Int64((self / .milliseconds(1)).rounded())
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }
}

/// How often a stage that waits tries a document again after a transient error.
public struct RetryPolicy: OptionValue, Hashable {
  /// Tries in all, the first one included.
  public var attempts = 3
  /// The wait before the second try; it doubles from try to try. Each wait is between half and
  /// one and a half of that, by chance, so that many that failed together do not come back together.
  public var backoff = Duration.milliseconds(500)

  /// No wait is longer.
  static let longestWait = Duration.seconds(60)

  public static var typeName: String { "{ attempts: 1 to 100, backoff: time }" }
  public static var schema: JSONValue {
    .object([
      .init("type", .string("object")), .init("additionalProperties", .bool(false)),
      .init(
        "properties",
        .object([
          .init(
            "attempts",
            .object([
              .init("type", .string("integer")), .init("minimum", .integer(1)),
              .init("maximum", .integer(100)),
            ])), .init("backoff", Duration.schema),
        ])),
    ])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> RetryPolicy {
    guard let pairs = node.mapping else { throw .expected("a mapping such as { attempts: 3 }", node) }
    var policy = RetryPolicy()
    for pair in pairs {
      switch pair.key.scalar?.text {
      case "attempts":
        policy.attempts = try Int.decode(pair.value)
        guard (1...100).contains(policy.attempts) else {
          throw OptionError("must have from 1 to 100 attempts, not \(policy.attempts)", at: pair.value.place)
        }
      case "backoff": policy.backoff = try Duration.decode(pair.value)
      default:
        throw OptionError(
          "has no '\(pair.key.scalar?.text ?? "")'; there are attempts and backoff", at: pair.key.place)
      }
    }
    return policy
  }

  public var yaml: String? { "{ attempts: \(attempts), backoff: \(backoff.yaml ?? "") }" }

  /// The wait after a number of failed tries, from 1.
  func wait(after tries: Int) -> Duration {
    let doubled = backoff * Double(1 << min(tries - 1, 20))
    return min(doubled, Self.longestWait) * Double.random(in: 0.5...1.5)
  }
}

/// How many documents may fail before the run stops: a number, or a share.
public enum FailureLimit: OptionValue, Hashable {
  case count(Int)
  /// Per cent of the documents read, from 100 of them on.
  case percent(Double)

  /// Fewer documents make no share.
  static let sample = 100

  public static var typeName: String { "whole number | percentage such as 2%" }
  public static var schema: JSONValue {
    .object([
      .init(
        "anyOf",
        .array([
          .object([.init("type", .string("integer")), .init("minimum", .integer(0))]),
          .object([.init("type", .string("string")), .init("pattern", .string("^[0-9]+(\\.[0-9]+)?%$"))]),
        ]))
    ])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> FailureLimit {
    let text = node.scalar?.text ?? ""
    if text.hasSuffix("%"), let share = Double(text.dropLast()), (0...100).contains(share) {
      return .percent(share)
    }
    guard let count = Int(text), count >= 0 else {
      throw .expected("a number such as 100 or a percentage such as 2%", node)
    }
    return .count(count)
  }

  public var yaml: String? {
    switch self {
    case .count(let count): String(count)
    case .percent(let share): "\(share)%"
    }
  }

  func isExceeded(failed: Int, read: Int) -> Bool {
    switch self {
    case .count(let count): failed > count
    case .percent(let share): read >= Self.sample && Double(failed) * 100 > share * Double(read)
    }
  }
}
