import Isnad
import IsnadDatabase

/// A task of Label Studio with the names, numbers and quotes as predictions: the labels' tag is `label`,
/// the text's `text`.
public struct LabelStudioOutput: FramedFormat {
  public static let format = FormatDescription("label-studio", "tasks to import", to: .file)

  public static func layers(_ options: FileOptions) -> StageLayers {
    StageLayers(uses: Table.layers.map(\.name) + [TokenLayer.name])
  }

  let output: OutputPlace
  let frame = FileFrame.array

  public init(options: FileOptions, context: StageContext) { output = OutputPlace(options.path, context) }

  public func encode(_ document: Document) -> [UInt8] {
    let index = OffsetIndex(document.text, unit: .codepoint)
    var json = JSONWriter(capacity: document.text.count * 3 + 1024)
    func result(_ json: inout JSONWriter, _ id: String, _ label: String, _ span: TextSpan) {
      json.object { json in
        for (name, value) in [("id", id), ("from_name", "label"), ("to_name", "text"), ("type", "labels")] {
          json.name(name)
          json.string(value)
        }
        json.name("value")
        json.object { json in
          json.name("start")
          json.integer(index.offset(ofByte: span.start))
          json.name("end")
          json.integer(index.offset(ofByte: span.end))
          json.name("text")
          json.string(document[span])
          json.name("labels")
          json.array { $0.string(label) }
        }
      }
    }
    json.object { json in
      json.name("data")
      json.object { json in
        json.name("id")
        json.string(document.id)
        json.name("text")
        json.string(document.text.bytes, 0..<document.text.count)
        json.name("metadata")
        json.object { json in
          for (name, value) in document.metadata {
            json.name(name)
            json.value(value)
          }
        }
      }
      json.name("predictions")
      json.array { json in
        json.object { json in
          json.name("model_version")
          json.string("isnad/1")
          json.name("result")
          json.array { json in
            for entity in document.entities ?? [] {
              result(&json, "e\(entity.id)", entity.label.rawValue, entity.span)
            }
            for number in document.numbers ?? [] {
              result(&json, "n\(number.id)", number.kind.rawValue, number.span)
            }
            for quote in document.quotes ?? [] {
              result(&json, "q\(quote.id)", "quote", quote.span)
              if let speaker = quote.speaker { result(&json, "q\(quote.id)-speaker", "speaker", speaker) }
              if let cue = quote.cue { result(&json, "q\(quote.id)-cue", "cue", cue) }
            }
          }
        }
      }
    }
    return json.bytes
  }
}
