import CLibXML2

/// A page as libxml2's HTML parser understands it, flat: nodes in the order of the page, each with its parent
/// and the end of what it holds, so that going through it needs no recursion, however deep a page is.
struct HTMLTree {
  struct Node {
    /// The element's name in small letters; empty for text.
    let name: String
    /// Of text: what it says.
    let text: String
    /// Few, so that looking through them is faster than a table.
    let attributes: [(name: String, value: String)]
    let parent: Int
    /// Behind the last node in it.
    var end: Int

    var isText: Bool { name.isEmpty }
    subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }
  }

  private(set) var nodes: [Node] = []

  /// Attributes that somebody asks for.
  private static let kept: Set<String> = [
    "class", "id", "role", "itemprop", "itemtype", "property", "name", "content", "datetime", "rel", "href",
    "lang",
    "type", "hidden", "aria-hidden", "style", "charset", "http-equiv", "data-type",
  ]
  /// libxml2's: pages are read as well as can be, in silence, and without the network.
  private static let options =
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_COMPACT.rawValue

  /// libxml2 wants to be woken by one thread, before others come.
  static let isAwake: Bool = {
    xmlInitParser()
    return true
  }()

  /// - Parameter html: a page or a part of one, any bytes at all.
  init(_ html: String) {
    guard Self.isAwake, !html.isEmpty else { return }
    var html = TagGuard.guarded(html)
    let document = html.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { chars in
        htmlReadMemory(chars.baseAddress, Int32(clamping: chars.count), nil, "utf-8", Int32(Self.options))
      }
    }
    guard let document else { return }
    defer { xmlFreeDoc(document) }
    flatten(xmlDocGetRootElement(document))
  }

  /// - Parameter element: of XML, with elements of HTML in it.
  init(_ element: XMLElement) {
    flatten(element.node)
  }

  /// Elements that hold nothing (HTML, 13.1.2), and some that did once. libxml2 knows HTML 4 and takes what stands
  /// behind one of the others for what is in it.
  private static let void: Set<String> = [
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img",
    "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
  ]

  private mutating func flatten(_ root: xmlNodePtr?) {
    /// The elements that are open, nil for one that holds nothing: what the parser put into it stands behind it.
    var open: [Int?] = []
    /// The innermost that holds something.
    var holders: [Int] = []
    var current = root
    while let node = current {
      if add(node, parent: holders.last ?? -1), let child = node.pointee.children,
        node.pointee.type == XML_ELEMENT_NODE
      {
        if Self.void.contains(nodes[nodes.count - 1].name) {
          open.append(nil)
        } else {
          open.append(nodes.count - 1)
          holders.append(nodes.count - 1)
        }
        current = child
        continue
      }
      var last = node
      while last.pointee.next == nil, let parent = last.pointee.parent, let index = open.popLast() {
        if let index {
          nodes[index].end = nodes.count
          holders.removeLast()
        }
        last = parent
      }
      current = open.isEmpty ? nil : last.pointee.next
    }
    for index in holders { nodes[index].end = nodes.count }
  }

  /// Whether the node is one that counts: an element or a text.
  private mutating func add(_ node: xmlNodePtr, parent: Int) -> Bool {
    switch node.pointee.type {
    case XML_ELEMENT_NODE:
      let name = node.pointee.name.map { Self.small($0) } ?? "?"
      nodes.append(
        Node(name: name, text: "", attributes: Self.attributes(node), parent: parent, end: nodes.count + 1))
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      guard let content = node.pointee.content else { return false }
      nodes.append(
        Node(name: "", text: String(cString: content), attributes: [], parent: parent, end: nodes.count + 1))
    default: return false
    }
    return true
  }

  /// A name in small letters, as libxml2 gives those of HTML.
  private static func small(_ name: UnsafePointer<xmlChar>) -> String {
    var at = name
    while at.pointee != 0, at.pointee &- 0x41 >= 26 { at += 1 }
    let name = String(cString: name)
    return at.pointee == 0 ? name : name.lowercased()
  }

  private static func attributes(_ node: xmlNodePtr) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    var attribute = node.pointee.properties
    while let current = attribute {
      if let name = current.pointee.name.map({ small($0) }), kept.contains(name),
        !found.contains(where: { $0.name == name })
      {
        var value = ""
        var child = current.pointee.children
        while let text = child {
          if let content = text.pointee.content {
            // Nearly all have one piece.
            if value.isEmpty { value = String(cString: content) } else { value += String(cString: content) }
          }
          child = text.pointee.next
        }
        found.append((name, value))
      }
      attribute = current.pointee.next
    }
    return found
  }

  /// All text in a node, with single spaces, trimmed.
  func text(of index: Int) -> String {
    var text = ""
    for node in nodes[index..<nodes[index].end] where node.isText { text += node.text }
    return text.singleSpaced
  }
}
