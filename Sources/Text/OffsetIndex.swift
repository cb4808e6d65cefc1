/// The unit in which a document's offsets are written.
public enum OffsetUnit: String, Sendable, CaseIterable {
  /// Unicode code points, as Python counts. The default.
  case codepoint
  /// Bytes of UTF-8, as Rust and Go count.
  case utf8
  /// UTF-16 code units, as JavaScript and Java count.
  case utf16
}

/// Turns byte offsets of one text into another unit, and back.
///
/// Every 64 bytes the count so far is noted, so a look-up reads at most 64 bytes and building
/// costs one pass.
public struct OffsetIndex: Sendable {
  private static let stride = 64
  private let marks: [Int]
  private let bytes: [UInt8]
  public let unit: OffsetUnit

  public init(_ text: SourceText, unit: OffsetUnit) {
    self.unit = unit
    bytes = text.bytes
    marks = unit == .utf8 ? [] : Self.marks(text.bytes.span, unit)
  }

  private static func marks(_ bytes: Span<UInt8>, _ unit: OffsetUnit) -> [Int] {
    var marks: [Int] = []
    marks.reserveCapacity(bytes.count / stride + 2)
    var count = 0
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        marks.append(count)
        let block = UnsafeBufferPointer(rebasing: bytes[start..<min(start + stride, bytes.count)])
        // A sum of at most 128 in a byte: a processor adds many of them at once.
        var units: UInt8 = 0
        for byte in block {
          units &+= byte & 0xC0 == 0x80 ? 0 : 1
          if unit == .utf16 { units &+= byte >= 0xF0 ? 1 : 0 }
        }
        count += Int(units)
        start += stride
      }
    }
    marks.append(count)
    return marks
  }

  /// How many units a text's byte begins: continuation bytes begin none.
  @inline(__always)
  private static func units(_ byte: UInt8, _ unit: OffsetUnit) -> Int {
    if byte & 0xC0 == 0x80 { return 0 }
    return unit == .utf16 && byte >= 0xF0 ? 2 : 1
  }

  /// The unit offset of a byte offset. An offset inside a code point counts as its end.
  public func offset(ofByte byte: Int) -> Int {
    if unit == .utf8 { return byte }
    let byte = min(max(0, byte), bytes.count)
    if byte == bytes.count { return marks[marks.count - 1] }
    let block = byte / Self.stride
    return bytes.withUnsafeBytes {
      marks[block] + Self.units($0, from: block * Self.stride, to: byte, unit)
    }
  }

  /// How many units the bytes of a range begin, eight at a time: a continuation byte, 10xxxxxx, begins none.
  private static func units(_ bytes: UnsafeRawBufferPointer, from: Int, to: Int, _ unit: OffsetUnit) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var count = to - from
    var i = from
    while i + 8 <= to {
      let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      count -= (word >> 7 & ~(word >> 6) & ones).nonzeroBitCount
      if unit == .utf16 { count += (word & word << 1 & word << 2 & word << 3 & ones << 7).nonzeroBitCount }
      i += 8
    }
    while i < to {
      count += units(bytes[i], unit) - 1
      i += 1
    }
    return count
  }

  /// The byte offset of a unit offset, or nil where the text is shorter or the offset cuts a
  /// code point.
  public func byte(ofOffset offset: Int) -> Int? {
    if unit == .utf8 {
      let inside = offset >= 0 && offset < bytes.count && bytes[offset] & 0xC0 != 0x80
      return inside || offset == bytes.count ? offset : nil
    }
    guard offset >= 0, let total = marks.last, offset <= total else { return nil }
    if offset == total { return bytes.count }
    var low = 0
    var high = marks.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if marks[middle] <= offset { low = middle } else { high = middle }
    }
    var count = marks[low]
    let view = bytes.span
    var i = low * Self.stride
    while i < view.count {
      let step = Self.units(view[i], unit)
      if step > 0 && count >= offset { return count == offset ? i : nil }
      count += step
      i += 1
    }
    return nil
  }
}
