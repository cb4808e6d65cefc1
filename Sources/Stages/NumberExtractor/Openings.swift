/// What a token can open: only these parsers are asked.
struct Openings: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// من، بين, and numbers that a score or a range of days may begin with.
  static let range = Openings(rawValue: 1)
  /// السنوات, آخر.
  static let span = Openings(rawValue: 2)
  static let clock = Openings(rawValue: 4)
  static let quantity = Openings(rawValue: 8)
  /// A phrase may stand here: a modifier, a day, a month of two words.
  static let phrase = Openings(rawValue: 16)

  // What a date begins with: a day of the month, a weekday, a month, a year or a part of one, قبل and
  // بعد, a week, a decade or a century.
  static let day = Openings(rawValue: 32)
  static let weekday = Openings(rawValue: 64)
  static let month = Openings(rawValue: 128)
  static let year = Openings(rawValue: 256)
  static let distance = Openings(rawValue: 512)
  static let period = Openings(rawValue: 1024)
  static let date: Openings = [.day, .weekday, .month, .year, .distance, .period, .phrase]

  /// What a number in digits can open.
  static let digits: Openings = [.range, .day, .year, .clock, .quantity]

  /// What a word of the lexicon can open by its meanings.
  init(_ word: NumberWord) {
    var opens: Openings = []
    switch word.cardinal {
    case .zero?, .unit?: opens.formUnion([.range, .day, .clock, .quantity])
    case .ten?, .tens?: opens.formUnion([.day, .quantity])
    case .some: opens.insert(.quantity)
    case nil: break
    }
    if word.ordinal != nil { opens.formUnion([.range, .day, .clock, .quantity]) }
    if word.fraction != nil { opens.formUnion([.year, .quantity]) }
    if word.indefinite != nil || word.multiple != nil { opens.insert(.quantity) }
    if word.noun?.isDual == true || word.noun?.isSingular == true { opens.insert(.quantity) }
    if word.month != nil || word.hijriMonth != nil { opens.insert(.month) }
    if word.weekday != nil || word.bareWeekday != nil { opens.insert(.weekday) }
    if word.decade != nil { opens.insert(.period) }
    self = opens
  }

  init(rawValue: UInt16) { self.rawValue = rawValue }
}
