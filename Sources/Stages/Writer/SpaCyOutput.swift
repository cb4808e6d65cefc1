import Isnad

/// spaCy's JSON training format, which `spacy convert` reads: what lies between words and is no single
/// space is a token too, so that spaCy's text is ours.
public struct SpaCyOutput: FramedFormat {
  public static let format = FormatDescription("spacy", "names for training, for 'spacy convert'", to: .file)

  public static func layers(_ options: FileOptions) -> StageLayers { TrainingTokens.layers }

  let output: OutputPlace
  let frame = FileFrame.array

  public init(options: FileOptions, context: StageContext) { output = OutputPlace(options.path, context) }

  public func encode(_ document: Document) -> [UInt8] {
    let tokens = TrainingTokens(document)
    let bytes = document.text.bytes
    var json = JSONWriter(capacity: document.text.count * 4 + 1024)
    var at = 0
    var id = 0
    func token(_ json: inout JSONWriter, _ span: TextSpan, _ tag: String, hasSpace: Bool) {
      json.object { json in
        json.name("id")
        json.integer(id)
        json.name("orth")
        json.string(bytes, span.range)
        json.name("space")
        json.string(hasSpace ? " " : "")
        json.name("ner")
        json.string(tag)
      }
      id += 1
    }
    /// What stands before a word and is not yet written.
    func gap(_ json: inout JSONWriter, upTo end: Int) {
      if at < end { token(&json, TextSpan(at, end), "O", hasSpace: false) }
      at = max(at, end)
    }
    json.object { json in
      json.name("id")
      json.string(document.id)
      json.name("paragraphs")
      json.array { json in
        json.object { json in
          json.name("raw")
          json.string(bytes, 0..<bytes.count)
          json.name("sentences")
          json.array { json in
            // Blanks alone make one sentence too.
            let said = tokens.sentences.filter { !$0.isEmpty }
            let sentences = said.isEmpty && !bytes.isEmpty ? [[]] : said
            for (number, sentence) in sentences.enumerated() {
              json.object { json in
                json.name("tokens")
                json.array { json in
                  for piece in sentence {
                    gap(&json, upTo: piece.span.start)
                    let hasSpace = piece.span.end < bytes.count && bytes[piece.span.end] == 0x20
                    token(&json, piece.span, tokens.biluo(piece), hasSpace: hasSpace)
                    at = piece.span.end + (hasSpace ? 1 : 0)
                  }
                  if number == sentences.count - 1 { gap(&json, upTo: bytes.count) }
                }
                json.name("brackets")
                json.array { _ in }
              }
            }
          }
          json.name("cats")
          json.array { _ in }
        }
      }
    }
    return json.bytes
  }
}
