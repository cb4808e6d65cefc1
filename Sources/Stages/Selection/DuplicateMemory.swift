import Isnad

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The documents that `deduplicate` has seen and kept, the last `window` of them, and of these those that are younger than
/// `age`.
///
/// A document is found again by its keys: one fingerprint of an exact duplicate, or a key for each of 16
/// bands of three bytes of its signature (locality-sensitive hashing: two texts with a share `s` of
/// their shingles in common meet in a band with a chance of `1 - (1 - s^3)^16`, 0.99998 for 0.8 and 0.88
/// for 0.5). Keys lead to the newest document that has them, links from there to the older ones.
struct DuplicateMemory: Sendable {
  static let bands = 16
  static let rows = 3
  /// Documents that are compared with a new one, the newest first; more have keys in common only where
  /// somebody means it.
  static let maxCandidates = 1_000

  let window: Int
  let signatureSize: Int
  /// In seconds; nil where only newer documents push older ones out.
  let age: Int?
  private(set) var kept = 0
  private(set) var duplicates = 0
  private var ids: [String] = []
  private var signatures: [UInt8] = []
  private var exact: [UInt64] = []
  /// When each was seen, in seconds since 1970; they don't fall.
  private var times: [Int64] = []
  /// The first document that is not too old.
  private var young = 0
  private var heads: [UInt64: Int] = [:]
  private var links: [Int32] = []

  /// - Parameters:
  ///   - isNear: whether documents are known by signatures.
  ///   - age: for how many seconds they are remembered; nil for as long as there is room.
  init(window: Int, isNear: Bool, age: Int? = nil) {
    self.window = window
    self.age = age
    signatureSize = isNear ? MinHash.size : 0
  }

  private var oldest: Int { max(young, kept - window) }
  private var isNear: Bool { signatureSize > 0 }

  /// Forgets what is too old.
  /// - Parameter now: in seconds since 1970.
  mutating func forget(at now: Int) {
    guard let age else { return }
    young = oldest
    while young < kept, times[young % window] <= now - age { young += 1 }
  }

  // MARK: Exact

  /// The document of this fingerprint; else the new one is remembered.
  /// - Parameter now: in seconds since 1970, where documents age.
  mutating func original(of key: UInt64, id: String, at now: Int = 0) -> String? {
    forget(at: now)
    if let number = heads[key], number >= oldest {
      duplicates += 1
      return ids[number % window]
    }
    remember(id, exact: key, at: now)
    return nil
  }

  // MARK: Near

  /// The most similar document with at least `threshold` in common; else the new one is remembered.
  mutating func original(
    of signature: [UInt8], id: String, threshold: Double, at now: Int = 0
  ) -> (id: String, similarity: Double)? {
    forget(at: now)
    var best: (number: Int, agreeing: Int)?
    var candidates = 0
    for band in 0..<Self.bands {
      var number = heads[Self.key(band, signature, at: 0)] ?? -1
      while number >= oldest, candidates < Self.maxCandidates {
        candidates += 1
        let agreeing = agreement(signature, number)
        if agreeing > best?.agreeing ?? -1 || agreeing == best?.agreeing && number < best?.number ?? 0 {
          best = (number, agreeing)
        }
        number = Int(links[number % window * Self.bands + band])
      }
    }
    if let best, case let similarity = MinHash.similarity(agreeing: best.agreeing), similarity >= threshold {
      duplicates += 1
      return (ids[best.number % window], similarity)
    }
    remember(id, signature: signature, at: now)
    return nil
  }

  private func agreement(_ signature: [UInt8], _ number: Int) -> Int {
    let start = number % window * signatureSize
    var agreeing = 0
    for index in 0..<signatureSize where signatures[start + index] == signature[index] { agreeing += 1 }
    return agreeing
  }

  private static func key(_ band: Int, _ signature: [UInt8], at start: Int) -> UInt64 {
    var key = UInt64(band)
    for row in 0..<rows { key = key << 8 | UInt64(signature[start + band * rows + row]) }
    return key
  }

  // MARK: Remembering

  private mutating func remember(
    _ id: String, exact key: UInt64 = 0, signature: [UInt8] = [], at now: Int
  ) {
    let slot = kept % window
    if age != nil {
      // A clock that is set back makes no document older than those before it.
      let time = max(Int64(now), kept > oldest ? times[(kept - 1) % window] : 0)
      if times.count < window { times.append(time) } else { times[slot] = time }
    }
    if ids.count < window {
      ids.append(id)
      signatures += signature
      if isNear { links += Array(repeating: -1, count: Self.bands) } else { exact.append(key) }
    } else {
      ids[slot] = id
      if isNear {
        signatures.replaceSubrange(slot * signatureSize..<(slot + 1) * signatureSize, with: signature)
      } else {
        exact[slot] = key
      }
    }
    index(slot, number: kept)
    kept += 1
    // Keys of documents that are forgotten, once in a while.
    if kept % window == 0 { heads = heads.filter { $0.value >= oldest } }
  }

  private mutating func index(_ slot: Int, number: Int) {
    guard isNear else {
      heads[exact[slot]] = number
      return
    }
    for band in 0..<Self.bands {
      let key = Self.key(band, signatures, at: slot * signatureSize)
      // A link is 32 bits wide; what lies further back than the window is forgotten anyway.
      links[slot * Self.bands + band] = Int32(clamping: heads[key] ?? -1)
      heads[key] = number
    }
  }
}

/// In a checkpoint: ids, and signatures or fingerprints as base64. Keys and links are made anew.
extension DuplicateMemory: Codable {
  private enum CodingKeys: CodingKey { case window, near, kept, duplicates, ids, data, age, times }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(window, forKey: .window)
    try container.encode(isNear, forKey: .near)
    try container.encode(kept, forKey: .kept)
    try container.encode(duplicates, forKey: .duplicates)
    try container.encode(ids, forKey: .ids)
    let data = isNear ? Data(signatures) : exact.withUnsafeBytes { Data($0) }
    try container.encode(data, forKey: .data)
    guard let age else { return }
    try container.encode(age, forKey: .age)
    try container.encode(times.withUnsafeBytes { Data($0) }, forKey: .times)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      window: try container.decode(Int.self, forKey: .window),
      isNear: try container.decode(Bool.self, forKey: .near),
      age: try container.decodeIfPresent(Int.self, forKey: .age))
    kept = try container.decode(Int.self, forKey: .kept)
    duplicates = try container.decode(Int.self, forKey: .duplicates)
    ids = try container.decode([String].self, forKey: .ids)
    let data = try container.decode(Data.self, forKey: .data)
    if age != nil { times = Self.integers(try container.decode(Data.self, forKey: .times)) }
    let width = isNear ? signatureSize : MemoryLayout<UInt64>.size
    guard (1...DeduplicateStage.maxWindow).contains(window), ids.count <= window, kept >= ids.count,
      kept <= Int32.max, ids.count == window || kept == ids.count, data.count == ids.count * width,
      duplicates >= 0, times.count == (age == nil ? 0 : ids.count), age ?? 0 >= 0
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .data, in: container, debugDescription: "the memory of duplicates is damaged")
    }
    if isNear {
      signatures = Array(data)
      links = Array(repeating: -1, count: ids.count * Self.bands)
    } else {
      exact = Self.integers(data)
    }
    for number in oldest..<kept { index(number % window, number: number) }
  }

  private static func integers<T: FixedWidthInteger & BitwiseCopyable>(_ data: Data) -> [T] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: T.self) }
    }
  }
}
