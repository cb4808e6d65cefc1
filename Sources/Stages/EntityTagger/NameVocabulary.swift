import Isnad
import IsnadArabic

/// The words that the rules for names ask for, from the tables of the language.
final class NameVocabulary: Sendable {
  /// Made once for all that use the tables as they lie in the program.
  static let own = NameVocabulary(Language.own)

  /// For a stage: with the tables that the pipeline lays over ours.
  static func of(_ context: StageContext) throws -> NameVocabulary {
    try context.language.isEmpty ? own : NameVocabulary(Language.of(context))
  }

  /// Words that the next one belongs to: عبد, أبو, دي.
  let particles: WordSet
  let foreignParticles: WordSet
  /// ابن, بن.
  let sons: WordSet
  /// أبو in its three cases.
  let fathers: WordSet
  /// Words that belong to the one before: نصر الله, صلاح الدين.
  let endings: WordSet
  /// المعروف باسم, الملقب بـ.
  let calledWords: WordSet
  /// Before somebody who is named for the sake of another with the same family name.
  let kinship: WordSet
  /// Before a name they make another one: an office of it, a branch, a match.
  let subordinateHeads: WordSet
  /// Behind a name they make another one: بي بي سي عربي, أميركا الشمالية.
  let otherTails: WordSet
  /// Before a name that is a town's even where a country has it.
  let townHeads: WordSet
  /// Before a name that is not the town itself.
  let otherPlaceHeads: WordSet
  /// What a country, or a strip of land, is called before its name.
  let countryKinds: WordSet
  /// Other words that names begin with, whatever stands behind them.
  let openers: WordSet
  /// دولة, which is no part of the name behind it.
  let states: WordSet
  /// What has names of two parts: وزارة السياحة والآثار.
  let ministries: WordSet
  let organisationAdjectives: WordSet
  /// Days, times and ranks that happen to stand after a head: البنك الخميس، المركز الثاني.
  let behindOrganisations: WordSet
  let abbreviations: Abbreviations
  private let roles: FingerprintTable<NameRoles>

  init(_ language: Language) {
    particles = language.words(.nameParticle)
    foreignParticles = language.words(.foreignParticle)
    sons = language.words(.sonWord)
    fathers = language.words(.fatherWord)
    endings = language.words(.nameEnding)
    calledWords = language.words(.calledWord)
    kinship = language.words(.kinshipWord)
    subordinateHeads = language.words(.partOfOrganisation)
    otherTails = language.words(.otherNameTail)
    townHeads = language.words(.townNoun)
    otherPlaceHeads = language.words(.otherPlaceNoun)
    countryKinds = language.words(.countryNoun)
    openers = language.words(.nameOpener)
    states = language.words(.stateNoun)
    ministries = language.words(.coordinatedOrganisation)
    organisationAdjectives = language.words(.organisationAdjective)
    behindOrganisations = language.words(.behindOrganisation)
    abbreviations = Abbreviations(language)
    var roles = FingerprintTable<NameRoles>(capacity: 128)
    let normalize = Normalizer(.matchForm)
    for (wordClass, role) in Self.classes {
      for word in language.spellings(wordClass) {
        let key = Fingerprint.of(normalize(word))
        roles[key] = (roles[key] ?? []).union(role)
      }
    }
    self.roles = roles
  }

  private static let classes: [(WordClass, NameRoles)] = [
    (.namePrefix, .prefix), (.filiation, .filiation), (.nameConnector, .connector), (.regnalOrdinal, .regnal),
    (.placeNoun, .placeHead),
  ]

  /// The roles of a word by its fingerprint.
  @inline(__always)
  func roles(_ word: UInt64) -> NameRoles { roles[word] ?? [] }

  func isForeignParticle(_ word: [UInt8]) -> Bool { foreignParticles.contains(fingerprint(word)) }

  /// Whether a word says whose son or daughter somebody is.
  func isFiliation(_ word: [UInt8]) -> Bool { roles(fingerprint(word)).contains(.filiation) }
}
