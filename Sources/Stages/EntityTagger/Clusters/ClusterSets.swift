import Isnad
import IsnadArabic

/// Which names of an article are one entity's: sets that grow together.
struct ClusterSets {
  private var parents: [Int]
  /// The id that a user's list gives; two entities of a list never become one.
  private var ids: [String?]

  init(_ forms: [NameForm]) {
    parents = Array(forms.indices)
    ids = forms.map { $0.entry?.id }
    var byID: [String: Int] = [:]
    for (form, id) in ids.enumerated() {
      guard let id else { continue }
      if let known = byID[id] { unite(form, known) } else { byID[id] = form }
    }
  }

  /// A name of the set, the same for all of it.
  mutating func root(_ form: Int) -> Int {
    var form = form
    while parents[form] != form {
      parents[form] = parents[parents[form]]
      form = parents[form]
    }
    return form
  }

  mutating func areOne(_ one: Int, _ other: Int) -> Bool { root(one) == root(other) }

  /// Makes one set of two, unless a list says that they are two entities.
  mutating func unite(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    guard one != other else { return }
    if let id = ids[one], let second = ids[other], id != second { return }
    // The earlier form stays the root: chains are short, for names come in the order of the text.
    let (root, child) = (min(one, other), max(one, other))
    parents[child] = root
    ids[root] = ids[root] ?? ids[child]
  }
}
