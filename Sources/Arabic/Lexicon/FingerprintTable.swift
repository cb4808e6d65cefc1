import IsnadText

/// A map from fingerprints to values: open addressing with linear probing. A fingerprint is its
/// own hash, so a look-up is one or two memory reads. The key 0 marks a free slot and stands as 1.
public struct FingerprintTable<Value: Sendable>: Sendable {
  @usableFromInline var keys: [UInt64]
  @usableFromInline var values: [Value?]
  @usableFromInline var mask: Int
  @usableFromInline var used = 0
  @inlinable public var count: Int { used }

  @inlinable public init(capacity: Int = 16) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    values = [Value?](repeating: nil, count: size)
    mask = size - 1
  }

  /// The slot of a key; nil where the table does not hold it.
  @inlinable @inline(__always)
  func slot(of key: UInt64) -> Int? {
    let key = Swift.max(key, 1)
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != key {
      if keys[slot] == 0 { return nil }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// All keys with their values, in no order.
  @inlinable public var pairs: [(key: UInt64, value: Value)] {
    keys.indices.compactMap { slot in values[slot].map { (keys[slot], $0) } }
  }

  @inlinable public func contains(_ key: UInt64) -> Bool { slot(of: key) != nil }

  @inlinable public subscript(key: UInt64) -> Value? {
    @inline(__always) get { slot(of: key).flatMap { values[$0] } }
    set {
      guard let newValue else { return }
      if (used + 1) * 2 > keys.count { grow() }
      let key = Swift.max(key, 1)
      var slot = Int(truncatingIfNeeded: key) & mask
      while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
      if keys[slot] == 0 { used += 1 }
      keys[slot] = key
      values[slot] = newValue
    }
  }

  @inlinable mutating func grow() {
    var larger = FingerprintTable(capacity: keys.count)
    for (slot, value) in values.enumerated() {
      if let value { larger[keys[slot]] = value }
    }
    self = larger
  }
}
