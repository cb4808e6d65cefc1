/// Kinds of features, which a model can do without: to see what each is worth.
public struct FeatureFamilies: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The words before and behind it.
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
  /// The words two before and two behind it.
  static let far = FeatureFamilies(rawValue: 64)
  /// The word together with the one before and with the one behind it.
  static let pairs = FeatureFamilies(rawValue: 128)

  public static let named: [(name: String, family: FeatureFamilies)] = [
    ("context", .context), ("affixes", .affixes), ("bare", .bare), ("lexicon", .lexicon), ("shape", .shape),
    ("classes", .classes), ("far", .far), ("pairs", .pairs),
  ]
}
