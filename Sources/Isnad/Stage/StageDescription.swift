/// What a stage is and what it needs: from this come validation, `isnad stages`, the reference
/// in the documentation and, from the examples, tests.
public struct StageDescription: Sendable {
  /// The name under `use`: lower case with hyphens.
  public let name: String
  /// The version in `by`, for people.
  public let version: String
  /// A digest of its rules and its data, which changes whenever its annotations may; empty where nobody makes one. Stages
  /// of the distribution have one that is made when they are built.
  public let content: String
  /// One line.
  public let summary: String
  /// Layers without which the stage can't work.
  public let requires: [String]
  /// Under ``uses``: whatever there is.
  public static let everyLayer = "*"

  /// Layers that it uses if they are there.
  public let uses: [String]
  public let provides: [String]
  public let examples: [StageExample]
  /// What stands in `by` behind the stage's name, and what it means.
  public let rules: [StageRule]
  /// What it sees in layers that plug-ins have defined: two stages of a pipeline that see something else in one layer
  /// are found before it runs.
  public let views: [any LayerKey.Type]
  /// The layers are known only when the stage is made (``DynamicStage``).
  public let layersAreDynamic: Bool

  public init(
    name: String, version: String = "0.1", content: String = "", summary: String, requires: [String] = [],
    uses: [String] = [], provides: [String] = [], examples: [StageExample] = [],
    rules: [StageRule] = [], views: [any LayerKey.Type] = [], layersAreDynamic: Bool = false
  ) {
    self.name = name
    self.version = version
    self.content = content
    self.summary = summary
    self.requires = requires
    self.uses = uses
    self.provides = provides
    self.examples = examples
    self.rules = rules
    self.views = views
    self.layersAreDynamic = layersAreDynamic
  }

  /// The stage's part of a ``Provenance``.
  public var signature: String { "\(name)@\(version)" }

  /// The signature and the content, `number-extractor@0.1+5f3a09c1`: another edition is another pipeline to a checkpoint.
  public var edition: String { content.isEmpty ? signature : "\(signature)+\(content)" }
}

/// A rule, list or model that makes annotations, for `isnad why`.
public struct StageRule: Sendable, Hashable {
  public let name: String
  /// What it looks for, as a sentence.
  public let meaning: String
  /// What a text must have for the rule to be asked at all; empty where nobody says.
  public let opens: String
  /// What it finds, and what that is. Dates are told from noon of Wednesday, 2024-05-15.
  public let finds: [RuleExample]
  /// Texts in which it finds nothing, near as they come.
  public let leaves: [String]
  /// Where it has proved itself.
  public let witness: RuleWitness

  public init(
    _ name: String, _ meaning: String, opens: String = "", witness: RuleWitness = .articles,
    finds: [RuleExample] = [], leaves: [String] = []
  ) {
    self.witness = witness
    self.name = name
    self.meaning = meaning
    self.opens = opens
    self.finds = finds
    self.leaves = leaves
  }
}

/// Where a rule has found anything.
public enum RuleWitness: Sendable, Hashable {
  /// In articles.
  case articles
  /// In suites of examples that others have made, and in no article that we know.
  case suites
  /// In its own examples alone.
  case examples
}

/// A text and what a rule finds in it.
public struct RuleExample: Sendable, Hashable {
  public let text: String
  /// The part of the text that the annotation covers.
  public let found: String
  /// The annotation as people read it: `2500000 USD`, `XXXX-10-07`.
  public let reading: String

  public init(_ text: String, _ found: String, _ reading: String) {
    self.text = text
    self.found = found
    self.reading = reading
  }
}

/// A text and what the stage makes of it. Examples are documentation, and the conformance kit
/// runs them.
public struct StageExample: Sendable {
  public let title: String
  public let text: String
  /// Options in YAML; empty for the defaults.
  public let options: String
  /// What must be among the annotations.
  public let expect: [ExpectedAnnotation]
  /// Layers in which nothing may be found.
  public let nothingIn: [String]
  /// What the document knows about itself before, and what must be among that after.
  public let metadata: Metadata
  public let metadataAfter: Metadata
  /// The reason for which the document is taken out; nil for one that goes on.
  public let filtered: String?

  public init(
    _ title: String, text: String, metadata: Metadata = [:], options: String = "",
    expect: [ExpectedAnnotation] = [], nothingIn: [String] = [], metadataAfter: Metadata = [:],
    filtered: String? = nil
  ) {
    self.metadata = metadata
    self.metadataAfter = metadataAfter
    self.filtered = filtered
    self.title = title
    self.text = text
    self.options = options
    self.expect = expect
    self.nothingIn = nothingIn
  }
}

/// An annotation by its layer, its text and some of its fields, as they are written in JSON.
public struct ExpectedAnnotation: Sendable {
  public let layer: String
  public let text: String
  public let fields: [String: String]

  public init(_ layer: String, _ text: String, _ fields: [String: String] = [:]) {
    self.layer = layer
    self.text = text
    self.fields = fields
  }
}
