import Isnad
import IsnadArabic
import IsnadText

/// A name as the archive knows it: of one label, in one spelling, of one place of the map.
///
/// Its number is made of these alone (52 bits of a fingerprint), so it is the same whatever came first, and in every
/// database.
struct NameKey: Hashable, Sendable {
  let label: String
  let name: String
  /// `geonames:360630`; nil for what is no place or is not known.
  let kbID: String?

  var number: Int64 {
    Int64(Fingerprint.of("\(label)\u{0}\(kbID ?? "")\u{0}\(name)") & 0xF_FFFF_FFFF_FFFF)
  }

  /// Who speaks without being a name, such as مصدر حكومي.
  static let described = "DESC"

  /// A number as people meet it in addresses.
  static func id(_ number: Int64) -> String { String(number, radix: 36) }
  static func number(_ id: String) -> Int64? {
    // Int64 takes capitals and signs as well.
    let isPlain = id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    // 52 bits are 11 digits at most.
    return isPlain && id.utf8.count <= 11 ? Int64(id, radix: 36) : nil
  }
}
