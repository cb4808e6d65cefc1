/// Whether a run has an end.
public enum RunMode: String, OptionChoice {
  /// It reads what there is, completes its outputs, and forgets how far it was.
  case complete
  /// It reads what there is and what comes, until it is stopped or its readers end. It never forgets how far it was: the
  /// next run goes on from there, also where the pipeline has changed meanwhile.
  case continuous
}

/// When a run saves how far it is: by time, or sooner by so many documents.
public struct CommitRule: OptionValue, Hashable {
  /// The time between two.
  public var interval: Duration
  /// Documents that are read until one is due whatever the time; nil for no such number.
  public var documents: Int?

  public init(every interval: Duration, documents: Int? = nil) {
    self.interval = interval
    self.documents = documents
  }

  public static var typeName: String { "time such as 10s | { every: time, documents: whole number }" }
  public static var schema: JSONValue {
    .object([
      .init(
        "anyOf",
        .array([
          Duration.schema,
          .object([
            .init("type", .string("object")), .init("additionalProperties", .bool(false)),
            .init(
              "properties",
              .object([
                .init("every", Duration.schema),
                .init(
                  "documents", .object([.init("type", .string("integer")), .init("minimum", .integer(1))])),
              ])),
          ]),
        ]))
    ])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> CommitRule {
    guard let pairs = node.mapping else { return CommitRule(every: try Duration.decode(node)) }
    var rule = CommitRule(every: RunSettings().commit.interval)
    for pair in pairs {
      switch pair.key.scalar?.text {
      case "every": rule.interval = try Duration.decode(pair.value)
      case "documents":
        let count = try Int.decode(pair.value)
        guard count > 0 else {
          throw OptionError("must have at least 1 of documents, not \(count)", at: pair.value.place)
        }
        rule.documents = count
      default:
        throw OptionError(
          "has no '\(pair.key.scalar?.text ?? "")'; there are every and documents", at: pair.key.place)
      }
    }
    return rule
  }

  public var yaml: String? {
    guard let documents else { return interval.yaml }
    return "{ every: \(interval.yaml ?? ""), documents: \(documents) }"
  }
}
