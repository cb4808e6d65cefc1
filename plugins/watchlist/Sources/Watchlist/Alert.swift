import Isnad

/// Alerts, provided by `watchlist`.
public enum AlertLayer: LayerKey {
  public static let name = "alerts"
  public typealias Value = [Alert]
}

/// A place where something of the list is mentioned.
public struct Alert: Annotation, Hashable {
  public let span: TextSpan
  /// The term as it stands in the list.
  public let term: String
  /// Its category, where the list has one.
  public let category: String?
  /// The innermost quote in which it stands, by its id.
  public let quote: Int?
  /// Who says it, where it stands in a quote.
  public let speaker: String?

  public func encode(into sink: inout some AnnotationSink) {
    sink.span(span)
    sink.string("term", term)
    sink.string("category", category)
    sink.identifier("quote", prefix: "q", quote)
    sink.string("speaker_name", speaker)
    sink.string("by", Watchlist.description.signature)
  }
}
