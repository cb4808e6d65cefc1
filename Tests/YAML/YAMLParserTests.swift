import IsnadYAML
import Testing

@Suite struct YAMLParserTests {
  private func error(_ text: String, limits: YAMLLimits = YAMLLimits()) -> YAMLError? {
    do throws(YAMLError) {
      _ = try YAMLParser.parse(Array(text.utf8), limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func nodesKnowTheirPlace() throws {
    let root = try YAMLParser.parse("name: news\nstages:\n  - use: reader\n    with: { paths: [a, b] }\n")
    #expect(root["name"]?.scalar?.text == "news")
    let stage = try #require(root["stages"]?.sequence?.first)
    #expect(stage.place == YAMLPlace(line: 3, column: 5))
    #expect(stage["with"]?["paths"]?.sequence?.map { $0.scalar?.text } == ["a", "b"])
    #expect(stage["with"]?["paths"]?.place == YAMLPlace(line: 4, column: 20))
  }

  /// Lines end where an editor ends them.
  @Test func foreignLineBreaksMoveNoPlace() throws {
    let root = try YAMLParser.parse("a: \"x\u{2028}y\"\nb: \"\u{85}\u{2029}\"  \nc: [d, e]\n")
    #expect(root["c"]?.place == YAMLPlace(line: 3, column: 4))
    #expect(root["c"]?.sequence?[1].place == YAMLPlace(line: 3, column: 8))
    #expect(error("a: b\n# \u{2028}\n\tc: d\n")?.place == YAMLPlace(line: 3, column: 1))
  }

  @Test func aControlCharacterIsAtItsPlace() {
    let found = error("name: نعم\nstages:\n  - ال\u{1}\n")
    #expect(found?.place == YAMLPlace(line: 3, column: 7))
    #expect(found?.message == "control characters are not allowed")
  }

  @Test func lettersThatJSONWritesInTwoHalvesAreRead() throws {
    let root = try YAMLParser.parse(
      #"{"a": "\ud83d\ude00", "b": "\\ud83d\\ude00", "c": ["\uD83D\uDE00x", "d"], "e": 'f'}"#)
    #expect(root["a"]?.scalar?.text == "😀")
    #expect(root["b"]?.scalar?.text == #"\ud83d\ude00"#)
    #expect(root["c"]?.sequence?.map { $0.scalar?.text } == ["😀x", "d"])
    // Behind two of them, where the file has it.
    #expect(root["e"]?.place == YAMLPlace(line: 1, column: 80))
    #expect(error(#"{"a": "\ud83d"}"#) != nil)
  }

  @Test(arguments: ["no", "012", "1e3", "2024-01-01", "true"])
  func scalarsStayText(_ text: String) throws {
    #expect(try YAMLParser.parse("a: \(text)")["a"]?.scalar == .init(text: text, isPlain: true))
  }

  @Test func quotedScalarsAreNotNull() throws {
    let root = try YAMLParser.parse("a: ''\nb:\nc: ~\nd: 'null'")
    #expect(root["a"]?.isNull == false)
    #expect(root["b"]?.isNull == true)
    #expect(root["c"]?.isNull == true)
    #expect(root["d"]?.isNull == false)
  }

  @Test func anEmptyFileIsNull() throws {
    #expect(try YAMLParser.parse("").isNull)
    #expect(try YAMLParser.parse("# nothing\n").isNull)
  }

  @Test func duplicateKeysAreRefused() {
    #expect(error("a: 1\nb: 2\na: 3")?.description == "3:1: the key 'a' stands twice")
  }

  @Test func columnsCountCodePoints() {
    #expect(error("{ اسم: 1, اسم: 2 }")?.place == YAMLPlace(line: 1, column: 11))
  }

  @Test func aliasesAreExpanded() throws {
    let root = try YAMLParser.parse("a: &x [1, 2]\nb: *x")
    #expect(root["b"]?.sequence?.count == 2)
    #expect(root["b"]?.place == YAMLPlace(line: 2, column: 4))
  }

  @Test func anAliasBombEndsWithItsLine() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let alias = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    #expect(bomb.utf8.count < 700)
    let found = error(bomb)
    #expect(found?.code == .tooLarge)
    #expect(found?.place.line == 5)
    #expect(found?.message == "more than 100000 values, aliases counted where they are used")
  }

  @Test func anAnchorCycleIsRefused() {
    #expect(error("a: &x\n  - *x")?.description == "2:5: the alias '*x' stands inside what it names")
  }

  @Test func anUnknownAliasIsRefused() {
    #expect(error("a: *y")?.description == "1:4: the alias '*y' names nothing; '&y' must come before it")
  }

  @Test func depthIsBounded() {
    #expect(error(String(repeating: "[", count: 100))?.description == "1:65: nested deeper than 64 levels")
  }

  @Test func sizeIsBounded() {
    var limits = YAMLLimits()
    limits.bytes = 10
    #expect(error("a: 12345678", limits: limits)?.message == "the file has 11 bytes; a pipeline may have 10")
  }

  @Test func aSecondDocumentIsRefused() {
    #expect(
      error("a: 1\n---\nb: 2")?.description
        == "2:1: a second document starts here; a pipeline is one document")
  }

  @Test func tabsGetAnExplanation() {
    let found = error("a:\n\t- b")
    #expect(found?.place == YAMLPlace(line: 2, column: 1))
    #expect(found?.message.contains("tabs can't indent") == true)
  }

  @Test func brokenYAMLHasAPlace() {
    #expect(error("a: [1, 2\n")?.place == YAMLPlace(line: 2, column: 1))
    #expect(error("a: b: c")?.description.hasPrefix("1:5: mapping values are not allowed") == true)
  }

  @Test func keysAreSingleValues() {
    #expect(error("[a, b]: 1")?.message == "a key must be a single value")
  }

  @Test func scalarsCanBeMapped() throws {
    let root = try YAMLParser.parse("a: x\nb: [y]")
    let upper = try root.mapScalars { (scalar, _) throws(YAMLError) in
      YAMLNode.Scalar(text: scalar.text.uppercased(), isPlain: scalar.isPlain)
    }
    #expect(upper["a"]?.scalar?.text == "X")
    #expect(upper["b"]?.sequence?.first?.scalar?.text == "Y")
  }
}
