import Isnad
import IsnadArabic

/// A noun of time in the tables: `Y 100` is a hundred years.
struct DurationValue {
  let unit: DurationUnit
  let size: Int

  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard (1...2).contains(parts.count), let unit = DurationUnit(rawValue: String(parts[0])) else {
      return nil
    }
    guard let size = parts.count == 1 ? 1 : Int(parts[1]), (1...1_000_000).contains(size) else { return nil }
    (self.unit, self.size) = (unit, size)
  }
}

/// A definite noun of time in the tables: `Y 2 10` says two tens of years, `D -` says no number.
struct SpanValue {
  let unit: DurationUnit
  let count: Int?
  let size: Int

  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard (2...3).contains(parts.count), let unit = DurationUnit(rawValue: String(parts[0])) else {
      return nil
    }
    count = Int(parts[1])
    guard parts[1] == "-" || count.map({ (1...1000).contains($0) }) == true else { return nil }
    guard let size = parts.count == 2 ? 1 : Int(parts[2]), (1...1000).contains(size) else { return nil }
    (self.unit, self.size) = (unit, size)
  }
}

/// Pairs of the tables, such as `EG=EGP SD=SDG`; words among them are beginnings in match form.
struct CurrencyPairs {
  let pairs: [(key: String, code: String)]

  init?(_ text: String) {
    let normalize = Normalizer(.matchForm)
    var pairs: [(String, String)] = []
    for pair in text.split(separator: " ") {
      let sides = pair.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[0].isEmpty, sides[1].utf8.count == 3 else { return nil }
      pairs.append((normalize(String(sides[0])), String(sides[1])))
    }
    self.pairs = pairs
  }
}
