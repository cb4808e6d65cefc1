import Isnad

/// CoNLL-2003: a piece of a token a line, with its tag in the fourth column.
struct CoNLLEncoder {
  func encode(_ document: Document) -> [UInt8] {
    let tokens = TrainingTokens(document)
    var out = Array("-DOCSTART- -X- O O\n\n".utf8)
    for sentence in tokens.sentences where !sentence.isEmpty {
      for piece in sentence {
        out += document.text.bytes[piece.span.range]
        out += Array(" -X- O \(tokens.bio(piece))\n".utf8)
      }
      out.append(UInt8(ascii: "\n"))
    }
    return out
  }
}

/// spaCy's JSON training format, which `spacy convert` reads: what lies between words and is no single
/// space is a token too, so that spaCy's text is ours.
struct SpaCyEncoder {
  func encode(_ document: Document) -> [UInt8] {
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

/// A task of Label Studio with the names, numbers and quotes as predictions: the labels' tag is `label`,
/// the text's `text`.
struct LabelStudioEncoder {
  func encode(_ document: Document) -> [UInt8] {
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
