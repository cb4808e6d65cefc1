/// A number, an amount, a date: what is said with a numeral.
public struct NumberMention: Annotation, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case cardinal, counted, ordinal, fraction, percentage, money, quantity, duration, date, time
    case range, multiple, score, indefinite
    /// Two that the text has named, or the two of a name: البلدين, ولايتي تكساس وأوكلاهوما.
    case dual
  }

  public enum Modifier: String, Sendable, CaseIterable {
    case approximately
    case moreThan = "more-than"
    case atLeast = "at-least"
    case lessThan = "less-than"
    case atMost = "at-most"
  }

  /// From 1, in order of place; written as `n1`.
  public var id = 0
  /// Takes in modifier, number and counted noun.
  public var span: TextSpan
  public var kind: Kind
  /// Nil for dates and ranges.
  public var value: ExactDecimal?
  /// The lower and upper end of a range.
  public var min: ExactDecimal?
  public var max: ExactDecimal?
  /// UCUM-like (`km`, `Cel`, `pp`), or the counted noun as it is written.
  public var unit: String?
  /// ISO 4217; nil where the word is ambiguous.
  public var currency: String?
  /// EDTF for dates (`XXXX-10-07`), ISO 8601 for durations and times (`PT2H`, `T17:30`).
  public var iso: String?
  /// The same date in the Islamic calendar, `1445-09-01`.
  public var hijri: String?
  public var modifier: Modifier?
  public var by: Provenance

  public init(span: TextSpan, kind: Kind, value: ExactDecimal? = nil, by: Provenance) {
    self.span = span
    self.kind = kind
    self.value = value
    self.by = by
  }

  @inlinable public func encode(into sink: inout some AnnotationSink) {
    sink.identifier("id", prefix: "n", id)
    sink.span(span)
    sink.string("kind", kind.rawValue)
    sink.decimal("value", value)
    sink.decimal("min", min)
    sink.decimal("max", max)
    sink.string("unit", unit)
    sink.string("currency", currency)
    sink.string("iso", iso)
    sink.string("hijri", hijri)
    sink.string("modifier", modifier?.rawValue)
    sink.provenance(by)
  }
}
