import IsnadText

/// Nouns whose dual is taken for a number: رسالتين is two letters.
///
/// The dual's ending alone proves little: مسؤولين is a plural, البحرين a country, حسنين a family. So it counts with
/// nouns of `nouns.tsv` only, which are the ones that Arabic news puts into the dual. What has no article is counted;
/// البلدين, فرعيها and ولايتي تكساس وأوكلاهوما are two that the reader knows.
public struct DualNouns: Sendable {
  /// How a noun in the dual stands.
  public enum State: Int, Sendable, CaseIterable {
    /// رسالتين
    case indefinite
    /// البلدين
    case definite
    /// ولايتي، before another noun.
    case construct
    /// فرعيها
    case possessed
  }

  /// Without their ة.
  private let feminine: [String]
  private let masculine: [String]
  /// Those whose ين is no plural with the article: not المصدرين.
  private let definite: [String]
  private let soundPlural: [String]
  private let construct: [String]
  /// What only looks like a dual: names, plurals, other words; by their bytes' fingerprints.
  private let others: Set<UInt64>

  /// - Parameter spellings: the words of a class.
  init(_ spellings: (WordClass) -> [String]) {
    feminine = spellings(.feminineNoun).map { String($0.dropLast()) }
    masculine = spellings(.masculineNoun)
    let plurals = Set(spellings(.pluralInNoun))
    definite = masculine.filter { !plurals.contains($0) }
    soundPlural = spellings(.soundPluralNoun)
    construct = spellings(.constructNoun)
    others = Set(spellings(.notDual).map { Fingerprint.of($0) })
  }

  func forms(_ state: State) -> [String] {
    let all: [String]
    let dual = Ending.duals[1]
    switch state {
    case .indefinite:
      all =
        joined(feminine, Ending.femaleDuals) + joined(masculine, Ending.duals) + soundPlural.map { $0 + dual }
    case .definite:
      all =
        joined(feminine, Ending.femaleDuals) + joined(definite, Ending.duals) + soundPlural.map { $0 + dual }
    case .construct:
      all = joined(feminine, Ending.femaleConstructs) + construct.map { $0 + Ending.yeh }
    case .possessed:
      all =
        joined(feminine, Ending.pronouns.map { Ending.femaleConstructs[0] + $0 })
        + joined(definite, Ending.pronouns[1...2].map { Ending.yeh + $0 })
    }
    let kept = all.filter { !others.contains(Fingerprint.of($0)) }
    return state == .definite ? kept.map { Ending.article + $0 } : kept
  }

  private func joined(_ stems: [String], _ endings: [String]) -> [String] {
    stems.flatMap { stem in endings.map { stem + $0 } }
  }
}
