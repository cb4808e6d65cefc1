import Testing

@testable import Isnad

/// A chain as a tree, and who goes along it.
@Suite struct StageTreeTests {
  private typealias Tree = StageTree<String>

  private static func branch(_ number: Int, _ arms: [(String?, [Tree.Step])]) throws -> Tree.Step {
    .branch(
      .init(
        number: number,
        arms: try arms.map { when, steps in
          Tree.Arm(try when.map { try Condition.decode(YAMLParser.parse($0)) }, Tree(steps))
        }, place: .init(file: "p.yaml")))
  }

  /// `a`, then for x and y `b`, for x alone `c`, `d`; for z an arm without stages; for all others `e`; then `f`.
  private static func tree() throws -> Tree {
    let inner = try branch(1, [("{ id: x }", [.stage("c")])])
    let outer = try branch(
      0,
      [
        ("{ id: [x, y] }", [.stage("b"), inner, .stage("d")]), ("{ id: z }", []), (nil, [.stage("e")]),
      ])
    return Tree([.stage("a"), outer, .stage("f")])
  }

  private static func text(_ move: Tree.Move) -> String {
    switch move {
    case .stage(let stage): stage
    case .enter(let branch): "\(branch.number)("
    case .arm(let arm, let branch): "\(branch.number).\(arm)["
    case .armEnd(let arm, let branch): "]\(branch.number).\(arm)"
    case .leave(let branch): ")\(branch.number)"
    }
  }

  @Test func aWalkComesToEverythingInTheOrderOfTheFile() throws {
    let tree = try Self.tree()
    #expect(
      tree.walk.map(Self.text).joined(separator: " ")
        == "a 0( 0.0[ b 1( 1.0[ c ]1.0 )1 d ]0.0 0.1[ ]0.1 0.2[ e ]0.2 )0 f")
    #expect(tree.stages == ["a", "b", "c", "d", "e", "f"])
    #expect(Tree().walk.isEmpty)
  }

  @Test func documentsGoThroughTheStagesOfTheirArms() throws {
    var lanes = LaneWalk()
    var items = ["x", "y", "z", "w"].map { id in
      let source = DocumentSource(uri: "t")
      return Chain.Item(
        document: Document(id: id, source: source, text: SourceText("")),
        record: Record(source: source, format: "t", bytes: []))
    }
    var visits: [String] = []
    for move in try Self.tree().walk {
      Chain.follow(move, &lanes, &items)
      guard case .stage(let stage) = move else { continue }
      visits.append(stage + ":" + items.filter { $0.lane == lanes.current }.map(\.document.id).joined())
    }
    #expect(visits == ["a:xyzw", "b:xy", "c:x", "d:xy", "e:w", "f:xyzw"])
    #expect(lanes.current == nil && items.allSatisfy { $0.lane == nil })
  }

  @Test func whatHappensInAnArmChangesNothingOfTheChoice() throws {
    var lanes = LaneWalk()
    let source = DocumentSource(uri: "t")
    var items = [
      Chain.Item(
        document: Document(id: "x", source: source, text: SourceText("")),
        record: Record(source: source, format: "t", bytes: []))
    ]
    var visits: [String] = []
    for move in try Self.tree().walk {
      Chain.follow(move, &lanes, &items)
      guard case .stage(let stage) = move, items[0].lane == lanes.current else { continue }
      visits.append(stage)
      // By its new name it would have taken another arm; that within this one is still to be chosen.
      if stage == "b" { items[0].document.id = "w" }
    }
    #expect(visits == ["a", "b", "d", "f"])
  }

  @Test func aBranchWithoutStagesIsGone() throws {
    let tree = try Self.tree()
    var asked = ""
    let upper = tree.compactMap { stage -> String? in
      asked += stage
      return stage == "c" ? nil : stage.uppercased()
    }
    #expect(asked == "abcdef")
    #expect(
      upper.walk.map(Self.text).joined(separator: " ") == "A 0( 0.0[ B D ]0.0 0.1[ ]0.1 0.2[ E ]0.2 )0 F")
    #expect(tree.compactMap { "af".contains($0) ? $0 : nil }.walk.map(Self.text) == ["a", "f"])
  }

  @Test func aDocumentTakesTheFirstArmThatHolds() throws {
    guard case .branch(let branch) = try Self.branch(0, [("{ id: x }", []), ("{ source: t }", [])]) else {
      return
    }
    func arm(_ id: String, _ uri: String) -> Int? {
      branch.arm(for: Document(id: id, source: DocumentSource(uri: uri), text: SourceText("")))
    }
    #expect([arm("x", "t"), arm("y", "t"), arm("y", "u")] == [0, 1, nil])
    #expect(!branch.hasDefault)
  }
}
