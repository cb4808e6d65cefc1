/// The parts of a page that make its article: the element that holds most of it, and those beside it that go on with
/// it, up to the element that holds them all.
struct PageParts {
  /// Levels above the best element that are looked at.
  private static let levels = 8
  /// The share of the best element's prose that a part must have to be looked at, as a divisor.
  private static let share = 20

  /// Of each node, whether it is in a part.
  private var isHeld: [Bool]
  /// The first node of the first part.
  private(set) var first: Int

  func holds(_ node: Int) -> Bool { isHeld[node] }

  private mutating func add(_ part: Range<Int>) {
    for node in part { isHeld[node] = true }
    first = min(first, part.lowerBound)
  }

  init(_ tree: HTMLTree, _ names: PageNames, _ blocks: [PageBlock], around best: Int) {
    isHeld = [Bool](repeating: false, count: tree.nodes.count)
    first = best
    add(best..<tree.nodes[best].end)
    guard let container = Self.container(tree, names, best) else { return }
    let prose = Prose(tree, blocks)
    // What is called the body goes on in its like alone.
    let isBody = names[best].contains(.body)
    let needed = max(80, prose.letters(best) / Self.share)
    var inner = best
    while inner != container {
      let outer = tree.nodes[inner].parent
      guard outer >= 0 else { break }
      var child = outer + 1
      var hasAlike = false
      while child < tree.nodes[outer].end {
        let node = tree.nodes[child]
        let isLong = prose.letters(child) >= needed
        let isAlike = isLong && Self.isAlike(tree, child, inner)
        // A paragraph beside what holds the others: an introduction, a last word.
        let isBeside = inner == best && !isBody && node.name == "p" && prose.letters(child) > 0
        if child != inner, !node.isText, isAlike || isBeside || isLong && !isBody && prose.isArticle(child) {
          add(child..<node.end)
          hasAlike = hasAlike || isAlike
        }
        child = node.end
      }
      // One of several, such as the posts of a live blog, is taken as the others are.
      if hasAlike { add(inner..<tree.nodes[inner].end) }
      // Text that stands right in it, between the parts.
      if prose.ownLetters(outer) >= needed { add(outer..<outer + 1) }
      inner = outer
    }
  }

  /// The element above that is the article's: called so, or with the page's heading in it.
  private static func container(_ tree: HTMLTree, _ names: PageNames, _ best: Int) -> Int? {
    if tree.nodes[best].name == "article" { return nil }
    var node = best
    var heading: Int?
    for _ in 0..<levels {
      node = tree.nodes[node].parent
      guard node >= 0, !["body", "html"].contains(tree.nodes[node].name) else { break }
      if tree.nodes[node].name == "article" || names[node].contains(.body) { return node }
      if heading == nil, tree.nodes[(node + 1)..<tree.nodes[node].end].contains(where: { $0.name == "h1" }) {
        heading = node
      }
    }
    return heading
  }

  /// Whether two elements are pieces of one kind, as their name and class say.
  private static func isAlike(_ tree: HTMLTree, _ one: Int, _ other: Int) -> Bool {
    let (one, other) = (tree.nodes[one], tree.nodes[other])
    guard one.name == other.name, one["class"] == other["class"] else { return false }
    return one["class"] != nil || one.name == "section"
  }

  /// How much prose elements hold, and whether it reads like an article.
  private struct Prose {
    private struct Sums {
      var letters = 0
      var all = 0
      var linked = 0
      var headings = 0
      var paragraphs = 0
    }
    private let tree: HTMLTree
    private var before: [Sums]
    private var own: [Int: Int] = [:]

    init(_ tree: HTMLTree, _ blocks: [PageBlock]) {
      self.tree = tree
      var at = 0
      var sums = Sums()
      before = []
      before.reserveCapacity(tree.nodes.count + 1)
      let ordered = blocks.sorted { $0.node < $1.node }
      for node in 0...tree.nodes.count {
        before.append(sums)
        while at < ordered.count, ordered[at].node == node {
          let block = ordered[at]
          sums.all += block.length
          sums.linked += block.linked
          if block.isHeading { sums.headings += 1 }
          if block.isProse {
            sums.letters += block.length
            sums.paragraphs += 1
            own[node, default: 0] += block.length
          }
          at += 1
        }
      }
    }

    func letters(_ node: Int) -> Int { before[tree.nodes[node].end].letters - before[node].letters }
    func ownLetters(_ node: Int) -> Int { own[node] ?? 0 }

    /// Long paragraphs, few links, and no heading for each of them, as teasers have.
    func isArticle(_ node: Int) -> Bool {
      let (start, end) = (before[node], before[tree.nodes[node].end])
      let letters = end.letters - start.letters
      let paragraphs = end.paragraphs - start.paragraphs
      return paragraphs > 0 && letters >= 80 * paragraphs
        && (end.linked - start.linked) * 8 < end.all - start.all
        && end.headings - start.headings < max(1, paragraphs)
    }
  }
}
