/// What libyaml reports, without its memory.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case scalar(YAMLNode.Scalar)
    case sequenceStart, mappingStart, end
    case alias(String)
    case other
  }

  let kind: Kind
  let place: YAMLPlace
  let anchor: String?

  init(_ kind: Kind, _ place: YAMLPlace, anchor: String? = nil) {
    self.kind = kind
    self.place = place
    self.anchor = anchor
  }
}

/// Builds nodes from events and keeps to the limits.
struct YAMLBuilder {
  /// A list or mapping that is not closed yet.
  private struct Open {
    let isMapping: Bool
    let place: YAMLPlace
    let anchor: String?
    var children: [YAMLNode] = []
    var keys: Set<String> = []
    var size = 1
  }

  private let limits: YAMLLimits
  private var open: [Open] = []
  private var anchors: [String: YAMLNode] = [:]
  private var root: YAMLNode?
  private var documents = 0
  private var nodes = 0
  private var aliases = 0

  init(limits: YAMLLimits) { self.limits = limits }

  mutating func handle(_ event: YAMLEvent) throws(YAMLError) {
    switch event.kind {
    case .documentStart:
      documents += 1
      if documents > 1 {
        throw YAMLError(
          code: .syntax, place: event.place,
          message: "a second document starts here; a pipeline is one document")
      }
    case .scalar(let scalar):
      let node = YAMLNode(content: .scalar(scalar), place: event.place, size: 1)
      try count(1, at: event.place)
      try add(node, anchor: event.anchor)
    case .sequenceStart, .mappingStart:
      guard open.count < limits.depth else {
        throw YAMLError(
          code: .tooLarge, place: event.place, message: "nested deeper than \(limits.depth) levels")
      }
      try count(1, at: event.place)
      var isMapping = false
      if case .mappingStart = event.kind { isMapping = true }
      open.append(Open(isMapping: isMapping, place: event.place, anchor: event.anchor))
    case .end: try close()
    case .alias(let name): try addAlias(name, at: event.place)
    case .other: break
    }
  }

  func finish() throws(YAMLError) -> YAMLNode {
    root
      ?? YAMLNode(
        content: .scalar(.init(text: "", isPlain: true)), place: YAMLPlace(line: 1, column: 1),
        size: 1)
  }

  private mutating func count(_ n: Int, at place: YAMLPlace) throws(YAMLError) {
    nodes += n
    guard nodes <= limits.nodes else {
      throw YAMLError(
        code: .tooLarge, place: place,
        message: "more than \(limits.nodes) values, aliases counted where they are used")
    }
  }

  private mutating func addAlias(_ name: String, at place: YAMLPlace) throws(YAMLError) {
    aliases += 1
    guard aliases <= limits.aliases else {
      throw YAMLError(
        code: .tooLarge, place: place, message: "more than \(limits.aliases) aliases")
    }
    if open.contains(where: { $0.anchor == name }) {
      throw YAMLError(
        code: .syntax, place: place, message: "the alias '*\(name)' stands inside what it names")
    }
    guard let target = anchors[name] else {
      throw YAMLError(
        code: .syntax, place: place,
        message: "the alias '*\(name)' names nothing; '&\(name)' must come before it")
    }
    try count(target.size, at: place)
    try add(YAMLNode(content: target.content, place: place, size: target.size), anchor: nil)
  }

  private mutating func add(_ node: YAMLNode, anchor: String?) throws(YAMLError) {
    if let anchor { anchors[anchor] = node }
    guard var parent = open.popLast() else {
      root = node
      return
    }
    let isKey = parent.isMapping && parent.children.count % 2 == 0
    if isKey {
      guard let key = node.scalar?.text else {
        throw YAMLError(code: .syntax, place: node.place, message: "a key must be a single value")
      }
      guard parent.keys.insert(key).inserted else {
        throw YAMLError(
          code: .duplicateKey, place: node.place, message: "the key '\(key)' stands twice")
      }
    }
    parent.children.append(node)
    parent.size += node.size
    open.append(parent)
  }

  private mutating func close() throws(YAMLError) {
    guard let done = open.popLast() else { return }
    let content: YAMLNode.Content
    if done.isMapping {
      content = .mapping(
        stride(from: 0, to: done.children.count - 1, by: 2).map {
          YAMLNode.Pair(key: done.children[$0], value: done.children[$0 + 1])
        })
    } else {
      content = .sequence(done.children)
    }
    try add(YAMLNode(content: content, place: done.place, size: done.size), anchor: done.anchor)
  }
}
