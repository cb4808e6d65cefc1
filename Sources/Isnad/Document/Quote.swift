/// What somebody said, and who.
public struct Quote: Annotation, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// All of it in quotation marks, or in the speaker's own person.
    case direct
    /// None of it.
    case indirect
    /// Some of it in quotation marks.
    case mixed
  }

  public enum Polarity: String, Sendable, CaseIterable {
    case asserted
    /// The source says that it is not so: نفى أن…
    case denied
  }

  public enum SpeakerType: String, Sendable, CaseIterable {
    /// A name, or a noun phrase with a name in it.
    case named
    /// A definite description of somebody known: المدرب الإسباني.
    case description
    /// Somebody without a name: مصدر أمني.
    case anonymous
    /// The verb's omitted subject.
    case implicit
    /// A pronoun: لكنه قال.
    case pronoun
    /// Nobody in particular: أُعلن أن.
    case impersonal
  }

  /// From 1, in order of place; written as `q1`.
  public var id = 0
  /// The content: after أن or inside the marks, without the final stop.
  public var span: TextSpan
  public var kind: Kind
  public var polarity = Polarity.asserted
  /// The word that governs the content: قال، بحسب، a headline's colon.
  public var cue: TextSpan?
  /// The speaker as mentioned beside the cue.
  public var speaker: TextSpan?
  /// Who that is, resolved within the document.
  public var speakerName: String?
  public var speakerType: SpeakerType
  /// The id of the entity that the speaker is.
  public var speakerEntity: Int?
  /// Who relayed it: نقلت وكالة … عن.
  public var via: TextSpan?
  /// The id of the quote in which this one stands.
  public var nestedIn: Int?
  /// From 0 to 1.
  public var confidence: Double
  public var by: Provenance

  public init(
    span: TextSpan, kind: Kind, cue: TextSpan?, speakerType: SpeakerType, confidence: Double,
    by: Provenance
  ) {
    self.span = span
    self.kind = kind
    self.cue = cue
    self.speakerType = speakerType
    self.confidence = confidence
    self.by = by
  }

  @inlinable public func encode(into sink: inout some AnnotationSink) {
    sink.identifier("id", prefix: "q", id)
    sink.span(span)
    sink.string("kind", kind.rawValue)
    sink.string("polarity", polarity.rawValue)
    sink.span("cue", cue)
    sink.span("speaker", speaker)
    sink.string("speaker_name", speakerName)
    sink.string("speaker_type", speakerType.rawValue)
    sink.identifier("speaker_entity", prefix: "e", speakerEntity)
    sink.span("via", via)
    sink.identifier("nested_in", prefix: "q", nestedIn)
    sink.share("confidence", confidence)
    sink.provenance(by)
  }
}
