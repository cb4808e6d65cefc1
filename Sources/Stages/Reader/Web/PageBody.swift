/// Finds the article in a page: the element that holds most of its prose and what belongs to it, without what stands
/// around it.
///
/// As Readability does (Arc90, 2009), a paragraph speaks for its parent in full and for those above with half
/// of that each; elements whose names say that they are a body speak louder. As jusText does (Pomikálek,
/// 2011), a short block counts where its neighbours are good. As Trafilatura does (Barbaresi, 2021), what looks like
/// other than the article is taken out first, and where too little is left of the page, less is taken out.
struct PageBody {
  /// An element's score falls by half with each level above the paragraph.
  private static let levels = 5
  /// What a name such as `article-body` is worth.
  private static let bodyFactor = 1.5
  /// Bytes of prose that an element must hold for its name to count.
  private static let proseOfBody = 400
  /// An article of less, in letters, may have lost the rest of it.
  private static let shortArticle = 250

  private let tree: HTMLTree
  private let title: String?
  private let names: PageNames
  private let hints: PageHints

  init(_ tree: HTMLTree, _ names: PageNames, title: String?) {
    self.tree = tree
    self.title = title
    self.names = names
    hints = PageHints(tree, names, proseOfBody: Self.proseOfBody)
  }

  /// The article's paragraphs, with an empty line between them.
  var text: String { blocks.map(\.text).joined(separator: "\n\n") }

  /// The article's paragraphs.
  var blocks: [PageBlock] {
    let found = article(leavingOut: hints.around)
    let length = found.reduce(0) { $0 + $1.length }
    guard length < Self.shortArticle else { return found }
    // Of two candidates the longer one, where it is prose and much longer.
    let other = article(leavingOut: hints.certain)
    let otherLength = other.reduce(0) { $0 + $1.length }
    let linked = other.reduce(0) { $0 + $1.linked }
    return otherLength > 2 * length + 80 && linked * 5 < otherLength ? other : found
  }

  private func article(leavingOut leftOut: [Bool]) -> [PageBlock] {
    let blocks = PageText(tree) { leftOut[$0] }.blocks
    guard let best = best(blocks) else { return [] }
    let parts = PageParts(tree, names, blocks, around: best)
    let article = blocks.filter { parts.holds($0.node) }
    let found = PageEdges.kept(article, title)
    // What is called the beginning of an article, or stands as a sentence behind its heading.
    let first = parts.first
    let headings = tree.nodes[..<first].indices.filter { tree.nodes[$0].name == "h1" }
    let held = Set(found.map(\.node))
    let openings = Openings(found)
    let leads = blocks.filter { block in
      guard block.node < first, !held.contains(block.node) else { return false }
      let before = Self.count(of: headings, before: block.node)
      let isLead = block.isProse && before == headings.count && isLead(block.node)
      let heading = before > 0 ? headings[before - 1] : nil
      return (isLead || isSubtitle(block, behind: heading, before: first))
        && !openings.begin(with: block.bytes)
    }
    return leads + found
  }

  /// How many of some nodes, in their order, stand before another.
  private static func count(of nodes: [Int], before node: Int) -> Int {
    var (low, high) = (0, nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The blocks of an article, to look up whether one of them begins with something.
  private struct Openings {
    private let sorted: [[UInt8]]

    init(_ blocks: [PageBlock]) {
      sorted = blocks.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }
    }

    func begin(with bytes: [UInt8]) -> Bool {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle].lexicographicallyPrecedes(bytes) { low = middle + 1 } else { high = middle }
      }
      return low < sorted.count && sorted[low].starts(with: bytes)
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
    for (node, score) in scores where names[node].contains(.body) {
      scores[node] = score * Self.bodyFactor
    }
    guard var best = scores.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
      return blocks.isEmpty ? nil : 0
    }
    // Old pages hold paragraphs in fonts, and these in paragraphs.
    while tree.nodes[best].parent >= 0,
      tree.nodes[best].name == "p" || HTMLHint.inline.contains(tree.nodes[best].name)
    {
      best = tree.nodes[best].parent
    }
    // A body in pieces: the element above holds much more prose than this piece.
    while tree.nodes[best].parent >= 0, !["body", "html"].contains(tree.nodes[tree.nodes[best].parent].name) {
      let parent = tree.nodes[best].parent
      guard !names[best].contains(.body), prose(blocks, parent) * 2 > prose(blocks, best) * 3 else {
        break
      }
      best = parent
    }
    return best
  }

  /// Whether a block is called the beginning of an article, itself or by what holds it.
  private func isLead(_ node: Int) -> Bool {
    let parent = tree.nodes[node].parent
    return names[node].contains(.lead) || parent >= 0 && names[parent].contains(.lead)
  }

  /// Whether a block is a sentence in a heading between the page's own heading and the article.
  /// - Parameter heading: the last one of the page's own that stands before the block.
  private func isSubtitle(_ block: PageBlock, behind heading: Int?, before first: Int) -> Bool {
    guard PageEdges.isSentence(block), block.isHeading, tree.nodes[block.node].name != "h1",
      block.text != title, let heading
    else { return false }
    // In the same part of the page as both.
    let parent = tree.nodes[heading].parent
    return parent >= 0 && block.node < tree.nodes[parent].end
      || block.node - heading < 40 && first - block.node < 200
  }

  private func prose(_ blocks: [PageBlock], _ node: Int) -> Int {
    let range = node..<tree.nodes[node].end
    return blocks.reduce(0) { $0 + ($1.isProse && range.contains($1.node) ? $1.length : 0) }
  }
}
