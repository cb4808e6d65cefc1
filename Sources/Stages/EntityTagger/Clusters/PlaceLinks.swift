import Isnad
import IsnadArabic

/// Ties the names of places: those of one country on the map (المملكة العربية السعودية, السعودية), a name and what it is
/// short for (الضفة, الضفة الغربية), and a country with the word for its kind (دولة الكويت).
///
/// A name that the map knows as another place stays that: الجزائر is not الجزائر العاصمة, الحديدة not ميناء الحديدة.
struct PlaceLinks {
  /// A place of so many inhabitants is known by its name.
  private static let knownPopulation = 50_000

  private let forms: [NameForm]
  private let words: NameWords
  private let gazetteer: PlaceGazetteer
  private let candidates: [NameCandidate]

  init(_ forms: [NameForm], _ candidates: [NameCandidate], _ words: NameWords, _ gazetteer: PlaceGazetteer) {
    self.forms = forms
    self.candidates = candidates
    self.words = words
    self.gazetteer = gazetteer
  }

  func link(_ sets: inout ClusterSets) {
    guard forms.contains(where: { $0.label == .place }) else { return }
    var countries: [UInt32: Int] = [:]
    for (form, name) in forms.enumerated() where name.label == .place {
      guard let country = countryNumber(form) else { continue }
      if let other = countries[country] { sets.unite(form, other) } else { countries[country] = form }
    }
    PhraseLinks(.place, forms, words).link(
      &sets, isOpening: { short, long in isOneOnTheMap(short, long) },
      isEnding: { _, long in words.vocabulary.countryKinds.contains(fingerprint(forms[long].words[0])) })
  }

  private func places(_ form: Int) -> [GazetteerPlace] {
    let candidate = candidates[forms[form].source]
    let head = words.head(of: candidate)
    return gazetteer.places(named: words.tail(of: candidate, joinedTo: head)).map { gazetteer[$0] }
  }

  /// The one country that has the name; none where a capital has it too (عمان).
  private func countryNumber(_ form: Int) -> UInt32? {
    let places = places(form)
    let countries = places.filter { $0.kind == .country }
    guard countries.count == 1, !places.contains(where: { $0.kind == .capital }) else { return nil }
    return countries[0].id
  }

  /// Nothing that the map knows by the short name is another than what it knows by the long one.
  private func isOneOnTheMap(_ short: Int, _ long: Int) -> Bool {
    let known = places(short).filter { $0.kind != .city || $0.population >= Self.knownPopulation }
    guard !known.isEmpty else { return true }
    let others = Set(places(long).map(\.id))
    return known.contains { others.contains($0.id) }
  }
}
