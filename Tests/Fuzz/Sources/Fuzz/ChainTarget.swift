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
  guard let line = chain.writer.encode(document).bytes else { fatalError("a line is bytes") }
  precondition((try? JSONParser.parse(ArraySlice(line.dropLast()))) != nil, "the writer wrote no JSON")
}

/// The stages, made once.
private struct Chain: Sendable {
  let reader: any Reader
  let transforms: [any Transform]
  let writer: DocumentWriter

  static let shared: Chain? = {
    let context = StageContext(id: "fuzz", directory: FilePath("."))
    do {
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
        writer: try DocumentWriter(options: .init(), context: context))
    } catch {
      return nil
    }
  }()
}
