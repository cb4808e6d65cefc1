/// Kinds of features, which a model can do without: to see what each is worth.
public struct FeatureFamilies: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The words around.
  static let context = FeatureFamilies(rawValue: 1)
  /// First and last letters.
  static let affixes = FeatureFamilies(rawValue: 2)
  /// The word without clitics and article.
  static let bare = FeatureFamilies(rawValue: 4)
  /// What the lexicon and its gazetteers say.
  static let lexicon = FeatureFamilies(rawValue: 8)
  static let shape = FeatureFamilies(rawValue: 16)
  /// Word classes of a corpus.
  static let classes = FeatureFamilies(rawValue: 32)

  public static let named: [(name: String, family: FeatureFamilies)] = [
    ("context", .context), ("affixes", .affixes), ("bare", .bare), ("lexicon", .lexicon), ("shape", .shape),
    ("classes", .classes),
  ]

  /// The family of a template of ``TaggerFeatures``.
  init(template: UInt8) {
    switch template {
    case 2..<8: self = .context
    case 8..<32: self = .affixes
    case 32..<36: self = .bare
    case 40..<93: self = .lexicon
    case 93..<96: self = .shape
    case 96...: self = .classes
    default: self = []
    }
  }
}
