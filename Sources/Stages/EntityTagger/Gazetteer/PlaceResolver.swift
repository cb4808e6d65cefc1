import CLexicon
import Isnad
import IsnadArabic

extension PlaceGazetteer {
  /// The gazetteer that lies in the program, read once for all stages.
  static let embedded = Result<PlaceGazetteer, NameLexiconError> { () throws(NameLexiconError) in
    var size = 0
    let start = isnad_place_gazetteer(&size)
    return try PlaceGazetteer(UnsafeRawBufferPointer(start: start, count: size))
  }
}

/// Finds the places of an article on the map.
///
/// A name may belong to a country and to towns of several countries. Countries come first, unless the text
/// says that a town is meant (مدينة الكويت), or speaks of the country whose capital has the name (عمان); of towns
/// the one counts that has more inhabitants and lies in a country that the article speaks of, by name, by its
/// people's name or by its other towns, most of all right behind the name (طرابلس اللبنانية). A small town is
/// believed where its country has a good part in the article, and beside a large one only with its country
/// right behind it.
struct PlaceResolver {
  /// A town of so many inhabitants is known without its country.
  private static let knownPopulation = 100_000
  /// What part in the article a smaller town's country must have; and that of one with a tenth as many.
  private static let smallShare = 0.2
  private static let tinyShare = 0.45
  /// What a country that the whole article is about is worth: a town there beats one with a thousand times
  /// as many inhabitants elsewhere.
  private static let contextWeight = 3.0
  /// A region counts like a town of not quite a million.
  private static let regionScore = 5.9
  /// What it is worth that the country is named right behind.
  private static let nextWeight = 4.0

  private let words: NameWords
  private let gazetteer: PlaceGazetteer
  /// The country that the document is said to come from.
  private let country: String?

  init(_ words: NameWords, _ gazetteer: PlaceGazetteer, country: String?) {
    self.words = words
    self.gazetteer = gazetteer
    self.country = country
  }

  /// - Parameter candidates: those that the entities were made of, one for one.
  func resolve(_ entities: inout [Entity], _ candidates: [NameCandidate]) {
    guard entities.contains(where: { $0.label == .place }) else { return }
    let found = candidates.map { candidate in
      candidate.label == .place || candidate.label == .group ? places(candidate) : Namesakes()
    }
    let shares = countries(found)
    for index in entities.indices where entities[index].label == .place && entities[index].kbID == nil {
      let next =
        index + 1 < candidates.count
          && candidates[index + 1].tokens.lowerBound <= candidates[index].tokens.upperBound + 1
        ? found[index + 1] : Namesakes()
      guard let place = best(found[index], candidates[index], shares, next: next) else { continue }
      entities[index].kbID = "geonames:\(place.id)"
      entities[index].place = MapPlace(
        country: place.country.letters, latitude: Self.degrees(place.latitude),
        longitude: Self.degrees(place.longitude))
    }
  }

  private static func degrees(_ value: Int32?) -> ExactDecimal? {
    value.map { ExactDecimal(mantissa: Int128($0), scale: 5) }
  }

  /// The places of the gazetteer that bear one name.
  private struct Namesakes {
    var numbers = 0..<0
    /// A noun before the name says that it is no country.
    var areTowns = false
  }

  private func list(_ found: Namesakes) -> some Sequence<GazetteerPlace> {
    found.numbers.lazy.map { gazetteer[$0] }
      .filter { !found.areTowns || $0.kind != .country && $0.kind != .continent }
  }

  /// The places that bear a name, which may have a noun such as مدينة before it.
  private func places(_ candidate: NameCandidate) -> Namesakes {
    let head = words.head(of: candidate)
    let whole = gazetteer.places(named: words.tail(of: candidate, joinedTo: head))
    guard whole.isEmpty, candidate.tokens.count > 1, words.vocabulary.townHeads.contains(head) else {
      return Namesakes(numbers: whole, areTowns: words.vocabulary.townHeads.contains(wordBefore(candidate)))
    }
    let second = candidate.tokens.lowerBound + 1
    let name = words.tail(
      of: second..<candidate.tokens.upperBound, joinedTo: words.tokens[second].fingerprint)
    return Namesakes(numbers: gazetteer.places(named: name), areTowns: true)
  }

