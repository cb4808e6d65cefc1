/// Which nodes of a page stand around its article, by their element, role and names. One that holds a heading of the
/// page or an element called its body does not, nor, unless its name is beyond doubt, one that holds half of all prose.
struct PageHints {
  /// Bytes of words that a picture has beside it.
  private static let maxCaption = 400
  /// The share of all prose that a form and its box have less of, as a divisor.
  private static let shareOfForm = 6

  /// What is left out.
  private(set) var around: [Bool]
  /// Of these what is beyond doubt.
  private(set) var certain: [Bool]

  init(_ tree: HTMLTree, _ names: PageNames, proseOfBody: Int) {
    /// Bytes of prose, and marks of an article, before each node.
    var prose = [Int](repeating: 0, count: tree.nodes.count + 1)
    var letters = prose
    var pictures = prose
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      let parent = node.parent >= 0 ? tree.nodes[node.parent].name : ""
      let isProse = node.isText && parent != "script" && parent != "style" && node.text.utf8.count >= 80
      prose[index + 1] = prose[index] + (isProse ? node.text.utf8.count : 0)
      letters[index + 1] = letters[index] + node.text.utf8.count
      pictures[index + 1] = pictures[index] + (node.name == "img" || node.name == "amp-img" ? 1 : 0)
    }
    func held(_ index: Int) -> Int { prose[tree.nodes[index].end] - prose[index] }
    let total = prose[tree.nodes.count]
    var marks = [Int](repeating: 0, count: tree.nodes.count + 1)
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      let isMark =
        node.name == "h1" || !node.isText && held(index) >= proseOfBody && names[index].contains(.body)
      marks[index + 1] = marks[index] + (isMark ? 1 : 0)
    }
    around = [Bool](repeating: false, count: tree.nodes.count)
    certain = around
    /// Where the innermost article that is open ends.
    var articleEnd = 0
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      if node.isText { continue }
      let isBody = marks[index + 1] > marks[index] && node.name != "h1"
      if node.name == "article" || isBody { articleEnd = max(articleEnd, node.end) }
      if HTMLHint.dropped.contains(node.name) {
        (around[index], certain[index]) = (true, true)
        continue
      }
      guard !Self.isColumn(node.name), marks[node.end] == marks[index] else {
        continue
      }
      let (isAround, isSure) = (names[index].contains(.around), names[index].contains(.unseen))
      let isFolded = HTMLHint.isFolded(node)
      // The rest of an article behind "read more".
      if isFolded, !isAround, index < articleEnd, held(index) * 4 >= total { continue }
      if names[index].contains(.picture), node.name != "p", pictures[node.end] > pictures[index],
        letters[node.end] - letters[index] <= Self.maxCaption
      {
        around[index] = true
        continue
      }
      let isForm = HTMLHint.doubtful.contains(node.name)
      guard isAround || isFolded || isForm else { continue }
      certain[index] = isSure || isFolded || isForm && held(index) * Self.shareOfForm < total
      around[index] = isSure || held(index) * 2 < total
      // What stands around a form asks to fill it in.
      let box = node.parent
      if isForm, box >= 0, !Self.isColumn(tree.nodes[box].name), marks[tree.nodes[box].end] == marks[box],
        held(box) * Self.shareOfForm < total
      {
        (around[box], certain[box]) = (true, true)
      }
    }
  }

  /// Whether an element is one that articles stand in.
  private static func isColumn(_ name: String) -> Bool {
    ["html", "body", "main", "article"].contains(name)
  }
}
