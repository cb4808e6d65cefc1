/// One statement about a span of the text.
public protocol Annotation: Sendable {
  /// Bytes in the original text.
  var span: TextSpan { get }
  /// Writes the fields, always all of them and in the same order, null where absent: so that
  /// pandas, DuckDB and Spark infer one struct.
  func encode(into sink: inout some AnnotationSink)
}

/// Where annotations are written to: one implementation a format.
public protocol AnnotationSink {
  mutating func begin()
  mutating func end()
  /// `start`, `end` and, unless `text` is false, `text` of the annotation itself.
  mutating func span(_ span: TextSpan, text: Bool)
  /// A span inside an annotation: `{start, end, text}`, or null.
  mutating func span(_ name: StaticString, _ span: TextSpan?)
  mutating func string(_ name: StaticString, _ value: String?)
  mutating func integer(_ name: StaticString, _ value: Int?)
  mutating func decimal(_ name: StaticString, _ value: ExactDecimal?)
  /// A share from 0 to 1, written with at most three decimals.
  mutating func share(_ name: StaticString, _ value: Double?)
  /// An annotation's name within its document: `e1`, `n3`, `q2`; counted from 1.
  mutating func identifier(_ name: StaticString, prefix: StaticString, _ number: Int?)
  mutating func provenance(_ provenance: Provenance)
  /// A field of an annotation that came as JSON.
  mutating func value(_ name: String, _ value: JSONValue)
}

extension AnnotationSink {
  public mutating func span(_ span: TextSpan) { self.span(span, text: true) }
}

/// What made an annotation: `number-extractor@0.1/money`.
public struct Provenance: Sendable, Hashable {
  /// The stage and its version: `number-extractor@0.1`.
  public let stage: String
  /// The rule, list or model.
  public let rule: String

  public init(stage: String, rule: String) {
    self.stage = stage
    self.rule = rule
  }

  public var text: String { "\(stage)/\(rule)" }
}

/// Collects one annotation's fields as text: for tests, summaries and tables.
public struct FieldCollector: AnnotationSink {
  public private(set) var rows: [OrderedDictionary<String, String>] = []
  private var row: OrderedDictionary<String, String> = [:]
  private let text: SourceText

  public init(_ text: SourceText) { self.text = text }

  public static func rows(of layer: any LayerValue, in text: SourceText) -> [OrderedDictionary<
    String, String
  >] {
    var collector = FieldCollector(text)
    layer.encode(into: &collector)
    return collector.rows
  }

  private mutating func set(_ name: StaticString, _ value: String?) {
    if let value { row["\(name)"] = value }
  }

  public mutating func begin() { row = [:] }
  public mutating func end() { rows.append(row) }
  public mutating func span(_ span: TextSpan, text: Bool) {
    set("start", String(span.start))
    set("end", String(span.end))
    if text { set("text", self.text[span]) }
  }
  public mutating func span(_ name: StaticString, _ span: TextSpan?) { set(name, span.map { text[$0] }) }
  public mutating func string(_ name: StaticString, _ value: String?) { set(name, value) }
  public mutating func integer(_ name: StaticString, _ value: Int?) { set(name, value.map(String.init)) }
  public mutating func decimal(_ name: StaticString, _ value: ExactDecimal?) { set(name, value?.description) }
  public mutating func share(_ name: StaticString, _ value: Double?) { set(name, value.map { String($0) }) }
  public mutating func identifier(_ name: StaticString, prefix: StaticString, _ number: Int?) {
    set(name, number.map { "\(prefix)\($0)" })
  }
  public mutating func provenance(_ provenance: Provenance) { set("by", provenance.text) }
  public mutating func value(_ name: String, _ value: JSONValue) {
    switch value {
    case .null: break
    case .string(let text): row[name] = text
    default:
      var json = JSONWriter()
      json.value(value)
      row[name] = json.text
    }
  }
}
