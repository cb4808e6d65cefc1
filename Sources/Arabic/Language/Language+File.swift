import IsnadText

// The compiled tables.
//
// On disk, all numbers little-endian: the eight bytes `ISNADLNG`, the version (UInt32), the number of classes
// (UInt32) and each one's name; the number of entries (UInt32) and each one: its class (UInt16, an index into the
// names), its value, the number of its words (UInt16), each with its fingerprint (UInt64, 0 for a phrase). A text is
// its length in bytes (UInt16) and its bytes.
extension Language {
  public static let version: UInt32 = 1
  static let magic = Array("ISNADLNG".utf8)

  /// The file of some tables.
  public static func encode(_ entries: [Entry]) -> [UInt8] {
    var bytes = magic
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    func append(text: String) {
      append(UInt16(text.utf8.count))
      bytes += text.utf8
    }
    append(version)
    append(UInt32(WordClass.allCases.count))
    for wordClass in WordClass.allCases { append(text: wordClass.name) }
    append(UInt32(entries.count))
    for entry in entries {
      append(entry.wordClass.rawValue)
      append(text: entry.value)
      append(UInt16(entry.words.count))
      for word in entry.words {
        append(fingerprint(word))
        append(text: word)
      }
    }
    return bytes
  }

  /// - Throws: ``LanguageError`` where the bytes are no tables, are cut off, or have another version or other classes.
  public convenience init(_ bytes: UnsafeRawBufferPointer) throws(LanguageError) {
    var reader = TableReader(bytes: bytes)
    guard bytes.count >= 20, bytes.prefix(8).elementsEqual(Self.magic) else { throw .noTables }
    reader.at = 8
    let version = try reader.number(UInt32.self)
    guard version == Self.version else { throw .version(version) }
    let classes = WordClass.allCases
    guard try reader.number(UInt32.self) == classes.count else { throw .classes }
    for wordClass in classes where try reader.text() != wordClass.name { throw .classes }
    let count = Int(try reader.number(UInt32.self))
    guard count <= bytes.count / 6 else { throw .cut(bytes.count) }
    var entries: [Entry] = []
    var fingerprints: [[UInt64]] = []
    entries.reserveCapacity(count)
    fingerprints.reserveCapacity(count)
    for _ in 0..<count {
      let number = Int(try reader.number(UInt16.self))
      guard number < classes.count else { throw .classes }
      let value = try reader.text()
      let size = Int(try reader.number(UInt16.self))
      var words: [String] = []
      var keys: [UInt64] = []
      words.reserveCapacity(size)
      keys.reserveCapacity(size)
      for _ in 0..<size {
        keys.append(try reader.number(UInt64.self))
        words.append(try reader.text())
      }
      entries.append(Entry(words: words, wordClass: classes[number], value: value))
      fingerprints.append(keys)
    }
    self.init(entries, fingerprints: fingerprints)
  }
}

/// Goes through the bytes of compiled tables.
private struct TableReader {
  let bytes: UnsafeRawBufferPointer
  var at = 0

  mutating func number<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) throws(LanguageError) -> T {
    guard at + MemoryLayout<T>.size <= bytes.count else { throw .cut(bytes.count) }
    defer { at += MemoryLayout<T>.size }
    return T(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: T.self))
  }

  mutating func text() throws(LanguageError) -> String {
    let length = Int(try number(UInt16.self))
    guard at + length <= bytes.count else { throw .cut(bytes.count) }
    defer { at += length }
    return String(decoding: bytes[at..<at + length], as: UTF8.self)
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
      "the tables have version \(version), this program reads \(Language.version); run 'make language'"
    case .classes: "the tables were compiled for other classes of words; run 'make language'"
    case .cut(let count): "the tables are cut off or damaged: \(count) bytes do not fit what they say"
    }
  }
}
