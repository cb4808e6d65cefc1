import IsnadText

/// A map from fingerprints to values: open addressing with linear probing. A fingerprint is its
/// own hash, so a look-up is one or two memory reads.
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

  @inlinable public subscript(key: UInt64) -> Value? {
    @inline(__always) get {
      var slot = Int(truncatingIfNeeded: key) & mask
      while let value = values[slot] {
        if keys[slot] == key { return value }
        slot = (slot + 1) & mask
      }
      return nil
    }
    set {
      guard let newValue else { return }
      if (used + 1) * 2 > keys.count { grow() }
      var slot = Int(truncatingIfNeeded: key) & mask
      while values[slot] != nil && keys[slot] != key { slot = (slot + 1) & mask }
      if values[slot] == nil { used += 1 }
      keys[slot] = key
      values[slot] = newValue
    }
  }

  @usableFromInline mutating func grow() {
    var larger = FingerprintTable(capacity: keys.count)
    for (slot, value) in values.enumerated() {
      if let value { larger[keys[slot]] = value }
    }
    self = larger
  }
}
