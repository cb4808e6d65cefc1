import Isnad
import IsnadStages
import SystemPackage

/// What a plug-in answers: a layer is refused, or every writer can write it.
@Sendable func fuzzAnswers(_ bytes: [UInt8]) {
  guard case .object(let layers)? = try? JSONParser.parse(bytes[...]) else { return }
  let text = SourceText("قال سامي الحداد إن 5 أشخاص وصلوا إلى بغداد.\n«نعم»")
  for unit in OffsetUnit.allCases {
    var document = Document(id: "fuzz", source: DocumentSource(uri: "fuzz", record: 1), text: text)
    let decoder = LayerDecoder(text, offsets: unit, by: "fuzz@0.1/process")
    for layer in layers { try? decoder.decode(layer.value, layer: layer.name, into: &document) }
    let context = StageContext(id: "fuzz", directory: FilePath("."))
    let line = JSONLinesOutput(options: .init(), context: context).encode(document)
    precondition((try? JSONParser.parse(line.dropLast())) != nil, "the writer wrote no JSON")
    _ = SummaryOutput(options: .init(), context: context).encode(document)
    _ = DelimitedOutput<Comma>(options: .init(), context: context).encode(document)
    _ = CoNLLOutput(options: .init(), context: context).encode(document)
    _ = SpaCyOutput(options: .init(), context: context).encode(document)
    _ = LabelStudioOutput(options: .init(), context: context).encode(document)
    _ = BratOutput(options: .init(), context: context).encode(document)
    _ = HTMLOutput(options: .init(), context: context).encode(document)
  }
}
