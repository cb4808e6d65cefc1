import Isnad
import IsnadStages
import SystemPackage

/// The cases beside a pipeline, `news.test.yaml`:
///
/// ```yaml
/// cases:
///   - name: a minister and a price
///     text: قال الوزير سامي الحداد إن السعر ارتفع خمسة في المئة.   # or file: articles/1.txt
///     metadata: { date: 2024-05-01 }
///     expect:
///       entities: [ { text: سامي الحداد, label: PER } ]
///       numbers: [ { value: 5, kind: percentage } ]
///     exact: [numbers]          # nothing else may be in these layers
///     nothing-in: [quotes]
///   - name: the second report is a duplicate
///     documents:                # one after another
///       - { text: ارتفع سعر النفط اليوم }
///       - { text: ارتفع سعر النفط اليوم, filtered: deduplicate }
/// ```
struct TestFile {
  struct Case {
    let name: String
    let place: YAMLPlace
    let documents: [CaseDocument]
  }

  /// One document and what the pipeline must make of it.
  struct CaseDocument {
    let place: YAMLPlace
    var document: Document
    /// By layer; each item is a mapping of fields.
    var expect: [(layer: String, items: [YAMLNode])] = []
    var exact: Set<String> = []
    var nothingIn: [String] = []
    var metadata: [YAMLNode.Pair] = []
    var filtered: String?
    var failed: String?
    /// Where `expect` stands.
    var expectPlace: YAMLPlace?
  }

  let path: String
  private(set) var cases: [Case] = []
  private(set) var problems: [Diagnostic] = []

