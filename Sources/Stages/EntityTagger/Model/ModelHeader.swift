import Isnad

/// What each model's file begins with: eight bytes that say what it is, the version (UInt32), the length of the
/// header (UInt32), all little-endian, and the header, a JSON object.
struct ModelHeader {
  private static let longest = 1 << 16

  let json: JSONValue
  /// Where the numbers begin, in bytes.
  let end: Int

  /// - Throws: ``TaggerModelError`` where the bytes are no such model or one of another version.
  init(_ bytes: UnsafeRawBufferPointer, magic: [UInt8], version: UInt32) throws(TaggerModelError) {
    guard bytes.count >= 16, bytes.prefix(8).elementsEqual(magic) else { throw .notAModel }
    let found = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    guard found == version else { throw .version(found, read: version) }
    let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    guard length <= Self.longest, bytes.count >= 16 + length,
      let json = try? JSONParser.parse(ArraySlice(bytes[16..<16 + length]))
    else { throw .notAModel }
    (self.json, end) = (json, 16 + length)
  }

  /// The beginning of a file.
  static func bytes(magic: [UInt8], version: UInt32, _ members: [JSONValue.Member]) -> [UInt8] {
    var json = JSONWriter()
    json.value(.object(members))
    var bytes = magic
    bytes.append(bytesOf: version)
    bytes.append(bytesOf: UInt32(json.bytes.count))
    return bytes + json.bytes
  }
}

extension [UInt8] {
  /// Appends a number, its lowest byte first.
  mutating func append<T: FixedWidthInteger>(bytesOf value: T) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
