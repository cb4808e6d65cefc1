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
  /// Nowhere for a continent.
  public let country: CountryCode
  /// Hundred-thousandths of a degree; of a country those of its capital. Nil where nobody says.
  public let latitude: Int32?
  public let longitude: Int32?
  public let population: Int

  public init(
    id: UInt32, kind: Kind, country: CountryCode, latitude: Int32?, longitude: Int32?, population: Int
  ) {
    self.id = id
    self.kind = kind
    self.country = country
    self.latitude = latitude
    self.longitude = longitude
    self.population = population
  }
}

/// A country by the two letters of ISO 3166-1.
public struct CountryCode: Sendable, Hashable, ExpressibleByStringLiteral {
  public static let nowhere = CountryCode(0, 0)

  fileprivate let first: UInt8
  fileprivate let second: UInt8

  fileprivate init(_ first: UInt8, _ second: UInt8) { (self.first, self.second) = (first, second) }

  /// - Parameter text: two letters; all else is ``nowhere``.
  public init(_ text: String) {
    let letters = text.utf8
    guard letters.count == 2, let first = letters.first, let second = letters.last else {
      self = .nowhere
      return
    }
    self.init(first, second)
  }

  public init(stringLiteral text: String) { self.init(text) }

  /// The letters; nil for ``nowhere``.
  public var letters: String? {
    guard self != .nowhere else { return nil }
    return String(unsafeUninitializedCapacity: 2) { buffer in
      (buffer[0], buffer[1]) = (first, second)
      return 2
    }
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

  /// The places that bear a name, by their numbers in the gazetteer: most names are asked for what few places of
  /// them are.
  /// - Parameter key: the name's tokens in match form, joined as ``Fingerprint/joined(_:_:)`` does.
  public func places(named key: UInt64) -> Range<Int> {
    guard key != 0 else { return 0..<0 }
    return bytes.withUnsafeBytes { bytes in
      var slot = Int(truncatingIfNeeded: key) & (slots - 1)
      for _ in 0..<slots {
        let found: UInt64 = Self.load(bytes, Self.headBytes + slot * 8)
        if found == 0 { break }
        if found == key { return places(bytes, at: slot) }
        slot = (slot + 1) & (slots - 1)
      }
      return 0..<0
    }
  }

  private func places(_ bytes: UnsafeRawBufferPointer, at slot: Int) -> Range<Int> {
    let first = Int(Self.load(bytes, Self.headBytes + slots * 8 + slot * 4) as UInt32)
    var end = first
    while end < count {
      end += 1
      if bytes[place(end - 1) + 19] == 1 { break }
    }
    return first..<end
  }

  /// Where a place lies in the bytes.
  private func place(_ index: Int) -> Int { Self.headBytes + slots * 12 + index * Self.placeBytes }

  /// A place by its number.
  public subscript(index: Int) -> GazetteerPlace {
    bytes.withUnsafeBytes { bytes in
      let at = place(index)
      return GazetteerPlace(
        id: Self.load(bytes, at), kind: GazetteerPlace.Kind(rawValue: bytes[at + 18]) ?? .city,
        country: CountryCode(bytes[at + 16], bytes[at + 17]),
        latitude: Self.degrees(Self.load(bytes, at + 4)), longitude: Self.degrees(Self.load(bytes, at + 8)),
        population: Int(Self.load(bytes, at + 12) as UInt32))
    }
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
        places += [
          place.country.first, place.country.second, place.kind.rawValue, index == found.count - 1 ? 1 : 0,
        ]
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
