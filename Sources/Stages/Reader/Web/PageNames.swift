/// What the nodes of a page are by their names, each name looked at once.
struct PageNames {
  private let facts: [HTMLHint.Facts]

  init(_ tree: HTMLTree) {
    /// Pages say the same classes again and again.
    var known: [String: HTMLHint.Facts] = [:]
    facts = tree.nodes.map { node in
      if node.attributes.isEmpty { return [] }
      var facts = HTMLHint.facts(node)
      for (name, value) in node.attributes where name == "class" || name == "id" {
        if let said = known[value] {
          facts.formUnion(said)
        } else {
          let said = HTMLHint.facts(value)
          known[value] = said
          facts.formUnion(said)
        }
      }
      return facts
    }
  }

  subscript(node: Int) -> HTMLHint.Facts { facts[node] }
}
