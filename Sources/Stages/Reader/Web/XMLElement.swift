import CLibXML2

/// A piece of XML in memory, read strictly: what is not well-formed is an error, nothing is loaded from elsewhere,
/// and libxml2's own limits of depth and growth hold.
final class XMLDocument {
  private let document: xmlDocPtr

  /// What is wrong with a piece of XML, in libxml2's words.
  struct Malformed: Error {
    let message: String
  }

  /// - Parameter recovering: what does not fit is read as well as can be.
  init(_ bytes: [UInt8], recovering: Bool = false) throws(Malformed) {
    guard HTMLTree.isAwake, let context = xmlNewParserCtxt() else {
      throw Malformed(message: "libxml2 can't begin")
    }
    defer { xmlFreeParserCtxt(context) }
    let quiet =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      | XML_PARSE_COMPACT.rawValue
    let options = recovering ? quiet | XML_PARSE_RECOVER.rawValue : quiet
    let found = TagGuard.guarded(xml: bytes).withUnsafeBytes { buffer in
      xmlCtxtReadMemory(
        context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: buffer.count), nil, "utf-8",
        Int32(options))
    }
    guard let found else {
      let said = context.pointee.lastError.message.map { String(cString: $0).trimmedSpace } ?? ""
      throw Malformed(message: said.isEmpty ? "the XML does not go on" : said)
    }
    document = found
  }

  deinit { xmlFreeDoc(document) }

  /// What uses elements of the document, which live as long as it.
  func withRoot<Result, Failure: Error>(_ use: (XMLElement) throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    defer { withExtendedLifetime(self) {} }
    return try use(XMLElement(node: xmlDocGetRootElement(document)))
  }
}

/// An element of an ``XMLDocument``.
struct XMLElement {
  let node: xmlNodePtr?

  /// Without its prefix; with it where the document does not say what the prefix means.
  var name: String { node?.pointee.name.map { String(cString: $0) } ?? "" }

  /// What its namespace is called; nil outside of all.
  var namespace: String? { node?.pointee.ns?.pointee.href.map { String(cString: $0) } }

  /// The namespaces that it declares, the default one with an empty prefix.
  var declared: [(prefix: String, uri: String)] {
    var found: [(prefix: String, uri: String)] = []
    var current = node?.pointee.nsDef
    while let space = current {
      if let uri = space.pointee.href.map({ String(cString: $0) }) {
        found.append((space.pointee.prefix.map { String(cString: $0) } ?? "", uri))
      }
      current = space.pointee.next
    }
    return found
  }

  /// All text in it, trimmed, without the marks of a CDATA section that was escaped.
  var text: String {
    guard let node, let content = xmlNodeGetContent(node) else { return "" }
    defer { isnad_xml_free(content) }
    let text = String(cString: content).trimmedSpace
    guard text.utf8.first == UInt8(ascii: "<"), text.hasPrefix("<![CDATA["), text.hasSuffix("]]>") else {
      return text
    }
    return String(text.dropFirst(9).dropLast(3)).trimmedSpace
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

  func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// A link against what the document says to be its base (`xml:base`).
  func resolved(_ link: String, base: String?) -> String {
    guard let node, !link.isEmpty, !link.contains("://") else { return link }
    let said = xmlNodeGetBase(node.pointee.doc, node)
    defer { if let said { isnad_xml_free(said) } }
    guard let base = said.map({ String(cString: $0) }) ?? base, base.contains("://"),
      let whole = xmlBuildURI(link, base)
    else { return link }
    defer { isnad_xml_free(whole) }
    return String(cString: whole)
  }

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
