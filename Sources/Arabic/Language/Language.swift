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

  private let byClass: [[Entry]]
  @usableFromInline let numbers: FingerprintTable<UInt16>
  /// The sets of classes that words have, a bit a class; the first one is empty.
  @usableFromInline let sets: [UInt64]

  /// - Parameter entries: in the order in which their classes' users see them.
  public convenience init(_ entries: [Entry]) {
    self.init(entries, fingerprints: entries.map { $0.words.map(Self.fingerprint) })
  }

  /// - Parameter fingerprints: of each entry's words; 0 for a phrase, which is no token.
  init(_ entries: [Entry], fingerprints: [[UInt64]]) {
    var byClass = [[Entry]](repeating: [], count: WordClass.allCases.count)
    var places = FingerprintTable<Int32>(capacity: entries.count)
    var words: [(key: UInt64, classes: ClassBits)] = []
    words.reserveCapacity(entries.count * 2)
    for (entry, keys) in zip(entries, fingerprints) {
      byClass[Int(entry.wordClass.rawValue)].append(entry)
      for key in keys where key != 0 {
        if let place = places[key] {
          words[Int(place)].classes.insert(entry.wordClass)
        } else {
          places[key] = Int32(words.count)
          words.append((key, ClassBits(entry.wordClass)))
        }
      }
    }
    self.byClass = byClass
    var numbers = FingerprintTable<UInt16>(capacity: words.count)
    var known: [ClassBits: UInt16] = [:]
    var sets = [UInt64](repeating: 0, count: Self.setWords)
    for word in words {
      if let number = known[word.classes] {
        numbers[word.key] = number
      } else {
        let number = UInt16(known.count + 1)
        known[word.classes] = number
        numbers[word.key] = number
        sets += word.classes.bits
      }
    }
    (self.numbers, self.sets) = (numbers, sets)
  }

  /// The lines of a class, in the order of the tables.
  public subscript(wordClass: WordClass) -> [Entry] { byClass[Int(wordClass.rawValue)] }

  /// All spellings of a class.
  public func spellings(_ wordClass: WordClass) -> [String] { self[wordClass].flatMap(\.words) }

  /// The words of a class as a set of their own, for those that ask for readings without clitics.
  public func words(_ wordClass: WordClass) -> WordSet { WordSet(spellings(wordClass)) }

  public var entries: [Entry] { byClass.flatMap { $0 } }

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
    numbers.pairs.map { ($0.key, WordClassSet($0.value)) }
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

/// A set of classes, a bit each.
private struct ClassBits: Hashable {
  private var lanes = SIMD8<UInt64>()

  init(_ wordClass: WordClass) { insert(wordClass) }

  var bits: [UInt64] { (0..<Language.setWords).map { lanes[$0] } }

  /// One word for all lanes: most sets have one class or two.
  func hash(into hasher: inout Hasher) {
    var mixed: UInt64 = 0
    for lane in 0..<Language.setWords { mixed = mixed &* 31 &+ lanes[lane] }
    hasher.combine(mixed)
  }

  mutating func insert(_ wordClass: WordClass) {
    lanes[Int(wordClass.rawValue >> 6)] |= 1 << UInt64(wordClass.rawValue & 63)
  }
}
