import IsnadText

/// The words that rules read texts by: each with its classes, and for some classes a value.
///
/// Made of the tables under `Language/`, which lie compiled in the program, and of tables that users lay over them. A
/// stage looks a token up once and keeps its ``WordClassSet``; a rule then asks for a class by one bit.
public final class Language: Sendable {
  /// A line of a table: spellings of one word or phrase, its class, and what it says there.
  public struct Entry: Sendable, Hashable {
    /// As they are written; the first one is the one to show.
    public let words: [String]
    public let wordClass: WordClass
    /// By the class: a month's number, a unit's code; empty where the class says it all.
    public let value: String

    public init(words: [String], wordClass: WordClass, value: String = "") {
      self.words = words
      self.wordClass = wordClass
      self.value = value
    }
  }

  /// The words of 64 bits that a set takes.
  @usableFromInline static var setWords: Int { 6 }

  private let tables: CompiledTables
  @usableFromInline let numbers: FingerprintTable<UInt16>
  /// The sets of classes that words have, a bit a class; the first one is empty.
  @usableFromInline let sets: [UInt64]

  /// - Parameter entries: in the order in which their classes' users see them.
  public convenience init(_ entries: [Entry]) { self.init(CompiledTables(entries)) }

  /// Tables that were compiled.
  /// - Throws: ``LanguageError`` where the bytes are no tables, are cut off, or have another version or other classes.
  public convenience init(_ bytes: UnsafeRawBufferPointer) throws(LanguageError) {
    self.init(try CompiledTables(bytes))
  }

  private init(_ tables: CompiledTables) {
    self.tables = tables
    var numbers = FingerprintTable<UInt16>(capacity: tables.words.count)
    for word in tables.words { numbers[word.key] = word.set }
    self.numbers = numbers
    sets = tables.sets
  }

  /// The file of some tables, as ``init(_:)-(UnsafeRawBufferPointer)`` reads it.
  public static func encode(_ entries: [Entry]) -> [UInt8] { CompiledTables(entries).bytes }

  /// The lines of a class, in the order of the tables.
  public subscript(wordClass: WordClass) -> [Entry] { tables.entries(wordClass) }

  /// All spellings of a class.
  public func spellings(_ wordClass: WordClass) -> [String] { self[wordClass].flatMap(\.words) }

  /// The words of some classes as a set of their own, for those that ask for readings without clitics.
  public func words(_ classes: WordClass...) -> WordSet {
    WordSet(fingerprints: classes.flatMap(tables.fingerprints))
  }

  /// The fingerprints of nouns in the dual that stand so.
  public func duals(_ state: DualNouns.State) -> [UInt64] { tables.duals[state.rawValue] }

  public var entries: [Entry] { WordClass.allCases.flatMap { self[$0] } }

  /// The classes of a word by its fingerprint, or none.
  @inlinable @inline(__always)
  public func classes(_ fingerprint: UInt64) -> WordClassSet {
    WordClassSet(numbers[fingerprint] ?? 0)
  }

  /// Whether a word that was looked up is of a class.
  @inlinable @inline(__always)
  public func has(_ classes: WordClassSet, _ wordClass: WordClass) -> Bool {
    let bit = Int(wordClass.rawValue)
    return sets[Int(classes.number) * Self.setWords + bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  /// The keys of all words, each with its classes.
  public var pairs: [(key: UInt64, classes: WordClassSet)] {
    tables.words.map { ($0.key, WordClassSet($0.set)) }
  }

  /// The same words and those of more tables, which go before ours: where both have a word in one class, theirs stands.
  public func adding(_ more: [Entry]) -> Language {
    let normalize = Normalizer(.matchForm)
    var taken: Set<String> = []
    for entry in more {
      for word in entry.words { taken.insert(entry.wordClass.name + "\t" + normalize(word)) }
    }
    let kept = entries.compactMap { entry -> Entry? in
      let words = entry.words.filter { !taken.contains(entry.wordClass.name + "\t" + normalize($0)) }
      return words.isEmpty ? nil : Entry(words: words, wordClass: entry.wordClass, value: entry.value)
    }
    return Language(kept + more)
  }

  /// A word's fingerprint; 0 for a phrase.
  static func fingerprint(_ word: String) -> UInt64 {
    word.utf8.contains(UInt8(ascii: " ")) ? 0 : Fingerprint.of(Normalizer(.matchForm)(word))
  }
}

/// The classes of one word of a ``Language``, as its number there: a token's look-up, kept.
public struct WordClassSet: Sendable, Hashable {
  @inlinable public static var none: WordClassSet { WordClassSet(0) }

  @usableFromInline let number: UInt16

  @inlinable init(_ number: UInt16) { self.number = number }
}
