/// Reads delimited values byte by byte (RFC 4180): a field that begins with a quotation mark goes on to the
/// next one, through delimiters and line breaks, and "" stands for one in it. A quotation mark elsewhere in
/// a field is a letter like any other.
struct DelimitedText {
  enum Event {
    case none, fieldEnd, rowEnd
    /// Text follows a closing quotation mark.
    case stray
  }

  private enum State { case fieldStart, plain, quoted, closed }

  let delimiter: UInt8
  private var state = State.fieldStart

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Whether a quotation mark is open.
  var isQuoted: Bool { state == .quoted }

  @inline(__always)
  mutating func step(_ byte: UInt8) -> Event {
    if state == .quoted {
      if byte == UInt8(ascii: "\"") { state = .closed }
      return .none
    }
    if byte == delimiter {
      state = .fieldStart
      return .fieldEnd
    }
    if byte == 0x0A {
      state = .fieldStart
      return .rowEnd
    }
    switch state {
    case .closed:
      if byte == UInt8(ascii: "\"") {
        state = .quoted
      } else if byte != 0x0D {
        return .stray
      }
    case .fieldStart: state = byte == UInt8(ascii: "\"") ? .quoted : .plain
    default: break
    }
    return .none
  }

  /// The fields of one row; nil where its quotation marks don't fit.
  static func fields(_ row: ArraySlice<UInt8>, delimiter: UInt8) -> [String]? {
    var text = DelimitedText(delimiter: delimiter)
    var fields: [String] = []
    var start = row.startIndex
    for i in row.indices {
      switch text.step(row[i]) {
      case .none: break
      case .stray: return nil
      case .fieldEnd:
        fields.append(field(row[start..<i]))
        start = i + 1
      case .rowEnd: return nil
      }
    }
    guard !text.isQuoted else { return nil }
    fields.append(field(row[start...]))
    return fields
  }

  private static func field(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    if bytes.last == 0x0D { bytes.removeLast() }
    guard bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\""), bytes.count > 1 else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var wasQuote = false
    for byte in bytes.dropFirst().dropLast() {
      let isSecond = byte == UInt8(ascii: "\"") && wasQuote
      if !isSecond { out.append(byte) }
      wasQuote = byte == UInt8(ascii: "\"") && !isSecond
    }
    return String(decoding: out, as: UTF8.self)
  }
}
