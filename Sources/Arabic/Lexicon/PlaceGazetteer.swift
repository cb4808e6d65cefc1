import IsnadText

/// A place of GeoNames.
public struct GazetteerPlace: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case city, capital, country, continent
    /// No place but a word for its people: of its country alone.
    case nationality
    /// A part of a country, such as a state of the United States.
    case region
  }

  /// GeoNames' number.
  public let id: UInt32
  public let kind: Kind
  /// ISO 3166-1 alpha-2; empty for a continent.
  public let country: String
  /// Hundred-thousandths of a degree; of a country those of its capital. Nil where nobody says.
  public let latitude: Int32?
  public let longitude: Int32?
  public let population: Int

  public init(
    id: UInt32, kind: Kind, country: String, latitude: Int32?, longitude: Int32?, population: Int
  ) {
    self.id = id
    self.kind = kind
    self.country = country
    self.latitude = latitude
    self.longitude = longitude
    self.population = population
  }
}

/// The compiled gazetteer: fingerprints of names, each with the places that bear it.
///
/// On disk, all numbers little-endian: the eight bytes `ISNADPLC`, the version (UInt32), the number of slots
/// (UInt32, a power of two), the number of places (UInt32); the slots' keys (UInt64 each, 0 for an empty slot),
/// the slots' first places (UInt32 each; those of one name follow one another, up to one that is marked as
/// the last); the places, 20 bytes each: number (UInt32), latitude and longitude (Int32, in hundred-thousandths
/// of a degree, Int32.min for none), population (UInt32), country (two letters or two zeros), kind (UInt8), 1
/// for the last of its name (UInt8). A key's home is its low bits; collisions move to the next slot.
public struct PlaceGazetteer: Sendable {
  public static let version: UInt32 = 1
  static let magic = Array("ISNADPLC".utf8)
  static let placeBytes = 20
  static let headBytes = 20

  private let bytes: [UInt8]
  private let slots: Int
  private let count: Int

  /// - Throws: ``NameLexiconError`` where the bytes are no gazetteer, are cut off, or have another version.
  public init(_ source: UnsafeRawBufferPointer) throws(NameLexiconError) {
    guard source.count >= Self.headBytes, source.prefix(8).elementsEqual(Self.magic) else {
      throw .notALexicon
    }
    func number(_ offset: Int) -> UInt32 {
      UInt32(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    guard number(8) == Self.version else { throw .version(number(8)) }
    slots = Int(number(12))
    count = Int(number(16))
    guard slots > 0, slots & (slots - 1) == 0,
      source.count == Self.headBytes + slots * 12 + count * Self.placeBytes
    else { throw .cut(source.count) }
    bytes = Array(source)
  }

  /// The places that bear a name.
  /// - Parameter key: the name's tokens in match form, joined as ``Fingerprint/joined(_:_:)`` does.
  public subscript(key: UInt64) -> [GazetteerPlace] {
    guard key != 0 else { return [] }
    return bytes.withUnsafeBytes { bytes in
      var slot = Int(truncatingIfNeeded: key) & (slots - 1)
      for _ in 0..<slots {
        let found: UInt64 = Self.load(bytes, Self.headBytes + slot * 8)
        if found == 0 { break }
        if found == key { return places(bytes, at: slot) }
        slot = (slot + 1) & (slots - 1)
      }
      return []
    }
  }

  private func places(_ bytes: UnsafeRawBufferPointer, at slot: Int) -> [GazetteerPlace] {
    let first: UInt32 = Self.load(bytes, Self.headBytes + slots * 8 + slot * 4)
    var places: [GazetteerPlace] = []
    for index in Int(first)..<max(Int(first), count) {
      let at = Self.headBytes + slots * 12 + index * Self.placeBytes
      let letters = bytes[(at + 16)..<(at + 18)].filter { $0 != 0 }
      places.append(
        GazetteerPlace(
          id: Self.load(bytes, at), kind: GazetteerPlace.Kind(rawValue: bytes[at + 18]) ?? .city,
          country: String(decoding: letters, as: UTF8.self), latitude: Self.degrees(Self.load(bytes, at + 4)),
          longitude: Self.degrees(Self.load(bytes, at + 8)),
          population: Int(Self.load(bytes, at + 12) as UInt32)))
      if bytes[at + 19] == 1 { break }
    }
    return places
  }

  private static func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int
  ) -> Value {
    Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  private static func degrees(_ value: Int32) -> Int32? { value == .min ? nil : value }

  /// The file of a gazetteer.
  public static func encode(_ entries: [UInt64: [GazetteerPlace]]) -> [UInt8] {
    var slots = 1024
    while slots * 3 < entries.count * 4 { slots *= 2 }
    var keys = [UInt64](repeating: 0, count: slots)
    var firsts = [UInt32](repeating: 0, count: slots)
    var places: [UInt8] = []
    for (key, found) in entries.sorted(by: { $0.key < $1.key }) where !found.isEmpty {
      var slot = Int(truncatingIfNeeded: key) & (slots - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      keys[slot] = key
      firsts[slot] = UInt32(places.count / placeBytes)
      for (index, place) in found.enumerated() {
        append(place.id, to: &places)
        append(place.latitude ?? .min, to: &places)
        append(place.longitude ?? .min, to: &places)
        append(UInt32(clamping: place.population), to: &places)
        let letters = Array(place.country.utf8.prefix(2))
        places += letters + [UInt8](repeating: 0, count: 2 - letters.count)
        places += [place.kind.rawValue, index == found.count - 1 ? 1 : 0]
      }
    }
    var out = magic
    append(version, to: &out)
    append(UInt32(slots), to: &out)
    append(UInt32(places.count / placeBytes), to: &out)
    for key in keys { append(key, to: &out) }
    for first in firsts { append(first, to: &out) }
    return out + places
  }

  private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }
}
