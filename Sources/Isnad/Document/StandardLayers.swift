/// Sentences, provided by `normalizer`.
public enum SentenceLayer: LayerKey {
  public static let name = "sentences"
  public typealias Value = [Sentence]
}

/// Tokens, provided by `normalizer`.
public enum TokenLayer: LayerKey {
  public static let name = "tokens"
  public typealias Value = Tokens
}

/// Names and nationality words, provided by `entity-tagger`.
public enum EntityLayer: LayerKey {
  public static let name = "entities"
  public typealias Value = [Entity]
}

/// Numbers, amounts and dates, provided by `number-extractor`.
public enum NumberLayer: LayerKey {
  public static let name = "numbers"
  public typealias Value = [NumberMention]
}

/// Who said what, provided by `quote-attributor`.
public enum QuoteLayer: LayerKey {
  public static let name = "quotes"
  public typealias Value = [Quote]
}

/// What, how many, where, and on whose word, provided by `figure-linker`.
public enum FigureLayer: LayerKey {
  public static let name = "figures"
  public typealias Value = [Figure]
}

extension LayerSet {
  /// The layers of the distribution's own stages.
  static let standard: [any LayerKey.Type] = [
    SentenceLayer.self, TokenLayer.self, EntityLayer.self, NumberLayer.self, QuoteLayer.self,
    FigureLayer.self,
  ]
}

extension Document {
  public var sentences: [Sentence]? { self[SentenceLayer.self] }
  public var tokens: Tokens? { self[TokenLayer.self] }
  public var entities: [Entity]? { self[EntityLayer.self] }
  public var numbers: [NumberMention]? { self[NumberLayer.self] }
  public var quotes: [Quote]? { self[QuoteLayer.self] }
  public var figures: [Figure]? { self[FigureLayer.self] }
}

/// One sentence.
public struct Sentence: Annotation, Hashable {
  public var span: TextSpan
  /// The tokens of the sentence, as indices into the token layer.
  public var tokens: Range<Int>

  public init(span: TextSpan, tokens: Range<Int>) {
    self.span = span
    self.tokens = tokens
  }

  @inlinable public func encode(into sink: inout some AnnotationSink) { sink.span(span, text: false) }
}

extension Tokens: LayerValue {
  public var annotationCount: Int { count }

  @inlinable public func encode(into sink: inout some AnnotationSink) {
    for (index, token) in items.enumerated() {
      sink.begin()
      sink.span(token.span)
      sink.string("form", form(index))
      sink.end()
    }
  }
}
