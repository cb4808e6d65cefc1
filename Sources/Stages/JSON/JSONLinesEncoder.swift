import Isnad

/// A document as one line of JSON, schema `isnad/1`.
public struct JSONLinesEncoder: Sendable {
  private static let standard = ["sentences", "entities", "numbers", "quotes", "figures"]
  private static let inner: Set<String> = ["tokens", "normalized"]

  public let offsets: OffsetUnit
  /// Layers to write; empty for all but the inner ones.
  public let layers: [String]
  /// The beginning of every line.
  private let opening: JSONWriter

  public init(offsets: OffsetUnit = .codepoint, layers: [String] = []) {
    self.offsets = offsets
    self.layers = layers
    var opening = JSONWriter()
    opening.beginObject()
    opening.name("schema")
    opening.string("isnad/1")
    opening.name("offsets")
    opening.string(offsets.rawValue)
    self.opening = opening
  }

  private func writes(_ name: String) -> Bool {
    layers.isEmpty ? !Self.inner.contains(name) : layers.contains(name)
  }

  /// The line, with its line break.
  public func encode(_ document: Document) -> [UInt8] {
    var sink = JSONAnnotationSink(
      json: opening.copy(capacity: capacity(document)), text: document.text, offsets: offsets)
    head(document, &sink.json)
    // By their types, so that the compiler knows which annotations meet which sink.
    layer(SentenceLayer.self, "sentences", document, &sink)
    layer(EntityLayer.self, "entities", document, &sink)
    layer(NumberLayer.self, "numbers", document, &sink)
    layer(QuoteLayer.self, "quotes", document, &sink)
    layer(FigureLayer.self, "figures", document, &sink)
    sink.json.name("layers")
    sink.json.beginObject()
    for name in document.layers.names where !Self.standard.contains(name) && writes(name) {
      sink.json.name(name)
      sink.json.beginArray()
      document.layers[named: name]?.encode(into: &sink)
      sink.json.endArray()
    }
    sink.json.endObject()
    errors(document, &sink.json)
    sink.json.endObject()
    sink.json.newline()
    return sink.json.bytes
  }

  /// Room for the line: annotations take a quarter of a kilobyte each, or a little more.
  private func capacity(_ document: Document) -> Int {
    let annotations = document.layers.names.lazy.filter(writes).reduce(0) {
      $0 + (document.layers[named: $1]?.annotationCount ?? 0)
    }
    return document.text.count * 2 + annotations * 280 + document.metadata.count * 64 + 512
  }

  private func layer<Key: LayerKey>(
    _ key: Key.Type, _ name: StaticString, _ document: Document, _ sink: inout JSONAnnotationSink
  ) {
    sink.json.name(name)
    sink.json.beginArray()
    if layers.isEmpty || layers.contains(Key.name), let layer = document.layers[named: Key.name] {
      if let value = document[key] { value.encode(into: &sink) } else { layer.encode(into: &sink) }
    }
    sink.json.endArray()
  }

  private func head(_ document: Document, _ json: inout JSONWriter) {
    json.name("id")
    json.string(document.id)
    json.name("source")
    json.object { json in
      json.name("uri")
      json.string(document.source.uri)
      json.name("record")
      if let record = document.source.record { json.integer(record) } else { json.null() }
    }
    json.name("metadata")
    json.object { json in
      for (name, value) in document.metadata {
        json.name(name)
        json.value(value)
      }
    }
    json.name("text")
    json.string(document.text.bytes, 0..<document.text.count)
  }

  private func errors(_ document: Document, _ json: inout JSONWriter) {
    json.name("errors")
    json.array { json in
      for error in document.errors {
        json.object { json in
          json.name("stage")
          json.string(error.stage)
          json.name("code")
          json.string(error.code)
          json.name("message")
          json.string(error.message)
        }
      }
    }
  }
}

/// Writes annotations as JSON objects.
struct JSONAnnotationSink: AnnotationSink {
  var json: JSONWriter
  let text: SourceText
  /// Made when an annotation asks for it.
  private lazy var index = OffsetIndex(text, unit: offsets)
  private let offsets: OffsetUnit

  init(json: JSONWriter, text: SourceText, offsets: OffsetUnit) {
    self.json = json
    self.text = text
    self.offsets = offsets
  }

  mutating func begin() { json.beginObject() }
  mutating func end() { json.endObject() }

  mutating func span(_ span: TextSpan, text withText: Bool) {
    json.name("start")
    json.integer(index.offset(ofByte: span.start))
    json.name("end")
    json.integer(index.offset(ofByte: span.end))
    guard withText else { return }
    json.name("text")
    json.string(text.bytes, span.range.clamped(to: 0..<text.count))
  }

  mutating func span(_ name: StaticString, _ span: TextSpan?) {
    json.name(name)
    guard let span else {
      json.null()
      return
    }
    json.beginObject()
    self.span(span, text: true)
    json.endObject()
  }

  mutating func string(_ name: StaticString, _ value: String?) {
    json.name(name)
    if let value { json.string(value) } else { json.null() }
  }

  mutating func integer(_ name: StaticString, _ value: Int?) {
    json.name(name)
    if let value { json.integer(value) } else { json.null() }
  }

  mutating func decimal(_ name: StaticString, _ value: ExactDecimal?) {
    json.name(name)
    guard let value else { return json.null() }
    if let mantissa = Int(exactly: value.mantissa) {
      json.decimal(mantissa: mantissa, scale: value.scale)
    } else {
      json.number(value.description)
    }
  }

  mutating func share(_ name: StaticString, _ value: Double?) {
    json.name(name)
    guard let value else {
      json.null()
      return
    }
    var (mantissa, scale) = (value.thousandths, 3)
    while scale > 0, mantissa.isMultiple(of: 10) { (mantissa, scale) = (mantissa / 10, scale - 1) }
    json.decimal(mantissa: mantissa, scale: scale)
  }

  mutating func identifier(_ name: StaticString, prefix: StaticString, _ number: Int?) {
    json.name(name)
    if let number { json.identifier(prefix, number) } else { json.null() }
  }

  mutating func value(_ name: String, _ value: JSONValue) {
    json.name(name)
    json.value(value)
  }

  mutating func provenance(_ provenance: Provenance) {
    json.name("by")
    json.string(provenance.stage, "/", provenance.rule)
  }
}

extension Document {
  /// The document as the writer writes it, with these layers; empty for all that a writer writes by itself.
  public func json(layers: [String] = []) throws -> JSONValue {
    let line = JSONLinesEncoder(offsets: .codepoint, layers: layers).encode(self)
    return try JSONParser.parse(ArraySlice(line.dropLast()))
  }
}
