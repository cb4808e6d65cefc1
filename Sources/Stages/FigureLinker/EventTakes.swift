import Isnad

/// What a number counts, as far as the words beside it tell.
struct Counted {
  enum Kind {
    /// Somebody, or nobody knows.
    case somebody
    /// Nobody, but it takes part in something: states, teams.
    case body
    /// Nobody.
    case thing
  }
  var kind = Kind.somebody
  /// The event of its noun: منزل is of buildings, قتيل of the killed.
  var event: Figure.Event?

  var isSomebody: Bool { kind == .somebody && !(event?.isOfThings ?? false) }
}

extension Figure.Event {
  private static let people: Set<Figure.Event> = [
    .killed, .injured, .missing, .detained, .released, .displaced, .captive, .infected, .participants, .votes,
  ]
  private static let things: Set<Figure.Event> = [.weapons, .attacks, .voyages]
  private static let weights: Set<String> = ["t", "kg", "g", "mg", "oz", "lb", "L", "l", "mL"]
  private static let yields: Set<String> = ["bbl", "MW", "GW", "kWh", "MWh", "GWh"]
  private static let sums: Set<Figure.Event> = [.price, .cost, .revenue, .profit, .fine, .salary]

  var isOfThings: Bool { Self.things.contains(self) || self == .buildings || self == .goals }

  /// Whether a number can be one of these: so many riyals were not killed.
  func takes(_ number: NumberMention, _ counted: Counted) -> Bool {
    // البلدين, two that the text has named: nothing is counted.
    if number.kind == .dual { return false }
    let isCount = [.count, .bare].contains(FigureKind(number))
    switch self {
    case .participants where counted.kind == .body: return isCount
    case .votes: return isCount && counted.isSomebody
    case _ where Self.people.contains(self):
      return isCount && counted.isSomebody || number.kind == .fraction
    case .buildings: return isCount && (counted.event == self || FigureKind(number) == .bare)
    case .goals: return isCount && counted.kind == .somebody
    case .population: return isCount && counted.isSomebody
    case _ where Self.things.contains(self): return isCount
    case _ where Self.sums.contains(self): return FigureKind(number) == .money
    case .loss, .investment: return FigureKind(number) == .money
    case .aid: return number.kind != .percentage && (!isCount || counted.isSomebody)
    case .production, .trade:
      return number.kind != .percentage && number.kind != .fraction && counted.event != .goals
    case .growth, .decline: return FigureKind(number) != .length
    case .share: return number.kind == .percentage || number.kind == .fraction
    case .distance: return FigureKind(number) == .length
    case .size: return number.kind == .quantity || isCount
    case .speed: return FigureKind(number) == .speed
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
    case _ where number.kind == .fraction: self = .share
    case .other where number.unit.map({ Self.yields.contains($0) }) ?? false: self = .production
    case .other where number.unit.map({ Self.weights.contains($0) }) ?? false: self = .size
    default: return nil
    }
  }
}

/// What kind of thing a number measures, as far as its unit tells.
enum FigureKind {
  case count, bare, money, share, length, area, speed, temperature, other

  private static let lengths: Set<String> = ["km", "m", "cm", "mm", "mi", "ft", "in", "nmi", "yd"]
  private static let areas: Set<String> = ["km2", "m2", "ha", "m3", "feddan", "[acr_us]", "km²", "m²", "m³"]
  private static let speeds: Set<String> = ["km/h", "m/s", "mi/h", "mph", "kn", "kt"]
  private static let temperatures: Set<String> = ["Cel", "°C", "[degF]", "K", "degF"]

  init(_ number: NumberMention) {
    switch number.kind {
    case .cardinal: self = .bare
    case .money: self = .money
    case .percentage: self = .share
    case .quantity, .range:
      guard let unit = number.unit, number.currency == nil else {
        self = number.kind == .quantity ? .other : number.currency == nil ? .count : .money
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
        self = number.kind == .quantity ? .other : .count
      }
    case .fraction, .multiple: self = .other
    // عشرات, without what they count.
    case .indefinite where number.unit == nil && number.currency == nil: self = .bare
    default: self = number.currency == nil ? .count : .money
    }
  }
}
