/// JSON Schema (draft 2020-12) of pipeline files, with the options of every stage in a registry: for editors,
/// which complete and check while one writes.
///
/// A schema can't know what `isnad validate` knows: layers, files, ids. It refuses what is wrong in shape, and
/// takes every pipeline that is right.
public struct PipelineSchema: Sendable {
  private static let dialect = "https://json-schema.org/draft/2020-12/schema"
  private let registry: Registry

  public init(_ registry: Registry) { self.registry = registry }

  public var value: JSONValue {
    .object([
      .init("$schema", .string(Self.dialect)), .init("title", .string("An Isnad pipeline")),
      .init("type", .string("object")), .init("required", .array([.string("stages")])),
      .init("additionalProperties", .bool(false)),
      .init(
        "properties",
        .object([
          .init("name", Self.text("The pipeline's name; the file's without it.")),
          .init("description", Self.text("What it is for.")),
          .init(
            "language",
            Self.oneOrMore(
              Self.text("A folder with tables of words.", "Tables of the language, laid over ours."))
          ), .init("plugins", Self.oneOrMore(Self.text("A folder with a Swift package.", "Plug-ins."))),
          .init("run", Self.options(RunSettings.descriptions, "How it runs.")),
          .init("stages", Self.reference("stages")),
        ])),
      .init(
        "$defs",
        .object([
          .init(
            "stages",
            .object([
              .init("type", .string("array")), .init("minItems", .integer(1)),
              .init("items", Self.reference("stage")),
            ])), .init("stage", stage), .init("branch", Self.branch), .init("condition", Self.condition),
          .init("comparison", Self.comparison),
        ])),
    ])
  }

  // MARK: Stages

  private var stage: JSONValue {
    let short = registry.stages.filter { !$0.options.contains(where: \.isRequired) }
    return .object([
      .init(
        "anyOf",
        .array(
          [
            .object([
              .init("enum", .array(short.map { .string($0.description.name) })),
              .init("description", .string("A stage without options.")),
            ])
          ] + registry.stages.map(Self.entry) + [
            Self.object(
              [("include", Self.oneOrMore(Self.text("A file with stages.")))], required: ["include"]),
            Self.object([("branch", Self.reference("branch"))], required: ["branch"]),
          ]))
    ])
  }

  private static func entry(_ stage: StageType) -> JSONValue {
    var properties: [(String, JSONValue)] = [
      (
        "use",
        .object([
          .init("const", .string(stage.description.name)),
          .init("description", .string(stage.description.summary)),
        ])
      ),
      ("with", options(stage.options, "Options of '\(stage.description.name)'.")),
      ("id", text("A name of its own.")), ("on-error", variable(ErrorPolicy.schema)),
    ]
    if stage.kind != .reader { properties.append(("when", reference("condition"))) }
    if stage.isAsynchronous {
      properties += [
        ("retry", RetryPolicy.schema), ("timeout", variable(Duration.schema)),
        (
          "max-in-flight",
          variable(
            .object([
              .init("type", .string("integer")),
              .init("minimum", .integer(PipelineLoader.inFlight.lowerBound)),
              .init("maximum", .integer(PipelineLoader.inFlight.upperBound)),
            ]))
        ),
      ]
    }
    let needsOptions = stage.options.contains(where: \.isRequired)
    return object(properties, required: needsOptions ? ["use", "with"] : ["use"])
  }

  private static func options(_ options: [OptionDescription], _ description: String) -> JSONValue {
    var schema: [JSONValue.Member] = [
      .init("type", .array([.string("object"), .string("null")])), .init("description", .string(description)),
      .init("additionalProperties", .bool(false)),
      .init(
        "properties",
        .object(
          options.map { option in
            guard case .object(var members) = variable(option.schema) else {
              return .init(option.name, option.schema)
            }
            let rest = option.defaultText.map { " Default: \($0)." } ?? ""
            members.append(.init("description", .string(option.help + rest)))
            return .init(option.name, .object(members))
          })),
    ]
    let required = options.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { schema.append(.init("required", .array(required))) }
    return .object(schema)
  }

  // MARK: Conditions and branches

