/// Reads one JSON value from UTF-8 bytes (RFC 8259), strictly and in bounded depth.
///
/// Duplicate member names are an error: of two values for one name a reader would have to drop
/// one without a trace.
public struct JSONParser {
  /// What a parser gives up at.
  public struct Limits: Sendable {
    /// How deep arrays and objects may nest.
    public var depth = 128
    /// Of two members of one name the first one is kept: for what others wrote and no document comes of.
    public var keepsFirst = false
    public init(depth: Int = 128, keepsFirst: Bool = false) {
      self.depth = depth
      self.keepsFirst = keepsFirst
    }
  }

  private let bytes: ArraySlice<UInt8>
  private let limits: Limits
  /// Whether the bytes are known to be UTF-8: strings are then taken without looking at them again.
  private let isUTF8: Bool
  private var i: Int
  private let end: Int
  private let start: Int

  private init(_ bytes: ArraySlice<UInt8>, _ limits: Limits, isUTF8: Bool) {
    self.bytes = bytes
    self.limits = limits
    self.isUTF8 = isUTF8
    start = bytes.startIndex
    i = bytes.startIndex
    end = bytes.endIndex
  }

  /// Parses `bytes` as exactly one value. What is no UTF-8 in a string is replaced.
  public static func parse(
    _ bytes: ArraySlice<UInt8>, limits: Limits = Limits()
  ) throws(JSONError) -> JSONValue {
    try parse(JSONParser(bytes, limits, isUTF8: false))
  }

  /// The same of bytes that somebody has found to be UTF-8; nobody looks again.
  public static func parse(
    validated bytes: ArraySlice<UInt8>, limits: Limits = Limits()
  ) throws(JSONError) -> JSONValue {
    try parse(JSONParser(bytes, limits, isUTF8: true))
  }

  private static func parse(_ parser: consuming JSONParser) throws(JSONError) -> JSONValue {
    var parser = parser
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.i < parser.end { throw parser.error("text after the value") }
    return value
  }

  public static func parse(_ text: String) throws(JSONError) -> JSONValue {
    try parse(ArraySlice(Array(text.utf8)))
  }

  private func error(_ message: String, at offset: Int? = nil) -> JSONError {
    JSONError(offset: (offset ?? i) - start, message: message)
  }

