import Isnad

extension Figure.Event {
  private static let people: Set<Figure.Event> = [
    .killed, .injured, .missing, .detained, .released, .displaced, .captive, .infected, .participants, .votes,
  ]
  private static let things: Set<Figure.Event> = [
    .buildings, .weapons, .attacks, .voyages, .goals, .population,
  ]
  private static let weights: Set<String> = ["t", "kg", "g", "mg", "oz", "lb", "L", "l", "mL"]
  private static let sums: Set<Figure.Event> = [.price, .cost, .revenue, .profit, .fine, .salary]

  /// Whether a number can be one of these: so many riyals were not killed.
  /// - Parameter isThing: what it counts is nobody.
  func takes(_ number: NumberMention, isThing: Bool) -> Bool {
    // البلدين, two that the text has named: nothing is counted.
    if number.kind == .dual { return false }
    let isCount = [.count, .bare].contains(FigureKind(number))
    switch self {
    case .votes: return isCount && !isThing || number.kind == .percentage
    case _ where Self.people.contains(self): return isCount && !isThing || number.kind == .fraction
    case _ where Self.things.contains(self): return isCount
    case _ where Self.sums.contains(self): return FigureKind(number) == .money
    case .loss, .investment: return FigureKind(number) == .money
    case .aid: return number.kind != .percentage
    case .production, .trade: return number.kind != .percentage && number.kind != .fraction
    case .growth, .decline: return FigureKind(number) != .length
    case .share: return number.kind == .percentage || number.kind == .fraction
    case .distance: return number.kind == .quantity && FigureKind(number) == .length
    case .size: return number.kind == .quantity || isCount
    case .speed: return number.kind == .quantity && FigureKind(number) == .speed
    case .temperature: return number.kind == .quantity
    default: return true
    }
  }

  /// What the unit or the kind of a number says where no word does.
  init?(unitOf number: NumberMention) {
    switch FigureKind(number) {
    case .length where number.unit == "km" || number.unit == "mi": self = .distance
    case .length, .area: self = .size
    case .speed: self = .speed
    case .temperature: self = .temperature
    case .share: self = .share
    case .other where number.unit == "bbl" || number.unit == "MW": self = .production
    case .other where number.unit.map({ Self.weights.contains($0) }) ?? false: self = .size
    default: return nil
    }
  }
}

/// What kind of thing a number measures, as far as its unit tells.
enum FigureKind {
  case count, bare, money, share, length, area, speed, temperature, other

  private static let lengths: Set<String> = ["km", "m", "cm", "mm", "mi", "ft", "in", "nmi", "yd"]
  private static let areas: Set<String> = ["km2", "m2", "ha", "m3", "km²", "m²", "m³"]
  private static let speeds: Set<String> = ["km/h", "m/s", "mi/h", "mph", "kn", "kt"]
  private static let temperatures: Set<String> = ["Cel", "°C", "[degF]", "K", "degF"]

  init(_ number: NumberMention) {
    switch number.kind {
    case .cardinal: self = .bare
    case .money: self = .money
    case .percentage: self = .share
    case .quantity:
      guard let unit = number.unit else {
        self = .other
        return
      }
      if Self.lengths.contains(unit) {
        self = .length
      } else if Self.areas.contains(unit) {
        self = .area
      } else if Self.speeds.contains(unit) {
        self = .speed
      } else if Self.temperatures.contains(unit) {
        self = .temperature
      } else {
        self = .other
      }
    case .fraction, .multiple: self = .other
    // عشرات, without what they count.
    case .indefinite where number.unit == nil && number.currency == nil: self = .bare
    default: self = number.currency == nil ? .count : .money
    }
  }
}