  private static var branch: JSONValue {
    .object([
      .init("type", .string("array")), .init("minItems", .integer(1)),
      .init(
        "description", .string("Documents go through the first arm whose condition holds, and on together.")),
      .init(
        "items",
        .object([
          .init(
            "anyOf",
            .array([
              object([("when", reference("condition")), ("stages", arm)], required: ["when", "stages"]),
              object([("default", arm)], required: ["default"]),
            ]))
        ])),
    ])
  }

  /// An arm may be empty: its documents pass by.
  private static var arm: JSONValue {
    .object([
      .init("type", .array([.string("array"), .string("null")])), .init("items", reference("stage")),
    ])
  }

  private static var condition: JSONValue {
    let list = JSONValue.object([
      .init("type", .string("array")), .init("minItems", .integer(1)), .init("items", reference("condition")),
    ])
    let comparison = reference("comparison")
    return .object([
      .init("type", .string("object")), .init("minProperties", .integer(1)),
      .init("additionalProperties", .bool(false)),
      .init("description", .string("For which documents: all of it must hold.")),
      .init(
        "properties",
        .object([
          .init("not", reference("condition")), .init("all", list), .init("any", list),
          .init("id", comparison), .init("source", comparison), .init("text", comparison),
        ])),
      .init(
        "patternProperties",
        .object([.init("^metadata\\..+$", comparison), .init("^count\\.[^.]+$", comparison)])),
    ])
  }

  private static var comparison: JSONValue {
    let scalar = JSONValue.object([
      .init("type", .array(["string", "number", "boolean"].map { .string($0) }))
    ])
    let bound = JSONValue.object([.init("type", .array([.string("number"), .string("string")]))])
    let pattern = oneOrMore(scalar)
    let patterns = ["matches", "contains", "starts-with", "ends-with"].map { ($0, pattern) }
    let bounds = ["above", "below", "at-least", "at-most"].map { ($0, bound) }
    guard case .object(let members) = object(patterns + bounds, required: []) else { return .null }
    return .object([
      .init(
        "anyOf",
        .array([oneOrMore(scalar), .object(members + [.init("minProperties", .integer(1))])]))
    ])
  }

  // MARK: Parts

  private static func reference(_ name: String) -> JSONValue {
    .object([.init("$ref", .string("#/$defs/\(name)"))])
  }

  private static func text(_ description: String, _ title: String? = nil) -> JSONValue {
    // YAML's numbers and booleans are texts where a text is asked for.
    .object(
      [
        .init("type", .array(["string", "number", "boolean"].map { .string($0) })),
        .init("description", .string(description)),
      ] + (title.map { [.init("title", .string($0))] } ?? []))
  }

  private static func oneOrMore(_ schema: JSONValue) -> JSONValue {
    .object([
      .init(
        "anyOf",
        .array([schema, .object([.init("type", .string("array")), .init("items", schema)])]))
    ])
  }

  private static func object(_ properties: [(String, JSONValue)], required: [String]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", .string("object")), .init("additionalProperties", .bool(false)),
      .init("properties", .object(properties.map { .init($0.0, $0.1) })),
    ]
    if !required.isEmpty { members.append(.init("required", .array(required.map { .string($0) }))) }
    return .object(members)
  }

  /// What YAML may say in place of a value: a variable; one value for a list; for a text what it takes for a
  /// number.
  private static func variable(_ schema: JSONValue) -> JSONValue {
    if schema["$ref"] != nil { return schema }
    if schema["type"]?.string == "string", schema["pattern"] == nil {
      return .object([.init("type", .array(["string", "number", "boolean"].map { .string($0) }))])
    }
    let variable = JSONValue.object([
      .init("type", .string("string")), .init("pattern", .string("\\$\\{")),
    ])
    if schema["type"]?.string == "array", let items = schema["items"] {
      return .object([
        .init(
          "anyOf",
          .array([
            .object([.init("type", .string("array")), .init("items", Self.variable(items))]),
            Self.variable(items),
          ]))
      ])
    }
    if schema["type"]?.string == "object" { return schema }
    return .object([.init("anyOf", .array([schema, variable]))])
  }
}
