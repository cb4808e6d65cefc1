/// A number as people read it: `≈ 1170` of إسرائيليا, `> 33000`, `XXXX-10-07`.
public struct NumberReading: Sendable, Hashable {
  /// The sign of the modifier, and the figures, the ends or the date; nil where the text does not tell them.
  public let figure: String?
  /// The currency, the unit or the counted noun, where the figure is one of something.
  public let unit: String?
}

extension NumberMention {
  public var reading: NumberReading {
    let sign =
      switch modifier {
      case .approximately: "≈ "
      case .moreThan: "> "
      case .atLeast: "≥ "
      case .lessThan: "< "
      case .atMost: "≤ "
      case nil: ""
      }
    let figure: String
    switch (iso, value, min, max) {
    case (let iso?, _, _, _): return NumberReading(figure: sign + iso, unit: nil)
    case (nil, let value?, _, _): figure = value.description
    case (nil, nil, nil, nil): return NumberReading(figure: nil, unit: currency ?? unit)
    case (nil, nil, let low, let high): figure = "\(low?.description ?? "") – \(high?.description ?? "")"
    }
    let percent = kind == .percentage && unit == nil ? " %" : ""
    return NumberReading(figure: sign + figure + percent, unit: currency ?? unit)
  }
}
