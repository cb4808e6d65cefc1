import Isnad
import Testing

private struct Word: ForeignDecodable, Hashable {
  var span: TextSpan
  var kind: String
  init(span: TextSpan, kind: String) {
    self.span = span
    self.kind = kind
  }
  init(_ foreign: ForeignAnnotation) throws(StageFailure) {
    guard let kind = foreign["kind"]?.string else {
      throw StageFailure(code: "bad-word", message: "a word has no 'kind'")
    }
    self.init(span: foreign.span, kind: kind)
  }
  func encode(into sink: inout some AnnotationSink) {
    sink.span(span)
    sink.string("kind", kind)
  }
}

private struct Plain: Annotation {
  var span: TextSpan
  func encode(into sink: inout some AnnotationSink) { sink.span(span) }
}

private enum Words: LayerKey {
  static let name = "words"
  typealias Value = [Word]
}

/// The same name, of another package.
private enum OtherWords: LayerKey {
  static let name = "words"
  typealias Value = [Plain]
}

private struct Reading: Transform {
  static let description = StageDescription(
    name: "reading", summary: "Reads words.", requires: [Words.name], views: [Words.self])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) throws { _ = try document.require(Words.self) }
}

private struct Writing: Transform {
  static let description = StageDescription(
    name: "writing", summary: "Makes words.", provides: [OtherWords.name], views: [OtherWords.self])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) { document[OtherWords.self] = [] }
}

private enum Numbers: LayerKey {
  static let name = "numbers"
  typealias Value = [Plain]
}

private struct Counting: Transform {
  static let description = StageDescription(
    name: "counting", summary: "Counts.", provides: [Numbers.name], views: [Numbers.self])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) {}
}

@Suite struct LayerTests {
  private func document() throws -> Document {
    Document(
      id: "d", source: DocumentSource(uri: "d"), text: try SourceText(validating: Array("abc def".utf8)))
  }

  @Test func aLayerIsKnownByItsName() throws {
    var document = try document()
    document[Words.self] = [Word(span: TextSpan(0, 3), kind: "a")]
    document[OtherWords.self] = [Plain(span: TextSpan(4, 7))]
    #expect(document.layers.names == ["words"])
    #expect(document[Words.self] == nil)
    #expect(document[OtherWords.self]?.count == 1)
    document[Words.self] = nil
    #expect(document.layers.names == [])
  }

  @Test func whatIsRequiredIsThereOrSaysWhyNot() throws {
    var document = try document()
    #expect(throws: StageFailure(code: "missing-layer", message: "the document has no layer 'words'")) {
      try document.require(Words.self)
    }
    document[OtherWords.self] = [Plain(span: TextSpan(0, 3))]
    #expect(
      throws: StageFailure(
        code: "wrong-layer", message: "the layer 'words' holds Array<Plain>, and is read as Array<Word>")
    ) { try document.require(Words.self) }
    document[Words.self] = [Word(span: TextSpan(0, 3), kind: "a")]
    #expect(try document.require(Words.self) == [Word(span: TextSpan(0, 3), kind: "a")])
  }

  @Test func aLayerOfAProcessIsReadByAStage() throws {
    var document = try document()
    func foreign(_ fields: [JSONValue.Member]) -> ForeignAnnotation {
      ForeignAnnotation(span: TextSpan(4, 7), fields: fields, by: "tool@1/process")
    }
    document.layers.set([foreign([.init("kind", .string("b"))])], named: "words")
    #expect(document[Words.self] == [Word(span: TextSpan(4, 7), kind: "b")])
    #expect(try document.require(Words.self) == [Word(span: TextSpan(4, 7), kind: "b")])
    #expect(
      throws: StageFailure(
        code: "wrong-layer", message: "the layer 'words' comes from a process, and is read as Array<Plain>")
    ) { try document.require(OtherWords.self) }
    document.layers.set([foreign([])], named: "words")
    #expect(document[Words.self] == nil)
    #expect(throws: StageFailure(code: "bad-word", message: "a word has no 'kind'")) {
      try document.require(Words.self)
    }
  }

  @Test func twoLayersOfOneNameAreFoundBeforeARun() {
    var registry = Registry.toys
    for stage in [Reading.self, Writing.self, Counting.self] as [any Stage.Type] { registry.register(stage) }
    func found(_ stages: String) -> [String] {
      let (definition, _) = PipelineLoader.load(Array("stages: \(stages)".utf8), file: "p.yaml")
      return PipelineCheck.problems(in: definition, registry: registry).errors.map(\.description)
    }
    #expect(
      found("[toy-reader, writing, reading]") == [
        "p.yaml:1:31: error[layer-clash]: 'reading' has a layer 'words' of its own, and 'writing' means something else by it. One of the two layers needs another name."
      ])
    #expect(
      found("[toy-reader, counting]") == [
        "p.yaml:1:22: error[layer-clash]: 'counting' has a layer 'numbers' of its own, and that is a layer of Isnad itself. One of the two layers needs another name."
      ])
    #expect(found("[toy-reader, writing]") == [])
  }
}
