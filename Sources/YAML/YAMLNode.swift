/// A node of a YAML document, with the place where it stands.
///
/// Scalars stay text: what `no` or `012` means is for whoever reads them to say, not for YAML 1.1.
public struct YAMLNode: Sendable, Hashable {
  public indirect enum Content: Sendable, Hashable {
    case scalar(Scalar)
    case sequence([YAMLNode])
    case mapping([Pair])
  }

  public struct Scalar: Sendable, Hashable {
    public let text: String
    /// Written without quotation marks, so that an empty one or `null` means nothing.
    public let isPlain: Bool

    public init(text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
    }
  }

  public struct Pair: Sendable, Hashable {
    public let key: YAMLNode
    public let value: YAMLNode
  }

  public let content: Content
  public let place: YAMLPlace
  /// How many nodes this one holds, itself included and aliases expanded.
  let size: Int

  public var scalar: Scalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  public var sequence: [YAMLNode]? {
    if case .sequence(let nodes) = content { return nodes }
    return nil
  }

  public var mapping: [Pair]? {
    if case .mapping(let pairs) = content { return pairs }
    return nil
  }

  /// The value under a key; nil where this is no mapping or has no such key.
  public subscript(key: String) -> YAMLNode? {
    mapping?.first { $0.key.scalar?.text == key }?.value
  }

  /// Nothing, `~` or `null`, without quotation marks.
  public var isNull: Bool {
    guard let scalar, scalar.isPlain else { return false }
    return scalar.text.isEmpty || scalar.text == "~" || scalar.text == "null"
  }

  /// What kind of node this is, for messages.
  public var kindName: String {
    switch content {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A place in a YAML file, both counted from 1; columns are code points.
public struct YAMLPlace: Sendable, Hashable, Comparable {
  public let line: Int
  public let column: Int
  /// The file, where a tree is made of several.
  public let file: String?

  public init(line: Int, column: Int, file: String? = nil) {
    self.line = line
    self.column = column
    self.file = file
  }

  public static func < (a: YAMLPlace, b: YAMLPlace) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// YAML that can't be read, or that would cost too much to read.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable {
    case syntax = "yaml-syntax"
    case duplicateKey = "duplicate-key"
    case tooLarge = "yaml-too-large"
  }

  public let code: Code
  public let place: YAMLPlace
  public let message: String

  public var description: String { "\(place.line):\(place.column): \(message)" }
}

/// What a YAML file may cost. A file that wants more ends with an error that names the line.
public struct YAMLLimits: Sendable {
  /// Bytes of the file.
  public var bytes = 1 << 20
  /// Nodes, aliases expanded: an alias bomb runs into this.
  public var nodes = 100_000
  /// How deep lists and mappings may nest.
  public var depth = 64
  /// Aliases (`*name`).
  public var aliases = 1_000

  public init() {}
}
