import CLibXML2

/// The entities that a feed's document type gives its entries. An external one is never loaded: that of RSS 0.91
/// declares HTML's, so HTML's names keep their meaning where any is named. Of an internal one only plain text is
/// taken, nothing that unfolds.
struct FeedEntities {
  private static let limits = (entities: 500, bytes: 64)
  private static let predefined: Set<String> = ["amp", "lt", "gt", "quot", "apos"]

  /// Whether the feed has a document type; without one XML knows five entities alone.
  private(set) var areDeclared = false
  private var own: [String: [UInt8]] = [:]

  /// Reads a `<!DOCTYPE …>`.
  /// - Returns: where it ends.
  mutating func read(_ bytes: [UInt8], from: Int) -> Int {
    areDeclared = true
    var quote: UInt8?
    var isInside = false
    var at = from
    while at < bytes.count {
      let byte = bytes[at]
      if let open = quote {
        if byte == open { quote = nil }
      } else if bytes[at...].starts(with: "<!--".utf8) {
        while at < bytes.count, !bytes[at...].starts(with: "-->".utf8) { at += 1 }
      } else if isInside, bytes[at...].starts(with: "<!ENTITY".utf8) {
        at = readEntity(bytes, from: at + 8)
        continue
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "[") {
        isInside = true
      } else if byte == UInt8(ascii: "]") {
        isInside = false
      } else if byte == UInt8(ascii: ">"), !isInside {
        return at + 1
      }
      at += 1
    }
    // One that does not end is no more than its first tag.
    return (bytes[from...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
  }

  /// Reads ` name "text">`.
  private mutating func readEntity(_ bytes: [UInt8], from: Int) -> Int {
    var at = from
    func skipSpace() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }
    skipSpace()
    let name = bytes[at...].prefix(64).prefix { $0 > 0x20 && $0 < 0x80 && $0 != UInt8(ascii: ">") }
    at += name.count
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
      return at
    }
    let quote = bytes[at]
    let value = bytes[(at + 1)...].prefix { $0 != quote }
    if own.count < Self.limits.entities, let plain = Self.plain(value) {
      let name = String(decoding: name, as: UTF8.self)
      if own[name] == nil { own[name] = plain }
    }
    return min(bytes.count, value.endIndex + 1)
  }

  /// A declared text with its references to characters; nil for one that holds more.
  private static func plain(_ value: ArraySlice<UInt8>) -> [UInt8]? {
    guard value.count <= limits.bytes, !value.contains(UInt8(ascii: "<")), !value.contains(UInt8(ascii: "%"))
    else {
      return nil
    }
    var text = ""
    var rest = value
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += String(decoding: rest[..<mark], as: UTF8.self)
      guard let end = rest[mark...].firstIndex(of: UInt8(ascii: ";")) else { return nil }
      let name = String(decoding: rest[(mark + 1)..<end], as: UTF8.self)
      guard let scalar = character(name) else { return nil }
      text.unicodeScalars.append(scalar)
      rest = rest[(end + 1)...]
    }
    text += String(decoding: rest, as: UTF8.self)
    return Array(XMLText.escaped(text).utf8)
  }

  /// What `#160`, `#xA0` or one of HTML's names stands for.
  private static func character(_ name: String) -> Unicode.Scalar? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
    return name.withCString { name in
      name.withMemoryRebound(to: xmlChar.self, capacity: 1) { htmlEntityLookup($0) }
    }.flatMap { Unicode.Scalar($0.pointee.value) }
  }

  /// A piece of the feed with what its entities stand for; what none of them is stays, and sections of CDATA are as
  /// they are.
  /// - Returns: nil where it would grow beyond `limit` bytes.
  func replaced(in piece: ArraySlice<UInt8>, upTo limit: Int, always: Bool = false) -> [UInt8]? {
    guard areDeclared || always, piece.contains(UInt8(ascii: "&")) else {
      return piece.count <= limit ? Array(piece) : nil
    }
    var out: [UInt8] = []
    out.reserveCapacity(piece.count)
    var at = piece.startIndex
    var isLiteral = false
    while at < piece.endIndex {
      let byte = piece[at]
      if byte == UInt8(ascii: "<"), piece[at...].starts(with: "<![CDATA[".utf8) { isLiteral = true }
      if byte == UInt8(ascii: "]"), isLiteral, piece[at...].starts(with: "]]>".utf8) { isLiteral = false }
      if byte == UInt8(ascii: "&"), !isLiteral, let (text, end) = meaning(piece[at...]) {
        out += text
        at = end
      } else {
        out.append(byte)
        at += 1
      }
      guard out.count <= limit else { return nil }
    }
    return out
  }

  private func meaning(_ rest: ArraySlice<UInt8>) -> (text: [UInt8], end: Int)? {
    guard let end = rest.prefix(34).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
    guard !name.hasPrefix("#"), !Self.predefined.contains(name) else { return nil }
    if let text = own[name] { return (text, end + 1) }
    guard let scalar = Self.character(name) else { return nil }
    return (Array(XMLText.escaped(String(scalar)).utf8), end + 1)
  }
}

enum XMLText {
  /// A text as it may stand in XML.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "<>&\"".utf8.contains($0) }) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"": out += "&quot;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
