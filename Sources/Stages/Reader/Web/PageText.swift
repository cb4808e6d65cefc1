/// A piece of a page's text: a paragraph, a heading, an element of a list.
struct PageBlock {
  /// The element that the text stands in.
  let node: Int
  var text = ""
  /// Letters in links, and all, in code points.
  var linked = 0
  var length = 0
  let isHeading: Bool

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
    blocks.removeAll { $0.text.isEmpty }
  }

  private mutating func add(_ text: String, isLink: Bool, in node: Int, _ needsNew: inout Bool) {
    for scalar in text.unicodeScalars {
      // A byte order mark in the middle is none, and no letter either.
      if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
        isPending = true
        continue
      }
      if needsNew {
        let name = tree.nodes[node].name
        blocks.append(PageBlock(node: node, isHeading: name.count == 2 && name.first == "h" && name != "hr"))
        needsNew = false
        isPending = false
      }
      let last = blocks.count - 1
      if isPending, !blocks[last].text.isEmpty {
        blocks[last].text.unicodeScalars.append(wasBreak ? "\n" : " ")
      }
      isPending = false
      wasBreak = false
      blocks[last].text.unicodeScalars.append(scalar)
      blocks[last].length += 1
      if isLink { blocks[last].linked += 1 }
    }
  }
}
