import Isnad
import IsnadStages
import IsnadText

/// Labelled sentences from a file: CoNLL, or documents in JSON Lines as `isnad run` writes them and gold sets have
/// them, whose entities have `start`, `end` and `label` or `type`.
struct TrainingData {
  private(set) var sentences: [[EntityTraining.Token]] = []

  init(_ paths: [String]) throws(Diagnostic) {
    for path in paths {
      if try Self.isJSON(path) { try addDocuments(path) } else { try addSentences(path) }
    }
  }

  private static func isJSON(_ path: String) throws(Diagnostic) -> Bool {
    var lines = try LineSource(path)
    while let line = try lines.next() {
      guard let first = line.first(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
      return first == UInt8(ascii: "{")
    }
    return false
  }

  private mutating func addSentences(_ path: String) throws(Diagnostic) {
    sentences += try CoNLLFile(path).sentences.map { $0.map { .init(text: $0.text, label: $0.label) } }
  }

  private mutating func addDocuments(_ path: String) throws(Diagnostic) {
    // Of several lines of one article, as a file of corrections has them, the last one holds.
    var last: [String: Int] = [:]
    for (number, result) in try OutputFile(path).enumerated() { last[try result.get().name] = number }
    for (number, result) in try OutputFile(path).enumerated() {
      let document = try result.get()
      guard last[document.name] == number else { continue }
      // A document without the layer was not labelled; one whose layer is empty has no names.
      guard let entities = document.layers["entities"] else { continue }
      let text = SourceText(document.text)
      let index = OffsetIndex(text, unit: document.offsets)
      let mentions = entities.compactMap { entity -> (span: TextSpan, label: String)? in
        guard let start = entity["start"]?.int.flatMap(index.byte(ofOffset:)),
          let end = entity["end"]?.int.flatMap(index.byte(ofOffset:)), start < end,
          let label = (entity["label"] ?? entity["type"])?.string
        else { return nil }
        return (TextSpan(start, end), label)
      }
      sentences += EntityTraining.sentences(of: text, mentions)
    }
  }
}
