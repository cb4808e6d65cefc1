/// An annotation that came as JSON, from a process: a span, and fields that only its maker knows.
public struct ForeignAnnotation: Annotation, Hashable {
  public var span: TextSpan
  /// Without `start`, `end`, `text` and `by`.
  public var fields: [JSONValue.Member]
  public var by: String

  public init(span: TextSpan, fields: [JSONValue.Member], by: String) {
    self.span = span
    self.fields = fields
    self.by = by
  }

  /// A field by its name; nil where there is none.
  public subscript(name: String) -> JSONValue? { fields.first { $0.name == name }?.value }

  public func encode(into sink: inout some AnnotationSink) {
    sink.span(span)
    for field in fields { sink.value(field.name, field.value) }
    sink.string("by", by)
  }
}
