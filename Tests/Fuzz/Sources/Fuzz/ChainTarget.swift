import Isnad
import IsnadStages
import SystemPackage

/// Hands any bytes to readers, extractors and writer, and stops where a promise breaks: a crash, a
/// hang (libFuzzer's -timeout), or a span that leaves its text.
func fuzzChain(_ bytes: [UInt8]) {
  let record = Record(
    source: DocumentSource(uri: "fuzz", record: 1),
    format: bytes.first == UInt8(ascii: "{") ? "jsonl" : "text", bytes: bytes)
  guard let chain = Chain.shared, var document = try? chain.reader.decode(record) else { return }
  for stage in chain.transforms {
    do { try stage.process(&document) } catch { preconditionFailure("a stage failed: \(error)") }
  }
  for name in document.layers.names {
    guard let layer = document.layers[named: name] else { continue }
    for row in FieldCollector.rows(of: layer, in: document.text) {
      guard let start = row["start"].flatMap({ Int($0) }), let end = row["end"].flatMap({ Int($0) }) else {
        continue
      }
      precondition(
        document.text.isValid(TextSpan(start, end)), "\(name): \(start)..<\(end) is no span of the text")
    }
  }
  let line = chain.writer.encode(document)
  precondition((try? JSONParser.parse(ArraySlice(line.dropLast()))) != nil, "the writer wrote no JSON")
  let page = chain.page.encode(document)
  checkMarkup(page)
}

/// The elements of an article's page.
private let elements: Set<String> = [
  "a", "article", "bdi", "blockquote", "code", "div", "h2", "h3", "header", "li", "mark", "ol", "p",
  "section", "span",
  "table", "tbody", "td", "th", "thead", "tr",
]

/// No markup but the program's own, closed in the order in which it was opened.
private func checkMarkup(_ page: [UInt8]) {
  var open: [String] = []
  var place = 0
  while let start = page[place...].firstIndex(of: UInt8(ascii: "<")) {
    guard let end = page[start...].firstIndex(of: UInt8(ascii: ">")) else {
      fatalError("a tag that does not end")
    }
    let isEnd = page[start + 1] == UInt8(ascii: "/")
    let inside = page[(start + (isEnd ? 2 : 1))..<end]
    let name = String(decoding: inside.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    precondition(elements.contains(name), "the page has an element '\(name)'")
    precondition(inside.count { $0 == UInt8(ascii: "\"") } % 2 == 0, "an attribute of '\(name)' does not end")
    if isEnd {
      precondition(open.popLast() == name, "'\(name)' closes what it did not open")
    } else {
      open.append(name)
    }
    place = end + 1
  }
  precondition(open.isEmpty, "elements stay open")
}

/// The stages, made once.
private struct Chain: Sendable {
  let reader: any Reader
  let transforms: [any Transform]
  let writer: JSONLinesOutput
  let page: HTMLOutput

  static let shared: Chain? = {
    let context = StageContext(id: "fuzz", directory: FilePath("."))
    do {
      var page = HTMLOutput.Options()
      page.path = "page.html"
      var options = ArticleReader.Options()
      options.paths = ["-"]
      return Chain(
        reader: try ArticleReader(options: options, context: context),
        transforms: [
          NormalizerStage(options: .init(), context: context),
          try EntityTagger(options: .init(), context: context),
          try NumberExtractor(options: .init(), context: context),
          try QuoteAttributor(options: .init(), context: context),
        ],
        writer: JSONLinesOutput(options: .init(), context: context),
        page: HTMLOutput(options: page, context: context))
    } catch {
      return nil
    }
  }()
}
