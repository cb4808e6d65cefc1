import IsnadArabic

/// What a word may be in a name besides what the lexicon says of it.
struct NameRoles: OptionSet, Sendable {
  let rawValue: UInt8

  /// The name goes on with the next word.
  static let prefix = NameRoles(rawValue: 1)
  /// Stands between the words of a name.
  static let connector = NameRoles(rawValue: 2)
  static let filiation = NameRoles(rawValue: 4)
  /// الثاني of عبد الله الثاني.
  static let regnal = NameRoles(rawValue: 8)
  /// An indefinite noun that a place's name follows at once.
  static let placeHead = NameRoles(rawValue: 16)
  /// The lexicon knows what is left of the word without clitics too.
  static let behindClitics = NameRoles(rawValue: 32)
}