  @inline(__always)
  private mutating func skipSpace() {
    while i < end {
      switch bytes[i] {
      case 0x20, 0x0A, 0x0D, 0x09: i += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard i < end else { throw error("the value is missing") }
    switch bytes[i] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw error("unexpected character")
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let n = text.utf8CodeUnitCount
    let matches = text.withUTF8Buffer { literal in
      i + n <= end && (0..<n).allSatisfy { bytes[i + $0] == literal[$0] }
    }
    guard matches else { throw error("unexpected word") }
    i += n
    return value
  }

  private static let fewMembers = 8

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < limits.depth else { throw error("nested deeper than \(limits.depth) levels") }
    i += 1
    var members: [JSONValue.Member] = []
    // Of an object with many members; few are looked through sooner than put into a set.
    var names: Set<String> = []
    skipSpace()
    if i < end, bytes[i] == UInt8(ascii: "}") {
      i += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard i < end, bytes[i] == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
      let at = i
      let name = try string()
      let isFirst: Bool
      if members.count < Self.fewMembers {
        isFirst = !members.contains { $0.name == name }
      } else {
        if names.isEmpty { names = Set(members.map(\.name)) }
        isFirst = names.insert(name).inserted
      }
      guard isFirst || limits.keepsFirst else {
        throw error("the name \"\(name)\" stands twice in one object", at: at)
      }
      skipSpace()
      guard i < end, bytes[i] == UInt8(ascii: ":") else { throw error("':' is missing after a name") }
      i += 1
      let value = try value(depth: depth + 1)
      if isFirst { members.append(.init(name, value)) }
      if try closes(UInt8(ascii: "}"), "'}'") { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < limits.depth else { throw error("nested deeper than \(limits.depth) levels") }
    i += 1
    skipSpace()
    if i < end, bytes[i] == UInt8(ascii: "]") {
      i += 1
      return .array([])
    }
    var elements: [JSONValue] = []
    while true {
      elements.append(try value(depth: depth + 1))
      if try closes(UInt8(ascii: "]"), "']'") { return .array(elements) }
    }
  }

  private mutating func closes(_ byte: UInt8, _ name: String) throws(JSONError) -> Bool {
    skipSpace()
    guard i < end else { throw error("\(name) is missing: the value is cut off") }
    if bytes[i] == byte {
      i += 1
      return true
    }
    guard bytes[i] == UInt8(ascii: ",") else { throw error("',' or \(name) is missing") }
    i += 1
    return false
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    let from = i
    if bytes[i] == UInt8(ascii: "-") { i += 1 }
    guard let first = digit() else { throw error("a digit is missing") }
    i += 1
    if first == 0 {
      if digit() != nil { throw error("a number starts with a zero") }
    } else {
      skipDigits()
    }
    if i < end, bytes[i] == UInt8(ascii: ".") {
      i += 1
      guard digit() != nil else { throw error("a digit is missing") }
      skipDigits()
    }
    if i < end, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      if i < end, bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: "-") { i += 1 }
      guard digit() != nil else { throw error("a digit is missing") }
      skipDigits()
    }
    return JSONNumber(String(decoding: bytes[from..<i], as: UTF8.self))
  }

  private func digit() -> UInt8? {
    guard i < end, bytes[i] >= 0x30, bytes[i] <= 0x39 else { return nil }
    return bytes[i] - 0x30
  }

  private mutating func skipDigits() { while digit() != nil { i += 1 } }
}

// MARK: - Strings

extension JSONParser {
  /// The string at the current place, decoded. Runs without escapes are taken whole.
  private mutating func string() throws(JSONError) -> String {
    let open = i
    i += 1
    var run = i
    skipToSpecial()
    if i < end, bytes[i] == UInt8(ascii: "\"") {
      i += 1
      return text(bytes[run..<(i - 1)])
    }
    var decoded: [UInt8] = []
    while i < end {
      switch bytes[i] {
      case UInt8(ascii: "\""):
        decoded.append(contentsOf: bytes[run..<i])
        i += 1
        return text(decoded[...])
      case UInt8(ascii: "\\"):
        decoded.append(contentsOf: bytes[run..<i])
        try escape(into: &decoded)
        run = i
      case 0..<0x20: throw error("a control character stands in a string; write it as \\u00XX")
      default: skipToSpecial()
      }
    }
    throw error("a string is not closed", at: open)
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    isUTF8 ? String(copying: UTF8Span(unchecked: bytes.span)) : String(decoding: bytes, as: UTF8.self)
  }

  /// Goes on to what ends or interrupts a string.
  private mutating func skipToSpecial() {
    let from = i - start
    i = start + bytes.withUnsafeBufferPointer { StringScan.next($0, from: from) }
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    let at = i
    guard i + 1 < end else { throw error("a string is not closed") }
    let code = bytes[i + 1]
    i += 2
    switch code {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(code)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hex4()
      if unit >= 0xD800 && unit < 0xDC00 {
        guard i + 1 < end, bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == UInt8(ascii: "u") else {
          throw error("half of a surrogate pair", at: at)
        }
        i += 2
        let low = try hex4()
        guard low >= 0xDC00 && low < 0xE000 else { throw error("half of a surrogate pair", at: at) }
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw error("half of a surrogate pair", at: at) }
      decoded.append(contentsOf: Array(String(scalar).utf8))
    default: throw error("unknown escape", at: at)
    }
  }

  private mutating func hex4() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard i < end else { throw error("a string is not closed") }
      switch bytes[i] {
      case 0x30...0x39: value = value << 4 | UInt32(bytes[i] - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(bytes[i] - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt32(bytes[i] - 0x61 + 10)
      default: throw error("\\u takes four hexadecimal digits")
      }
      i += 1
    }
    return value
  }
}
