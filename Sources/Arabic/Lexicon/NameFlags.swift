/// What a word or phrase of the name lexicon is. One may be several things.
public struct NameFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A longer phrase begins like this.
  @inlinable public static var continues: Self { Self(rawValue: 1) }
  @inlinable public static var givenName: Self { Self(rawValue: 2) }
  @inlinable public static var surname: Self { Self(rawValue: 4) }
  /// An ordinary word as well: a name only beside another name or a title.
  @inlinable public static var common: Self { Self(rawValue: 8) }
  /// A name even where it stands alone: بوتين.
  @inlinable public static var strongName: Self { Self(rawValue: 16) }
  @inlinable public static var place: Self { Self(rawValue: 32) }
  @inlinable public static var organisation: Self { Self(rawValue: 64) }
  /// A word for a nationality or a group.
  @inlinable public static var group: Self { Self(rawValue: 128) }
  /// A title or role before a name: الرئيس.
  @inlinable public static var title: Self { Self(rawValue: 256) }
  /// May stand between title and name: السابق.
  @inlinable public static var titleModifier: Self { Self(rawValue: 512) }
  /// Opens the name of an organisation: وزارة.
  @inlinable public static var organisationHead: Self { Self(rawValue: 1024) }
  /// A place comes after it: مدينة.
  @inlinable public static var placeHead: Self { Self(rawValue: 2048) }
  /// A frequent word that is no name.
  @inlinable public static var function: Self { Self(rawValue: 4096) }
  @inlinable public static var other: Self { Self(rawValue: 8192) }
  /// A word that a corpus of news uses often, and not as a name.
  @inlinable public static var vocabulary: Self { Self(rawValue: 16384) }
  /// A person by the full name.
  @inlinable public static var person: Self { Self(rawValue: 32768) }

  /// A part of a person's name.
  @inlinable public var isNamePart: Bool { !isDisjoint(with: [.givenName, .surname]) }
}