  private static let keys = ["cases"]
  private static let documentKeys = [
    "text", "file", "id", "metadata", "expect", "exact", "nothing-in", "filtered", "failed",
  ]

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    do {
      let root = try YAMLParser.parse(Array(try TextFile.read(FilePath(path)).utf8))
      read(root)
    } catch let error as YAMLError {
      throw Diagnostic(
        Diagnostic.Code(rawValue: error.code.rawValue), error.message + ".",
        at: Diagnostic.Place(file: path, line: error.place.line, column: error.place.column))
    } catch {
      throw Diagnostic(
        .unreadable, "the tests '\(path)' can't be read: \(error).",
        suggestion: "A pipeline's tests stand beside it: news.yaml has news.test.yaml.")
    }
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ message: String, at place: YAMLPlace, suggestion: String? = nil
  ) {
    problems.append(
      Diagnostic(
        code, message, at: Diagnostic.Place(file: path, line: place.line, column: place.column),
        suggestion: suggestion))
  }

  private mutating func read(_ root: YAMLNode) {
    for pair in root.mapping ?? [] { unknown(pair.key, among: Self.keys, in: "a test file") }
    guard let nodes = root["cases"]?.sequence, !nodes.isEmpty else {
      report(
        .structure, "a test file is a mapping with a list of 'cases'.", at: root.place,
        suggestion: "For example: cases: [ { text: …, expect: { entities: [ { text: … } ] } } ]")
      return
    }
    for (number, node) in nodes.enumerated() {
      let name = node["name"]?.scalar?.text ?? "case \(number + 1)"
      if let list = node["documents"] {
        for pair in node.mapping ?? [] {
          unknown(pair.key, among: ["name", "documents"], in: "a case with 'documents'")
        }
        let documents = (list.sequence ?? []).enumerated().compactMap {
          document($1, "\(number + 1)-\($0 + 1)")
        }
        if documents.isEmpty {
          report(.structure, "'documents' must be a list of documents.", at: list.place)
        }
        cases.append(Case(name: name, place: node.place, documents: documents))
      } else {
        for pair in node.mapping ?? [] {
          unknown(pair.key, among: ["name", "documents"] + Self.documentKeys, in: "a case")
        }
        let document = document(node, "\(number + 1)").map { [$0] } ?? []
        cases.append(Case(name: name, place: node.place, documents: document))
      }
    }
  }

  private mutating func unknown(_ key: YAMLNode, among keys: [String], in what: String) {
    let name = key.scalar?.text ?? ""
    guard !keys.contains(name) else { return }
    report(
      .unknownKey, "\(what) has no key '\(name)'.", at: key.place,
      suggestion: "Its keys: \(keys.joined(separator: ", ")).")
  }

  private mutating func document(_ node: YAMLNode, _ number: String) -> CaseDocument? {
    guard node.mapping != nil else {
      report(.structure, "a case is a mapping with 'text' or 'file', not \(node.kindName).", at: node.place)
      return nil
    }
    guard let document = article(node, number) else { return nil }
    var result = CaseDocument(place: node.place, document: document)
    result.expectPlace = node["expect"]?.place
    for pair in node["expect"]?.mapping ?? [] {
      let layer = pair.key.scalar?.text ?? ""
      if layer == "metadata" {
        result.metadata = pair.value.mapping ?? []
        continue
      }
      let items = pair.value.sequence ?? (pair.value.isNull ? [] : [pair.value])
      for item in items where item.mapping == nil {
        report(
          .structure,
          "an expected annotation is a mapping of fields such as { text: …, label: PER }, not \(item.kindName).",
          at: item.place)
      }
      result.expect.append((layer, items))
    }
    do throws(OptionError) {
      switch node["exact"] {
      case let exact? where exact.scalar?.text == "true": result.exact = Set(result.expect.map(\.layer))
      case let exact? where exact.scalar?.text == "false": break
      case let exact?: result.exact = Set(try [String].decode(exact))
      case nil: break
      }
      result.nothingIn =
        try node["nothing-in"].map { (node) throws(OptionError) in try [String].decode(node) } ?? []
      result.filtered = try String?.decode(node["filtered"] ?? YAMLNode(scalar: "", place: node.place))
      result.failed = try String?.decode(node["failed"] ?? YAMLNode(scalar: "", place: node.place))
    } catch {
      report(.structure, "a value of the case \(error.message).", at: error.place)
    }
    return result
  }

  /// The document as the reader of the distribution makes it: of a file, or of a record with text, id and
  /// metadata.
  private mutating func article(_ node: YAMLNode, _ number: String) -> Document? {
    do {
      if let file = node["file"]?.scalar?.text {
        let folder = FilePath(path).removingLastComponent()
        let full =
          FilePath(file).isAbsolute || folder.isEmpty ? FilePath(file) : folder.pushing(FilePath(file))
        var document = try CaseReader.document(
          text: try TextFile.read(full), uri: file)
        if let metadata = node["metadata"] { Self.add(metadata, to: &document) }
        return document
      }
      guard let text = node["text"]?.scalar?.text else {
        report(.structure, "the case has neither 'text' nor 'file'.", at: node.place)
        return nil
      }
      let id = node["id"]?.scalar?.text ?? number
      return try CaseReader.document(
        text: text, id: id, metadata: node["metadata"].map(JSONOption.json) ?? .object([]), uri: path)
    } catch let error as StageFailure {
      report(.structure, "the case's document can't be read: \(error.message).", at: node.place)
    } catch {
      report(.unreadable, "the case's file can't be read: \(error).", at: node["file"]?.place ?? node.place)
    }
    return nil
  }

  private static func add(_ metadata: YAMLNode, to document: inout Document) {
    guard case .object(let members) = JSONOption.json(metadata) else { return }
    for member in members { document.metadata[member.name] = member.value }
  }
}

/// Documents as the reader makes them, for commands that have a text and no run.
enum CaseReader {
  private static func reader() throws -> ArticleReader {
    ArticleReader(decoding: .init(), context: StageContext(id: "reader", directory: FilePath()))
  }

  static func document(text: String, id: String, metadata: JSONValue, uri: String) throws -> Document {
    let record = JSONText.flat(
      .object([.init("id", .string(id)), .init("metadata", metadata), .init("text", .string(text))]))
    return try reader().decode(
      Record(source: DocumentSource(uri: uri, record: 1), format: "jsonl", bytes: Array(record.utf8)))
  }

  /// A text file.
  static func document(text: String, uri: String) throws -> Document {
    try reader().decode(Record(source: DocumentSource(uri: uri), format: "text", bytes: Array(text.utf8)))
  }
}
