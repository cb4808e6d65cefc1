import Isnad
import IsnadText

/// A linear-chain conditional random field over hashed features.
///
/// On disk, little-endian: a ``ModelHeader`` (`ISNADTAG`) with `labels`, `bits`, `classes` and what is known of the
/// training; then the
/// scale of the weights (Float32), the transitions (Float32, from each label and the start to each label), the
/// weights (Int8, 2^bits rows of one a label), and the keys (UInt64) and numbers (UInt16) of the word classes.
struct TaggerModel: Sendable {
  static let version: UInt32 = 1
  static let magic = Array("ISNADTAG".utf8)
  static let maxBits = 22
  /// As many as a row holds.
  static let maxLabels = 15

  let chain: LabelChain
  let bits: Int
  let scale: Float
  let rows: [LabelWeights]
  let classes: WordClasses
  /// The header, with training data and scores.
  let header: JSONValue
  /// Features that it knows nothing of.
  let without: FeatureFamilies
  let calibration: Calibration
  let memos = Memos { WordMemo() }

  var labels: [String] { chain.labels }
  var mask: UInt64 { (1 << UInt64(bits)) - 1 }

  // MARK: The file

  /// - Throws: ``TaggerModelError`` where the bytes are no model, are cut off, or have another version.
  init(_ bytes: UnsafeRawBufferPointer) throws(TaggerModelError) {
    let start = try ModelHeader(bytes, magic: Self.magic, version: Self.version)
    let header = start.json
    guard
      let labels = header["labels"]?.array?.compactMap(\.string), (3...Self.maxLabels).contains(labels.count),
      Self.areLabels(labels), let bits = header["bits"]?.int,
      (1...Self.maxBits).contains(bits), let classes = header["classes"]?.int, classes >= 1,
      classes & (classes - 1) == 0, classes <= 1 << 20
    else { throw .notAModel }
    let count = labels.count
    var place = start.end
    func floats(_ count: Int) -> [Float] {
      defer { place += count * 4 }
      return (0..<count).map {
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: place + $0 * 4, as: UInt32.self)))
      }
    }
    let size = 4 + (count + 1) * count * 4 + count << bits + classes * 10
    guard bytes.count == place + size else { throw .cut(bytes.count) }
    scale = floats(1)[0]
    let transitions = floats((count + 1) * count)
    guard scale.isFinite, abs(scale) <= 1e6, LabelChain.areSound(transitions) else { throw .notAModel }
    chain = LabelChain(labels: labels, transitions: transitions)
    let weights = UnsafeRawBufferPointer(rebasing: bytes[place..<place + count << bits])
    rows = LabelWeights.rows(weights, labels: count)
    place += count << bits
    let keys = Self.copy(bytes, place, classes, UInt64.self)
    let values = Self.copy(bytes, place + classes * 8, classes, UInt16.self)
    // A table without an empty slot would be searched for ever.
    guard keys.contains(0) else { throw .notAModel }
    self.classes = WordClasses(NumberedKeys(keys: keys, values: values))
    self.bits = bits
    self.header = header
    let missing = header["without"]?.array?.compactMap(\.string) ?? []
    without = FeatureFamilies(FeatureFamilies.named.filter { missing.contains($0.name) }.map(\.family))
    calibration = header["calibration"].flatMap(Calibration.init) ?? Calibration()
  }

  /// `O`, and for every kind `B-` and `I-`, one behind the other.
  static func areLabels(_ labels: [String]) -> Bool {
    guard labels.first == "O", labels.count % 2 == 1, Set(labels).count == labels.count else { return false }
    return stride(from: 1, to: labels.count, by: 2).allSatisfy {
      labels[$0].hasPrefix("B-") && labels[$0].utf8.count > 2
        && labels[$0 + 1] == "I-" + labels[$0].dropFirst(2)
    }
  }

  private static func copy<T: BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ place: Int, _ count: Int, _ type: T.Type
  ) -> [T] {
    [T](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[place..<place + count * MemoryLayout<T>.stride]))
      filled = count
    }
  }

  /// The file of a model.
  static func encode(
    labels: [String], bits: Int, scale: Float, transitions: [Float], weights: [Int8], classes: NumberedKeys,
    notes: [JSONValue.Member]
  ) -> [UInt8] {
    var bytes = ModelHeader.bytes(
      magic: magic, version: version,
      [
        .init("labels", .array(labels.map { .string($0) })), .init("bits", .integer(bits)),
        .init("classes", .integer(classes.keys.count)),
      ] + notes)
    bytes.append(bytesOf: scale.bitPattern)
    for value in transitions { bytes.append(bytesOf: value.bitPattern) }
    bytes.append(contentsOf: weights.map { UInt8(bitPattern: $0) })
    for key in classes.keys { bytes.append(bytesOf: key) }
    for value in classes.values { bytes.append(bytesOf: value) }
    return bytes
  }
}

/// Why bytes are no model that this version can read.
enum TaggerModelError: Error, Sendable, Hashable, CustomStringConvertible {
  case notAModel
  case version(UInt32, read: UInt32)
  /// The number of bytes does not fit the header.
  case cut(Int)

  var description: String {
    switch self {
    case .notAModel: "this is no model of the entity tagger, or a damaged one"
    case .version(let version, let read): "the model has version \(version), this program reads \(read)"
    case .cut(let count): "the model is cut off or damaged: \(count) bytes do not fit its header"
    }
  }
}
