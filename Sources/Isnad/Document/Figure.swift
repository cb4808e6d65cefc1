/// A number that states a quantity about the world: what, how many, where, when, and on whose word.
public struct Figure: Annotation, Hashable {
  /// What the number is a number of.
  public enum Event: String, Sendable, CaseIterable {
    case killed, injured, missing, detained, released, displaced, captive, infected, participants, votes
    case price, cost, revenue, profit, loss, investment, aid, trade, production, population, growth, decline
    case share, distance, size, speed, temperature, goals, fine, salary, buildings, weapons, attacks, voyages
  }

  /// How far from the number its place is said.
  public enum PlaceScope: String, Sendable, CaseIterable {
    case clause, sentence
  }

  /// From 1, in order of place; written as `f1`.
  public var id = 0
  /// The number's, with modifier and counted noun.
  public var span: TextSpan
  /// The id of the number.
  public var number: Int
  /// What the number says, as the layer of numbers has it: how many, and of what.
  public var value: ExactDecimal?
  public var min: ExactDecimal?
  public var max: ExactDecimal?
  /// The unit or the counted noun; for money its ISO 4217 code where it has one.
  public var unit: String?
  public var modifier: NumberMention.Modifier?
  /// Nil where the text says none of these.
  public var event: Event?
  /// The words by which the event was known.
  public var trigger: TextSpan?
  /// What is counted, with its qualifiers.
  public var subject: TextSpan?
  /// Where, as it is said: one place or several that stand together.
  public var place: TextSpan?
  /// The id of the entity that the place, or the first of several, is.
  public var placeEntity: Int?
  public var placeScope: PlaceScope?
  /// Where it may be, if the sentence does not say it: the last place that the paragraph names before.
  public var inferredPlace: TextSpan?
  public var inferredPlaceEntity: Int?
  /// When, as it is said.
  public var time: TextSpan?
  /// The id of the number (a date or a time) that `time` is.
  public var timeNumber: Int?
  /// Whose word it is; nil for the outlet's own.
  public var sourceName: String?
  /// The id of the entity that the source is.
  public var sourceEntity: Int?
  /// The id of the innermost quote that holds the number.
  public var quote: Int?
  /// The id of the figure of which this one is a part: منهم, من بينهم.
  public var partOf: Int?
  public var polarity = Quote.Polarity.asserted
  /// From 0 to 1: how often the event is right that was found in this way.
  public var confidence: Double
  public var by: Provenance

  public init(of number: NumberMention, confidence: Double, by: Provenance) {
    span = number.span
    self.number = number.id
    value = number.value
    min = number.min
    max = number.max
    unit = number.currency ?? number.unit
    modifier = number.modifier
    self.confidence = confidence
    self.by = by
  }

  @inlinable public func encode(into sink: inout some AnnotationSink) {
    sink.identifier("id", prefix: "f", id)
    sink.span(span)
    sink.identifier("number", prefix: "n", number)
    sink.decimal("value", value)
    sink.decimal("min", min)
    sink.decimal("max", max)
    sink.string("unit", unit)
    sink.string("modifier", modifier?.rawValue)
    sink.string("event", event?.rawValue)
    sink.span("trigger", trigger)
    sink.span("subject", subject)
    sink.span("place", place)
    sink.identifier("place_entity", prefix: "e", placeEntity)
    sink.string("place_scope", placeScope?.rawValue)
    sink.span("inferred_place", inferredPlace)
    sink.identifier("inferred_place_entity", prefix: "e", inferredPlaceEntity)
    sink.span("time", time)
    sink.identifier("time_number", prefix: "n", timeNumber)
    sink.string("source_name", sourceName)
    sink.identifier("source_entity", prefix: "e", sourceEntity)
    sink.identifier("quote", prefix: "q", quote)
    sink.identifier("part_of", prefix: "f", partOf)
    sink.string("polarity", polarity.rawValue)
    sink.share("confidence", confidence)
    sink.provenance(by)
  }
}
