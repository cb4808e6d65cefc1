import IsnadText

/// Tables of the language made ready for a look-up, in memory or as the file that lies in the program.
///
/// What can be told from the tables alone is told here once, when they are compiled: the classes of each word and the
/// forms of nouns in the dual. A start reads them as they are.
///
/// On disk, all numbers little-endian: the eight bytes `ISNADLNG`, the version (UInt32), the number of classes
/// (UInt32) and each one's name; the number of words of 64 bits in ``sets`` (UInt32) and these; the number of words
/// (UInt32), each with its fingerprint (UInt64) and its set (UInt16); for each state of ``DualNouns`` the number of forms
/// (UInt32) and their fingerprints (UInt64); for each class the end of its lines (UInt32), from the first line's
/// beginning; the lines. A line is its value, the number of its words (UInt16), and each one's fingerprint (UInt64, 0 for
/// a phrase) and text. A text is its length in bytes (UInt16) and its bytes.
struct CompiledTables: Sendable {
  static let version: UInt32 = 2
  static let magic = Array("ISNADLNG".utf8)

  /// The sets of classes that words have, a bit a class; the first one is empty.
  private(set) var sets = [UInt64](repeating: 0, count: Language.setWords)
  /// Each with the number of its set.
  private(set) var words: [(key: UInt64, set: UInt16)] = []
  /// By the state of the noun.
  private(set) var duals: [[UInt64]] = []
  private var lines: [UInt8] = []
  /// Where the lines of each class end.
  private var ends: [Int] = []

  init(_ entries: [Language.Entry]) {
    var byClass = [[Language.Entry]](repeating: [], count: WordClass.allCases.count)
    for entry in entries { byClass[Int(entry.wordClass.rawValue)].append(entry) }
    var classes: [UInt64: ClassBits] = [:]
    var keys: [UInt64] = []
    for entry in entries {
      for key in entry.words.map(Language.fingerprint) where key != 0 {
        if classes[key] == nil { keys.append(key) }
        classes[key, default: ClassBits()].insert(entry.wordClass)
      }
    }
    var known: [ClassBits: UInt16] = [:]
    for key in keys {
      let bits = classes[key, default: ClassBits()]
      let set = known[bits] ?? UInt16(known.count + 1)
      if known[bits] == nil {
        known[bits] = set
        sets += bits.words
      }
      words.append((key, set))
    }
    let nouns = DualNouns { wordClass in byClass[Int(wordClass.rawValue)].flatMap(\.words) }
    duals = DualNouns.State.allCases.map { nouns.forms($0).map(Language.fingerprint).filter { $0 != 0 } }
    for entries in byClass {
      for entry in entries {
        Self.append(text: entry.value, to: &lines)
        Self.append(UInt16(entry.words.count), to: &lines)
        for word in entry.words {
          Self.append(Language.fingerprint(word), to: &lines)
          Self.append(text: word, to: &lines)
        }
      }
      ends.append(lines.count)
    }
  }

  /// - Throws: where the bytes are no tables, are cut off, or have another version or other classes.
  init(_ bytes: UnsafeRawBufferPointer) throws(LanguageError) {
    var reader = TableReader(bytes)
    guard bytes.count >= 20, bytes.prefix(8).elementsEqual(Self.magic) else { throw .noTables }
    reader.at = 8
    let version = try reader.number(UInt32.self)
    guard version == Self.version else { throw .version(version) }
    let classes = WordClass.allCases
    guard try reader.number(UInt32.self) == classes.count else { throw .classes }
    for wordClass in classes {
      let name = try reader.textBytes()
      guard name.elementsEqual(wordClass.name.utf8) else { throw .classes }
    }
    sets = try reader.numbers()
    guard !sets.isEmpty, sets.count % Language.setWords == 0 else { throw .cut(bytes.count) }
    let count = Int(try reader.number(UInt32.self))
    guard count <= reader.left / 10 else { throw .cut(bytes.count) }
    words.reserveCapacity(count)
    for _ in 0..<count {
      let key = try reader.number(UInt64.self)
      let set = try reader.number(UInt16.self)
      guard Int(set) < sets.count / Language.setWords else { throw .cut(bytes.count) }
      words.append((key, set))
    }
    for _ in DualNouns.State.allCases { duals.append(try reader.numbers()) }
    for _ in classes { ends.append(Int(try reader.number(UInt32.self))) }
    lines = Array(bytes[reader.at...])
    guard ends.last == lines.count else { throw .cut(bytes.count) }
    var last = 0
    for end in ends {
      guard last <= end, end <= lines.count else { throw .cut(bytes.count) }
      var line = TableReader(UnsafeRawBufferPointer(rebasing: bytes[reader.at + last..<reader.at + end]))
      _ = try Self.fingerprints(&line)
      last = end
    }
  }

