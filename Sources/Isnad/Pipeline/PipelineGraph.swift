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

  private let definition: PipelineDefinition
  private let registry: Registry
  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private var loose: [Loose] = []

  public init(_ definition: PipelineDefinition, registry: Registry) {
    self.definition = definition
    self.registry = registry
    draw()
  }

  /// A branch that is being drawn.
  private struct Fork {
    let node: Int
    /// What leaves its arms.
    var ends: [Loose] = []
    /// Arms without stages, and documents for which no condition holds, pass by.
    var around: [Loose] = []
  }

  /// Stages, branches with each of their arms, and behind them what goes around.
  private mutating func draw() {
    var forks: [Fork] = []
    for move in definition.chain.walk {
      switch move {
      case .stage(let entry): add(entry)
      case .enter(let branch):
        let node = node("b\(branch.number + 1)", ["?"], .branch)
        connect(to: node)
        forks.append(Fork(node: node))
      case .arm(let index, let branch):
        let condition = branch.arms[index].condition
        loose = [Loose(from: forks[forks.count - 1].node, label: [condition?.text ?? "else"])]
      case .armEnd(let index, let branch):
        if branch.arms[index].tree.steps.isEmpty {
          forks[forks.count - 1].around += loose
        } else {
          forks[forks.count - 1].ends += loose
        }
      case .leave(let branch):
        let fork = forks.removeLast()
        let others = branch.hasDefault ? [] : [Loose(from: fork.node, label: ["else"])]
        loose = fork.ends + fork.around + others
      }
    }
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
