/// Writes JSON as UTF-8 bytes, compact, members in the order in which they are written.
///
/// The writer places the commas; a member's name goes before its value:
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///   json.name("id"); json.string("a1")
/// }
/// ```
public struct JSONWriter: Sendable {
  public internal(set) var bytes: [UInt8] = []
  var needsComma = false

  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// The same with room for so many bytes in all: whoever writes one beginning again and again makes it once.
  public func copy(capacity: Int) -> JSONWriter {
    var copy = self
    copy.bytes.reserveCapacity(capacity)
    return copy
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  @inline(__always)
  mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    beginObject()
    try body(&self)
    endObject()
  }

  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    beginArray()
    try body(&self)
    endArray()
  }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  private mutating func open(_ byte: UInt8) {
    let needsComma = needsComma
    bytes.append(addingCapacity: 2) { out in
      if needsComma { out.append(UInt8(ascii: ",")) }
      out.append(byte)
    }
    self.needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  /// A member's name. Literals of plain ASCII take the fast way.
  public mutating func name(_ name: StaticString) {
    let needsComma = needsComma
    name.withUTF8Buffer { name in
      // One look at the capacity for all of it: an annotation has a dozen names.
      bytes.append(addingCapacity: name.count + 4) { out in
        if needsComma { out.append(UInt8(ascii: ",")) }
        out.append(UInt8(ascii: "\""))
        out.append(copying: name)
        out.append(UInt8(ascii: "\""))
        out.append(UInt8(ascii: ":"))
      }
    }
    self.needsComma = false
  }

  /// Any other name; a literal is none, though it could be a string too.
  @_disfavoredOverload
  public mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func null() { raw("null") }
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  private mutating func raw(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// A string of UTF-8.
  private mutating func string(_ source: UnsafeBufferPointer<UInt8>) {
    // One look at the capacity for a string without escapes, as most are.
    let plain = UnsafeBufferPointer(rebasing: source[..<StringScan.next(source, from: 0, also: 0xE2)])
    let isWhole = plain.count == source.count
    let needsComma = needsComma
    bytes.append(addingCapacity: plain.count + 3) { out in
      if needsComma { out.append(UInt8(ascii: ",")) }
      out.append(UInt8(ascii: "\""))
      out.append(copying: plain)
      if isWhole { out.append(UInt8(ascii: "\"")) }
    }
    self.needsComma = true
    guard !isWhole else { return }
    append(escaping: UnsafeBufferPointer(rebasing: source[plain.count...]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// One string of two texts with a mark of plain ASCII between them.
  public mutating func string(_ first: String, _ mark: StaticString, _ second: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(escaping: first)
    mark.withUTF8Buffer { bytes.append(contentsOf: $0) }
    append(escaping: second)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string of the bytes `range` of `source`, which must be valid UTF-8.
  public mutating func string(_ source: [UInt8], _ range: Range<Int>) {
    source.withUnsafeBufferPointer { string(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let n): number(n.text)
    case .string(let s): string(s)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// Ends a line of JSON Lines.
  public mutating func newline() {
    bytes.append(0x0A)
    needsComma = false
  }

  public mutating func removeAll(keepingCapacity: Bool = true) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    needsComma = false
  }

  private mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { append(escaping: $0) }
  }

  private mutating func append(escaping source: UnsafeBufferPointer<UInt8>) {
    var run = 0
    var i = 0
    while true {
      i = StringScan.next(source, from: i, also: 0xE2)
      guard i < source.count else { break }
      let byte = source[i]
      // U+2028 and U+2029 end a line for some readers of JSON Lines, so they go out escaped.
      if byte == 0xE2 {
        let isLineSeparator =
          i + 2 < source.count && source[i + 1] == 0x80 && (source[i + 2] & 0xFE) == 0xA8
        guard isLineSeparator else {
          i += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[run..<i]))
        bytes.append(contentsOf: Array("\\u202".utf8))
        bytes.append(source[i + 2] == 0xA8 ? UInt8(ascii: "8") : UInt8(ascii: "9"))
        i += 3
        run = i
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[run..<i]))
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      default:
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: Array("u00".utf8))
        bytes.append(hex[Int(byte >> 4)])
        bytes.append(hex[Int(byte & 15)])
      }
      i += 1
      run = i
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[run...]))
  }
}

extension OutputSpan<UInt8> {
  /// Appends bytes for which there is room.
  @inline(__always)
  fileprivate mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
    withUnsafeMutableBufferPointer { buffer, count in
      guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
      precondition(bytes.count <= buffer.count - count)
      (target + count).initialize(from: source, count: bytes.count)
      count += bytes.count
    }
  }
}
