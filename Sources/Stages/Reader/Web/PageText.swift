/// A piece of a page's text: a paragraph, a heading, an element of a list.
struct PageBlock {
  /// The element that the text stands in.
  let node: Int
  private(set) var bytes: [UInt8] = []
  /// Letters in links, and all, in code points; those of East Asia count twice.
  var linked = 0
  var length = 0
  let isHeading: Bool
  /// Whether it is the first heading of all, of which a page has one for itself.
  let isPageHeading: Bool
  let isListItem: Bool

  /// - Parameter element: the name of the element.
  init(node: Int, element name: String) {
    self.node = node
    isHeading = name.utf8.count == 2 && name.utf8.first == UInt8(ascii: "h") && name != "hr"
    isPageHeading = name == "h1"
    isListItem = name == "li"
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends words with single blanks between them, behind a space or a line break where there was one.
  /// - Parameter letters: without the blanks.
  mutating func append(
    _ words: UnsafeBufferPointer<UInt8>, letters: Int, behind space: UInt8?, isLink: Bool
  ) {
    if let space, !bytes.isEmpty { bytes.append(space) }
    bytes.append(contentsOf: words)
    length += letters
    if isLink { linked += letters }
  }

  /// Whether one of some marks is its last letter.
  func ends(in marks: [StaticString]) -> Bool {
    marks.contains { mark in mark.withUTF8Buffer { bytes.suffix($0.count).elementsEqual($0) } }
  }

  /// How much of it is a link, from 0 to 1.
  var linkDensity: Double { length == 0 ? 0 : Double(linked) / Double(length) }
  /// Long enough and not a link: what an article is made of.
  var isProse: Bool { length >= 40 && linkDensity < 0.4 && !isHeading }
}

/// Cuts a page into blocks of text.
struct PageText {
  private let tree: HTMLTree
  /// Nodes that are left out with all in them.
  private let isLeftOut: (Int) -> Bool
  private(set) var blocks: [PageBlock] = []
  private var isPending = false
  private var wasBreak = false

  init(_ tree: HTMLTree, leavingOut isLeftOut: @escaping (Int) -> Bool) {
    self.tree = tree
    self.isLeftOut = isLeftOut
    cut()
  }

  /// All paragraphs of a page or a part of one, without what is never text.
  static func paragraphs(_ tree: HTMLTree) -> [String] {
    PageText(tree) { HTMLHint.dropped.contains(tree.nodes[$0].name) && tree.nodes[$0].name != "head" }.blocks
      .map(\.text)
  }

  private mutating func cut() {
    /// Ends of the elements that are open: of blocks, and of links.
    var blockEnds: [(end: Int, node: Int)] = []
    var linkEnd = 0
    var index = 0
    var needsNew = true
    while index < tree.nodes.count {
      while let last = blockEnds.last, last.end <= index {
        blockEnds.removeLast()
        needsNew = true
      }
      let node = tree.nodes[index]
      if node.isText {
        add(node.text, isLink: index < linkEnd, in: blockEnds.last?.node ?? 0, &needsNew)
      } else if isLeftOut(index) {
        index = node.end
        continue
      } else if node.name == "br" {
        // Two of them part paragraphs.
        if wasBreak { needsNew = true } else { isPending = true }
        wasBreak = true
      } else if node.name == "hr" {
        needsNew = true
      } else {
        if node.name == "a" { linkEnd = max(linkEnd, node.end) }
        if !HTMLHint.inline.contains(node.name) {
          blockEnds.append((node.end, index))
          needsNew = true
        }
      }
      index += 1
    }
    blocks.removeAll { $0.bytes.isEmpty }
  }

  private mutating func add(_ text: String, isLink: Bool, in node: Int, _ needsNew: inout Bool) {
    var text = text
    text.withUTF8 { bytes in
      var at = 0
      while at < bytes.count {
        let space = WhiteSpace.length(bytes, at)
        if space > 0 {
          isPending = true
          at += space
          continue
        }
        let start = at
        var letters = 0
        while at < bytes.count {
          if WhiteSpace.length(bytes, at) == 0 {
            // A letter of Chinese, Japanese and Korean says what two or three of an alphabet do.
            letters += bytes[at] & 0xC0 != 0x80 ? (0xE3...0xED).contains(bytes[at]) ? 2 : 1 : 0
          } else if bytes[at] != 0x20 || at + 1 == bytes.count || WhiteSpace.length(bytes, at + 1) > 0 {
            break
          }
          at += 1
        }
        if needsNew {
          blocks.append(PageBlock(node: node, element: tree.nodes[node].name))
          needsNew = false
          isPending = false
        }
        let words = UnsafeBufferPointer(rebasing: bytes[start..<at])
        let separator: UInt8? = isPending ? (wasBreak ? 0x0A : 0x20) : nil
        blocks[blocks.count - 1].append(words, letters: letters, behind: separator, isLink: isLink)
        isPending = false
        wasBreak = false
      }
    }
  }
}