  /// The word before a name without clitics; 0 where there is none.
  private func wordBefore(_ candidate: NameCandidate) -> UInt64 {
    let before = candidate.tokens.lowerBound - 1
    return before >= 0 && candidate.stripped == 0 ? words.tokens[before].fingerprint : 0
  }

  /// The countries that the article speaks of, each with its share of all that points to one.
  private func countries(_ found: [Namesakes]) -> CountryShares {
    var weights = CountryShares()
    for names in found where !names.numbers.isEmpty {
      let places = list(names)
      guard let first = places.first(where: { _ in true }) else { continue }
      if let sure = places.first(where: { $0.kind == .country || $0.kind == .nationality }) {
        if places.contains(where: { $0.kind == .country }), places.contains(where: { $0.kind == .capital }) {
          // عمان may be Jordan's capital or a country: half a word for either.
          let both = Set(places.filter { $0.kind == .country || $0.kind == .capital }.map(\.country))
          for country in both { weights.add(0.5, to: country) }
        } else {
          weights.add(1, to: sure.country)
        }
      } else if let capital = places.first(where: { $0.kind == .capital }) {
        weights.add(0.5, to: capital.country)
      } else if places.allSatisfy({ $0.country == first.country }) {
        // A name that only one country has.
        weights.add(0.5, to: first.country)
      }
    }
    if let country = country.map({ CountryCode($0.uppercased()) }), country != .nowhere {
      weights.add(0.5, to: country)
    }
    return weights
  }

  private func best(
    _ found: Namesakes, _ candidate: NameCandidate, _ shares: CountryShares, next: Namesakes
  ) -> GazetteerPlace? {
    guard !found.numbers.isEmpty else { return nil }
    let places = list(found)
    let head = wordBefore(candidate)
    if words.vocabulary.otherPlaceHeads.contains(head) { return places.first { $0.kind == .region } }
    if let country = places.first(where: { $0.kind == .country || $0.kind == .continent }) {
      let capital = places.filter { $0.kind == .capital && $0.country != country.country }
        .max { shares[$0.country] < shares[$1.country] }
      let isCapital = capital.map { shares[$0.country] > shares[country.country] } ?? false
      return isCapital ? capital : country
    }
    let hasKnown = places.contains { $0.kind == .capital || $0.kind == .city && Self.isKnown($0) }
    var best: (place: GazetteerPlace, score: Double)?
    for place in places where place.kind != .nationality {
      let share = shares[place.country]
      let isNext = list(next).contains {
        ($0.kind == .nationality || $0.kind == .country) && $0.country == place.country
      }
      let isKnown = Self.isKnown(place) || place.kind != .city
      let needed = place.population * 10 >= Self.knownPopulation ? Self.smallShare : Self.tinyShare
      guard isKnown || isNext || !hasKnown && share >= needed else { continue }
      var score = place.kind == .region ? Self.regionScore : Self.magnitude(place.population)
      score += Self.contextWeight * share
      if place.kind == .capital { score += 1 }
      if isNext { score += Self.nextWeight }
      if score > best?.score ?? -1 { best = (place, score) }
    }
    return best?.place
  }

  private static func isKnown(_ place: GazetteerPlace) -> Bool { place.population >= knownPopulation }

  /// The number of digits, with the fraction that halves and doubles make: 1,000 is 3, 2,000 is 3.3.
  private static func magnitude(_ population: Int) -> Double {
    var rest = max(population, 1)
    var digits = 0.0
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    // Base-ten logarithms of 1 to 9.
    return digits + [0, 0.301, 0.477, 0.602, 0.699, 0.778, 0.845, 0.903, 0.954][rest - 1]
  }
}

/// How much of what an article says of countries is said of each: a few in a list.
private struct CountryShares {
  private var weights: [(country: CountryCode, weight: Double)] = []
  private var sum = 0.0

  mutating func add(_ weight: Double, to country: CountryCode) {
    sum += weight
    if let known = weights.firstIndex(where: { $0.country == country }) {
      weights[known].weight += weight
    } else {
      weights.append((country, weight))
    }
  }

  /// From 0 to 1.
  subscript(country: CountryCode) -> Double {
    guard let known = weights.first(where: { $0.country == country }) else { return 0 }
    return known.weight / sum
  }
}
