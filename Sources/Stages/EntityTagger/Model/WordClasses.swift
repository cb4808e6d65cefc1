import IsnadArabic

/// Words by the company that they keep: two numbers a word, of a coarse and of a fine division.
struct WordClasses: Sendable {
  static let none: (coarse: UInt16, fine: UInt16) = (0, 0)
  private let table: NumberedKeys

  init(_ table: NumberedKeys) { self.table = table }

  func knows(_ word: UInt64) -> Bool { table[word] != nil }

  func callAsFunction(of index: Int, _ words: NameWords) -> (coarse: UInt16, fine: UInt16) {
    guard index >= 0, index < words.tokens.count else { return Self.none }
    if let found = table[words.tokens[index].fingerprint] { return Self.parts(found) }
    let clitics = Int(words[index].stripped)
    guard clitics > 0 else { return Self.none }
    let form = words.tokens[index].form
    let bytes = words.tokens.forms
    let rest = Fingerprint.of(bytes.span, from: form.start + clitics, to: form.end)
    return table[rest].map(Self.parts) ?? Self.none
  }

  /// Six bits for the coarse class, ten for the fine one; 0 is no class.
  private static func parts(_ value: UInt16) -> (coarse: UInt16, fine: UInt16) {
    (value >> 10 + 1, value & 0x3FF + 1)
  }
}

/// Keys and numbers as they lie in a model file, looked up by open addressing.
struct NumberedKeys: Sendable {
  let keys: [UInt64]
  let values: [UInt16]

  static let empty = NumberedKeys(keys: [0], values: [0])

  subscript(key: UInt64) -> UInt16? {
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
  }

  /// - Returns: a table at most half full, its size a power of two.
  static func make(_ entries: [(key: UInt64, value: UInt16)]) -> NumberedKeys {
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    var keys = [UInt64](repeating: 0, count: size)
    var values = [UInt16](repeating: 0, count: size)
    for (key, value) in entries {
      var slot = Int(truncatingIfNeeded: key) & (size - 1)
      while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
      keys[slot] = key
      values[slot] = value
    }
    return NumberedKeys(keys: keys, values: values)
  }
}
