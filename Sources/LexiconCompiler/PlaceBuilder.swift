import ArgumentParser
import IsnadArabic
import IsnadText
import SystemPackage

/// Collects places under the fingerprints of their names.
struct PlaceBuilder {
  private(set) var entries: [UInt64: [GazetteerPlace]] = [:]
  private let tokenizer = Tokenizer()

  /// Reads what `places.py` has written.
  mutating func add(from path: FilePath) throws {
    for line in try TextFile.lines(path) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 7, let kind = Self.kinds[fields[1]], let id = UInt32(fields[2]) else {
        throw ValidationError("no place: \(line)")
      }
      let place = GazetteerPlace(
        id: id, kind: kind, country: CountryCode(fields[3]), latitude: Self.scaled(fields[4]),
        longitude: Self.scaled(fields[5]),
        population: Int(fields[6]) ?? 0)
      let names = kind == .nationality ? LexiconBuilder.nationalityForms(fields[0]) : [fields[0]]
      for name in names { add(name, place) }
    }
  }

  private static func scaled(_ degrees: String) -> Int32? {
    Double(degrees).map { Int32(($0 * 100_000).rounded()) }
  }

  private static let kinds: [String: GazetteerPlace.Kind] = [
    "city": .city, "capital": .capital, "country": .country, "continent": .continent,
    "nationality": .nationality, "region": .region,
  ]

  private mutating func add(_ name: String, _ place: GazetteerPlace) {
    let tokens = tokenizer(SourceText(name))
    guard let first = tokens.items.first else { return }
    let key = tokens.items.dropFirst().reduce(first.fingerprint) { Fingerprint.joined($0, $1.fingerprint) }
    if !entries[key, default: []].contains(place) { entries[key, default: []].append(place) }
  }
}
