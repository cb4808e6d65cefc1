import Isnad

/// Writes HTML as UTF-8 bytes.
///
/// Names of elements and attributes are literals of the program; everything else goes through escaping. So
/// nothing that comes from an article, a pipeline or a plug-in can become markup.
public struct HTMLWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public typealias Attributes = KeyValuePairs<StaticString, String?>

  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Begins an element. An attribute without a value (nil) is left out; an empty one is written bare.
  public mutating func open(_ tag: StaticString, _ attributes: Attributes = [:]) {
    literal("<")
    literal(tag)
    for (name, given) in attributes {
      guard var value = given else { continue }
      literal(" ")
      literal(name)
      guard !value.isEmpty else { continue }
      literal("=\"")
      value.withUTF8 { escape($0, inAttribute: true) }
      literal("\"")
    }
    literal(">")
  }

  public mutating func close(_ tag: StaticString) {
    literal("</")
    literal(tag)
    literal(">")
  }

  public mutating func element(
    _ tag: StaticString, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void
  ) {
    open(tag, attributes)
    body(&self)
    close(tag)
  }

  /// An element that holds a text.
  public mutating func element(_ tag: StaticString, _ attributes: Attributes = [:], _ text: String) {
    element(tag, attributes) { $0.text(text) }
  }

  public mutating func element(_ tag: StaticString, _ text: String) { element(tag, [:], text) }

  public mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0, inAttribute: false) }
  }

  /// The bytes `range` of a text, which must begin and end between code points.
  public mutating func text(_ source: SourceText, _ range: Range<Int>) {
    source.bytes.withUnsafeBufferPointer {
      escape(UnsafeBufferPointer(rebasing: $0[range]), inAttribute: false)
    }
  }

  public mutating func lineBreak() { literal("\n") }

  /// What the program itself wrote: the style and the script, the kind of the document.
  mutating func verbatim(_ source: UnsafeRawBufferPointer) { bytes.append(contentsOf: source) }

  /// Markup that another writer made.
  public mutating func append(_ other: HTMLWriter) { bytes += other.bytes }

  mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Copies runs that need nothing, and replaces the rest.
  private mutating func escape(_ source: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
    var start = 0
    var i = 0
    while i < source.count {
      let byte = source[i]
      guard byte < 0x40 || byte == 0x7F || byte == 0xE2 else {
        i += 1
        continue
      }
      var length = 1
      let replacement: StaticString
      switch byte {
      case UInt8(ascii: "&"): replacement = "&amp;"
      case UInt8(ascii: "<"): replacement = "&lt;"
      case UInt8(ascii: ">"): replacement = "&gt;"
      case UInt8(ascii: "\""): replacement = "&quot;"
      case UInt8(ascii: "'"): replacement = "&#39;"
      case 0x09, 0x0A: replacement = ""
      case 0..<0x20, 0x7F: replacement = "\u{FFFD}"
      default:
        guard let control = BidiControl(source, at: i) else {
          i += 1
          continue
        }
        length = control.length
        replacement = inAttribute ? "\u{FFFD}" : control.badge
      }
      guard replacement.utf8CodeUnitCount > 0 else {
        i += 1
        continue
      }
      bytes.append(contentsOf: source[start..<i])
      literal(replacement)
      i += length
      start = i
    }
    bytes.append(contentsOf: source[start...])
  }
}

/// A character that reorders the text around it (UAX #9: embeddings, overrides, isolates). A page shows that it
/// is there in place of obeying it, for it can make a text say what it does not.
struct BidiControl {
  /// Bytes.
  let length: Int
  /// The markup that stands for it.
  let badge: StaticString

  init?(_ source: UnsafeBufferPointer<UInt8>, at i: Int) {
    guard source[i] == 0xE2, i + 2 < source.count else { return nil }
    length = 3
    switch (source[i + 1], source[i + 2]) {
    case (0x80, 0xAA): badge = "<span class=\"control\">LRE</span>"
    case (0x80, 0xAB): badge = "<span class=\"control\">RLE</span>"
    case (0x80, 0xAC): badge = "<span class=\"control\">PDF</span>"
    case (0x80, 0xAD): badge = "<span class=\"control\">LRO</span>"
    case (0x80, 0xAE): badge = "<span class=\"control\">RLO</span>"
    case (0x81, 0xA6): badge = "<span class=\"control\">LRI</span>"
    case (0x81, 0xA7): badge = "<span class=\"control\">RLI</span>"
    case (0x81, 0xA8): badge = "<span class=\"control\">FSI</span>"
    case (0x81, 0xA9): badge = "<span class=\"control\">PDI</span>"
    default: return nil
    }
  }
}