  /// The file of the tables.
  var bytes: [UInt8] {
    var bytes = Self.magic
    func append(_ numbers: [UInt64]) {
      Self.append(UInt32(numbers.count), to: &bytes)
      for number in numbers { Self.append(number, to: &bytes) }
    }
    Self.append(Self.version, to: &bytes)
    Self.append(UInt32(WordClass.allCases.count), to: &bytes)
    for wordClass in WordClass.allCases { Self.append(text: wordClass.name, to: &bytes) }
    append(sets)
    Self.append(UInt32(words.count), to: &bytes)
    for word in words {
      Self.append(word.key, to: &bytes)
      Self.append(word.set, to: &bytes)
    }
    for forms in duals { append(forms) }
    for end in ends { Self.append(UInt32(end), to: &bytes) }
    return bytes + lines
  }

  /// The lines of a class, in the order of the tables.
  func entries(_ wordClass: WordClass) -> [Language.Entry] {
    read(wordClass) { reader throws(LanguageError) in
      var entries: [Language.Entry] = []
      while reader.left > 0 {
        let value = try reader.text()
        var words: [String] = []
        for _ in 0..<(try reader.number(UInt16.self)) {
          _ = try reader.number(UInt64.self)
          words.append(try reader.text())
        }
        entries.append(Language.Entry(words: words, wordClass: wordClass, value: value))
      }
      return entries
    }
  }

  /// The fingerprints of a class's words; phrases have none.
  func fingerprints(_ wordClass: WordClass) -> [UInt64] { read(wordClass, Self.fingerprints) }

  private static func fingerprints(_ reader: inout TableReader) throws(LanguageError) -> [UInt64] {
    var keys: [UInt64] = []
    while reader.left > 0 {
      _ = try reader.textBytes()
      for _ in 0..<(try reader.number(UInt16.self)) {
        let key = try reader.number(UInt64.self)
        _ = try reader.textBytes()
        if key != 0 { keys.append(key) }
      }
    }
    return keys
  }

  private func read<Value>(
    _ wordClass: WordClass, _ body: (inout TableReader) throws(LanguageError) -> [Value]
  ) -> [Value] {
    let number = Int(wordClass.rawValue)
    let range = (number == 0 ? 0 : ends[number - 1])..<ends[number]
    return lines.withUnsafeBytes { bytes in
      var reader = TableReader(UnsafeRawBufferPointer(rebasing: bytes[range]))
      // All lines were read once when they were checked.
      return (try? body(&reader)) ?? []
    }
  }

  private static func append<T: FixedWidthInteger>(_ value: T, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(text: String, to bytes: inout [UInt8]) {
    append(UInt16(text.utf8.count), to: &bytes)
    bytes += text.utf8
  }
}

/// Goes through the bytes of compiled tables.
private struct TableReader {
  let bytes: UnsafeRawBufferPointer
  var at = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var left: Int { bytes.count - at }

  mutating func number<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) throws(LanguageError) -> T {
    guard at + MemoryLayout<T>.size <= bytes.count else { throw .cut(bytes.count) }
    defer { at += MemoryLayout<T>.size }
    return T(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: T.self))
  }

  /// Their count, and so many numbers.
  mutating func numbers() throws(LanguageError) -> [UInt64] {
    let count = Int(try number(UInt32.self))
    guard count <= left / MemoryLayout<UInt64>.size else { throw .cut(bytes.count) }
    var numbers: [UInt64] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(try number(UInt64.self)) }
    return numbers
  }

  mutating func textBytes() throws(LanguageError) -> UnsafeRawBufferPointer {
    let length = Int(try number(UInt16.self))
    guard length <= left else { throw .cut(bytes.count) }
    defer { at += length }
    return UnsafeRawBufferPointer(rebasing: bytes[at..<at + length])
  }

  mutating func text() throws(LanguageError) -> String {
    String(decoding: try textBytes(), as: UTF8.self)
  }
}

/// A set of classes, a bit each.
private struct ClassBits: Hashable {
  private var lanes = SIMD8<UInt64>()

  var words: [UInt64] { (0..<Language.setWords).map { lanes[$0] } }

  mutating func insert(_ wordClass: WordClass) {
    lanes[Int(wordClass.rawValue >> 6)] |= 1 << UInt64(wordClass.rawValue & 63)
  }
}

/// Why bytes are no compiled tables that this version can read.
public enum LanguageError: Error, Sendable, Hashable, CustomStringConvertible {
  case noTables
  case version(UInt32)
  /// The tables were compiled for other classes.
  case classes
  /// The number of bytes does not fit what they say.
  case cut(Int)

  public var description: String {
    switch self {
    case .noTables: "these are no tables of the language"
    case .version(let version):
      "the tables have version \(version), this program reads \(CompiledTables.version); run 'make language'"
    case .classes: "the tables were compiled for other classes of words; run 'make language'"
    case .cut(let count): "the tables are cut off or damaged: \(count) bytes do not fit what they say"
    }
  }
}
