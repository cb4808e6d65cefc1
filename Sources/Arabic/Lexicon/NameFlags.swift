/// What a word or phrase of the name lexicon is. One may be several things.
public struct NameFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A longer phrase begins like this.
  public static let continues = NameFlags(rawValue: 1)
  public static let givenName = NameFlags(rawValue: 2)
  public static let surname = NameFlags(rawValue: 4)
  /// An ordinary word as well: a name only beside another name or a title.
  public static let common = NameFlags(rawValue: 8)
  /// A name even where it stands alone: بوتين.
  public static let strongName = NameFlags(rawValue: 16)
  public static let place = NameFlags(rawValue: 32)
  public static let organisation = NameFlags(rawValue: 64)
  /// A word for a nationality or a group.
  public static let group = NameFlags(rawValue: 128)
  /// A title or role before a name: الرئيس.
  public static let title = NameFlags(rawValue: 256)
  /// May stand between title and name: السابق.
  public static let titleModifier = NameFlags(rawValue: 512)
  /// Opens the name of an organisation: وزارة.
  public static let organisationHead = NameFlags(rawValue: 1024)
  /// A place comes after it: مدينة.
  public static let placeHead = NameFlags(rawValue: 2048)
  /// A frequent word that is no name.
  public static let function = NameFlags(rawValue: 4096)
  public static let other = NameFlags(rawValue: 8192)
  /// A word that a corpus of news uses often, and not as a name.
  public static let vocabulary = NameFlags(rawValue: 16384)
  /// A person by the full name.
  public static let person = NameFlags(rawValue: 32768)

  /// A part of a person's name.
  public var isNamePart: Bool { !isDisjoint(with: [.givenName, .surname]) }
}
