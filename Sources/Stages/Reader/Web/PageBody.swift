/// Finds the article in a page: the element that holds most of its prose, without what stands around it.
///
/// As Readability does (Arc90, 2009), a paragraph speaks for its parent in full and for those above with half
/// of that each; elements whose names say that they are a body speak louder. As jusText does (Pomikálek,
/// 2011), a short block counts where its neighbours are good.
struct PageBody {
  /// An element's score falls by half with each level above the paragraph.
  private static let levels = 5
  /// What a name such as `article-body` is worth.
  private static let bodyFactor = 1.5
  /// Bytes of prose that an element must hold for its name to count.
  private static let proseOfBody = 400
  /// A block of less is no paragraph by itself: a date, a name, "share".
  private static let shortLength = 30

  private static let sentenceEnds = [".", "؟", "!", "؛", "»", "\"", "”"].map { Array($0.utf8) }

  private let tree: HTMLTree
  private let title: String?
  private let leftOut: [Bool]

  init(_ tree: HTMLTree, title: String?) {
    self.tree = tree
    self.title = title
    leftOut = Self.around(tree)
  }

  /// The article's paragraphs, with an empty line between them.
  var text: String {
    let blocks = PageText(tree) { leftOut[$0] }.blocks
    guard let body = best(blocks) else { return "" }
    let range = body..<tree.nodes[body].end
    let found = Self.kept(blocks.filter { range.contains($0.node) }, title).map(\.text)
    let leads = blocks.filter { $0.node < body && $0.isProse && isLead($0.node) }.map(\.text)
    return (leads.filter { lead in !found.contains { $0.hasPrefix(lead) } } + found).joined(separator: "\n\n")
  }

  /// Which nodes stand around an article, by their element, role and names. One that holds a heading of the
  /// page or an element called its body does not, nor, unless its name is beyond doubt, one that holds half of
  /// all prose.
  private static func around(_ tree: HTMLTree) -> [Bool] {
    /// Bytes of prose, and marks of an article, before each node.
    var prose = [Int](repeating: 0, count: tree.nodes.count + 1)
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      let parent = node.parent >= 0 ? tree.nodes[node.parent].name : ""
      let isProse = node.isText && parent != "script" && parent != "style" && node.text.utf8.count >= 80
      prose[index + 1] = prose[index] + (isProse ? node.text.utf8.count : 0)
    }
    func held(_ index: Int) -> Int { prose[tree.nodes[index].end] - prose[index] }
    var marks = [Int](repeating: 0, count: tree.nodes.count + 1)
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      let isMark = node.name == "h1" || !node.isText && HTMLHint.isBody(node) && held(index) >= proseOfBody
      marks[index + 1] = marks[index] + (isMark ? 1 : 0)
    }
    return tree.nodes.indices.map { index in
      let node = tree.nodes[index]
      if node.isText { return false }
      if HTMLHint.dropped.contains(node.name) { return true }
      guard !["html", "body", "main", "article"].contains(node.name) else { return false }
      let (isAround, isSure) = HTMLHint.around(node)
      guard isAround, marks[node.end] == marks[index] else { return false }
      return isSure || held(index) * 2 < prose[tree.nodes.count]
    }
  }

  private func best(_ blocks: [PageBlock]) -> Int? {
    var scores: [Int: Double] = [:]
    for block in blocks where block.isProse {
      var worth = Double(block.length) * (1 - block.linkDensity)
      var node = block.node
      // A paragraph is not its own container, but text right in a `div` has no other.
      if tree.nodes[node].name == "p" || tree.nodes[node].name == "li" { node = tree.nodes[node].parent }
      for _ in 0..<Self.levels where node >= 0 {
        scores[node, default: 0] += worth
        worth /= 2
        node = tree.nodes[node].parent
      }
    }
    for (node, score) in scores where HTMLHint.isBody(tree.nodes[node]) {
      scores[node] = score * Self.bodyFactor
    }
    guard var best = scores.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
      return blocks.isEmpty ? nil : 0
    }
    // A body in pieces: the element above holds much more prose than this piece.
    while tree.nodes[best].parent >= 0, !["body", "html"].contains(tree.nodes[tree.nodes[best].parent].name) {
      let parent = tree.nodes[best].parent
      guard !HTMLHint.isBody(tree.nodes[best]), prose(blocks, parent) * 2 > prose(blocks, best) * 3 else {
        break
      }
      best = parent
    }
    return best
  }

  /// Whether a block is called the beginning of an article, itself or by what holds it.
  private func isLead(_ node: Int) -> Bool {
    let parent = tree.nodes[node].parent
    return [node, parent].contains {
      $0 >= 0 && HTMLHint.words(tree.nodes[$0]).contains { HTMLHint.leads.contains($0) }
    }
  }

  private func prose(_ blocks: [PageBlock], _ node: Int) -> Int {
    let range = node..<tree.nodes[node].end
    return blocks.reduce(0) { $0 + ($1.isProse && range.contains($1.node) ? $1.length : 0) }
  }

  /// The blocks without the title, lists of links, invitations to read on, and what is short before the first
  /// and behind the last paragraph.
  private static func kept(_ blocks: [PageBlock], _ title: String?) -> [PageBlock] {
    let isLink = blocks.map { $0.linkDensity > 0.5 }
    let good = blocks.indices.filter { index in
      let block = blocks[index]
      if isLink[index] || Invitation.begins(block) || block.text == title { return false }
      // "Suggested stories", before or behind them.
      let isBesideLinks = index > 0 && isLink[index - 1] || index + 1 < blocks.count && isLink[index + 1]
      return !isBesideLinks || isParagraph(block)
    }.map { blocks[$0] }
    guard let first = good.firstIndex(where: { isParagraph($0) }),
      let last = good.lastIndex(where: { isParagraph($0) })
    else { return good }
    let inner = Array(good[first...last])
    // A heading without a paragraph behind it is one of what was left out.
    return inner.indices.filter { index in
      !inner[index].isHeading || inner[(index + 1)...].first { !$0.isHeading || isParagraph($0) } != nil
    }.map { inner[$0] }
  }

  private static func isParagraph(_ block: PageBlock) -> Bool {
    if block.isHeading { return false }
    if block.length >= shortLength { return true }
    return [".", "؟", "!", "؛", "»", "\"", "”"].contains(block.text.last.map(String.init) ?? "")
      && block.length > 12
  }
}
