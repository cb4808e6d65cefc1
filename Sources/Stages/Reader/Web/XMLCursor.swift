import CLibXML2

/// Goes through XML from beginning to end by libxml2's reader; only what the cursor is on is in memory.
final class XMLCursor {
  private let reader: OpaquePointer
  private(set) var failed = false

  init(_ reader: OpaquePointer) { self.reader = reader }

  /// Goes on to the next node; false at the end.
  func next() -> Bool { went(xmlTextReaderRead(reader)) }

  /// Goes on behind the node and all in it.
  func skip() -> Bool { went(xmlTextReaderNext(reader)) }

  private func went(_ code: Int32) -> Bool {
    if code < 0 { failed = true }
    return code == 1
  }

  var isElement: Bool { xmlTextReaderNodeType(reader) == Int32(XML_READER_TYPE_ELEMENT.rawValue) }

  /// The element's name without its prefix.
  var name: String { xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? "" }

  /// All text in the element, trimmed.
  var text: String { XMLElement(node: xmlTextReaderExpand(reader)).text }

  subscript(attribute: String) -> String? { XMLElement(node: xmlTextReaderCurrentNode(reader))[attribute] }

  /// The elements in the element.
  var children: [XMLElement] { XMLElement(node: xmlTextReaderExpand(reader)).children }
}

/// An element that is in memory.
struct XMLElement {
  let node: xmlNodePtr?

  var name: String { node?.pointee.name.map { String(cString: $0) } ?? "" }

  var text: String {
    guard let node, let content = xmlNodeGetContent(node) else { return "" }
    defer { isnad_xml_free(content) }
    return String(cString: content).trimmedSpace
  }

  /// What is in it as HTML: elements as they are written, else the text, in which feeds put their HTML.
  var markup: String {
    guard children.isEmpty, self["type"] != "text" else {
      let buffer = xmlBufferCreate()
      defer { xmlBufferFree(buffer) }
      var child = node?.pointee.children
      while let current = child {
        xmlNodeDump(buffer, current.pointee.doc, current, 0, 0)
        child = current.pointee.next
      }
      return xmlBufferContent(buffer).map { String(cString: $0) } ?? ""
    }
    return text
  }

  var children: [XMLElement] {
    var found: [XMLElement] = []
    var child = node?.pointee.children
    while let current = child {
      if current.pointee.type == XML_ELEMENT_NODE { found.append(XMLElement(node: current)) }
      child = current.pointee.next
    }
    return found
  }

  func firstText(of name: String) -> String? { children.first { $0.name == name }?.text }

  /// An attribute; `xml:lang` with its prefix.
  subscript(attribute: String) -> String? {
    guard let node else { return nil }
    var attributes = node.pointee.properties
    while let current = attributes {
      let prefix = current.pointee.ns?.pointee.prefix.map { String(cString: $0) + ":" } ?? ""
      if let name = current.pointee.name, prefix + String(cString: name) == attribute {
        guard let value = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1) else {
          return ""
        }
        defer { isnad_xml_free(value) }
        return String(cString: value)
      }
      attributes = current.pointee.next
    }
    return nil
  }
}
