/// A person, an organisation, a place or another name across articles.
public struct ArchivedPerson: Sendable, Hashable {
  public let number: Int64
  /// PER, ORG, LOC, or a label of one's own.
  public let label: String
  public let name: String
  public let aliases: [String]
  /// The most frequent first.
  public let roles: [String]
  /// `geonames:360630`.
  public let kbID: String?
  public let country: String?
  /// Degrees.
  public let latitude: Double?
  public let longitude: Double?
  /// Days of the first and the last document.
  public let first: String?
  public let last: String?
  public let documents: Int
  public let quotes: Int

  /// As it stands in addresses.
  public var id: String { NameKey.id(number) }

  /// The number behind an id; nil for what is none.
  public static func number(ofID id: String) -> Int64? { NameKey.number(id) }
}

/// A place of the archive whose degrees are known.
public struct MappedPlace: Sendable, Hashable {
  public let number: Int64
  public let name: String
  /// Degrees.
  public let latitude: Double
  public let longitude: Double
  public let documents: Int

  /// As it stands in addresses.
  public var id: String { NameKey.id(number) }
}

/// How many of something there are, of another archived name or of a word.
public struct ArchiveCount: Sendable, Hashable {
  /// The number of a name's person; nil for a word.
  public let person: Int64?
  public let name: String
  public let count: Int
}

/// What the archive tells of somebody.
public struct ArchiveProfile: Sendable, Hashable {
  public var person: ArchivedPerson
  /// By month, `2024-04`, in order.
  public var quotesByMonth: [(month: String, count: Int)] = []
  public var documentsByMonth: [(month: String, count: Int)] = []
  /// Who quotes him, the most frequent first.
  public var outlets: [ArchiveCount] = []
  /// Names that stand more often beside his than elsewhere.
  public var names: [ArchiveCount] = []
  /// Words that stand more often in what he says than in what others do.
  public var words: [ArchiveCount] = []
  /// Quotes in which he denies something, and the names in those.
  public var denials = 0
  public var denied: [ArchiveCount] = []
  /// Documents that name him, the newest first.
  public var documents: [ArchivedDocument] = []

  public static func == (one: Self, other: Self) -> Bool { one.person == other.person }
  public func hash(into hasher: inout Hasher) { hasher.combine(person) }
}

/// The head of a document.
public struct ArchivedDocument: Sendable, Hashable {
  public let key: Int64
  public let id: String
  public let title: String
  public let date: String?
  public let outlet: String?
  /// Why it is shown: the share of words that it has in common with another text, from 0 to 1.
  public var common: Double?
}
