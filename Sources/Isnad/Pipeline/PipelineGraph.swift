/// The chain as a picture: stages, branches, and on the arrows the layers that a document has gained.
public struct PipelineGraph: Sendable {
  struct Node: Sendable {
    enum Kind: Sendable { case reader, transform, writer, branch, unknown }
    let name: String
    let label: [String]
    let kind: Kind
  }

  struct Edge: Sendable {
    let from: Int
    let to: Int
    var label: [String]
  }

  /// An arrow that has no end yet.
  private struct Loose {
    let from: Int
    var label: [String]
  }

  private struct Open {
    let branch: Int
    let node: Int
    var arm: Int
    var ends: [Loose] = []
    var entered: Set<Int> = []
  }

  private let definition: PipelineDefinition
  private let registry: Registry
  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private var loose: [Loose] = []
  private var open: [Open] = []

  public init(_ definition: PipelineDefinition, registry: Registry) {
    self.definition = definition
    self.registry = registry
    for entry in definition.stages {
      enter(definition.arms(of: entry))
      add(entry)
    }
    enter([])
  }

  private mutating func add(_ entry: PipelineDefinition.StageEntry) {
    let type = registry[entry.use]
    var label = [entry.id]
    if entry.id != entry.use { label.append("(\(entry.use))") }
    if let when = entry.when { label.append("when \(when.text)") }
    let kind: Node.Kind =
      switch type?.kind {
      case .reader: .reader
      case .writer: .writer
      case .transform: .transform
      case nil: .unknown
      }
    let number = node("s\(nodes.count + 1)", label, kind)
    let provides = type.map { $0.layers(entry.with)?.provides ?? $0.description.provides } ?? []
    if kind == .reader {
      // Several readers are read one after another; none stands behind another.
      loose.append(Loose(from: number, label: ["text", "metadata"]))
      return
    }
    connect(to: number)
    loose = [Loose(from: number, label: provides)]
  }

  private mutating func node(_ name: String, _ label: [String], _ kind: Node.Kind) -> Int {
    nodes.append(Node(name: name, label: label, kind: kind))
    return nodes.count - 1
  }

  private mutating func connect(to node: Int) {
    edges += loose.map { Edge(from: $0.from, to: node, label: $0.label) }
  }

  // MARK: Branches

  private mutating func enter(_ arms: [PipelineDefinition.Arm]) {
    while let last = open.last, arms.count < open.count || arms[open.count - 1].branch != last.branch {
      close()
    }
    if let last = open.last, arms[open.count - 1].index != last.arm {
      open[open.count - 1].ends += loose
      begin(arms[open.count - 1].index)
    }
    for arm in arms[open.count...] {
      let branch = node("b\(arm.branch + 1)", ["?"], .branch)
      connect(to: branch)
      open.append(Open(branch: arm.branch, node: branch, arm: arm.index))
      begin(arm.index)
    }
  }

  private mutating func begin(_ arm: Int) {
    let level = open.count - 1
    open[level].arm = arm
    open[level].entered.insert(arm)
    loose = [Loose(from: open[level].node, label: [condition(arm, of: open[level].branch)])]
  }

  private func condition(_ arm: Int, of branch: Int) -> String {
    definition.branches[branch].conditions[arm]?.text ?? "else"
  }

  private mutating func close() {
    guard let last = open.popLast() else { return }
    let branch = definition.branches[last.branch]
    // Arms without stages, and documents for which no condition holds, pass by.
    let empty = branch.conditions.indices.filter { !last.entered.contains($0) }
      .map { Loose(from: last.node, label: [condition($0, of: last.branch)]) }
    loose = last.ends + loose + empty
    if !branch.hasDefault { loose.append(Loose(from: last.node, label: ["else"])) }
  }
}

extension PipelineGraph {
  /// For Markdown: https://mermaid.js.org
  public var mermaid: String {
    var lines = ["flowchart TD"]
    for node in nodes {
      let label = "\"\(node.label.map(Self.mermaidText).joined(separator: "<br>"))\""
      switch node.kind {
      case .reader, .writer: lines.append("  \(node.name)([\(label)])")
      case .transform: lines.append("  \(node.name)[\(label)]")
      case .unknown: lines.append("  \(node.name)[/\(label)/]")
      case .branch: lines.append("  \(node.name){\(label)}")
      }
    }
    for edge in edges {
      let label =
        edge.label.isEmpty ? "" : "|\"\(edge.label.map(Self.mermaidText).joined(separator: ", "))\"|"
      lines.append("  \(nodes[edge.from].name) -->\(label) \(nodes[edge.to].name)")
    }
    return lines.joined(separator: "\n")
  }

  private static func mermaidText(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "#", "<", ">", "&", "`", "|": result += "#\(scalar.value);"
      case "\n", "\r": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// For Graphviz.
  public var dot: String {
    var lines = ["digraph \(Self.quoted(definition.name)) {", "  node [shape=box, fontname=\"sans-serif\"];"]
    for node in nodes {
      let shape =
        switch node.kind {
        case .reader, .writer: ", shape=ellipse"
        case .branch: ", shape=diamond"
        case .unknown: ", style=dashed"
        case .transform: ""
        }
      lines.append("  \(node.name) [label=\(Self.quoted(node.label.joined(separator: "\n")))\(shape)];")
    }
    for edge in edges {
      let label = edge.label.isEmpty ? "" : " [label=\(Self.quoted(edge.label.joined(separator: ", ")))]"
      lines.append("  \(nodes[edge.from].name) -> \(nodes[edge.to].name)\(label);")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
