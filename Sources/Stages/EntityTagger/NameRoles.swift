import IsnadArabic

/// What a word may be in a name besides what the lexicon says of it.
struct NameRoles: OptionSet, Sendable {
  let rawValue: UInt8

  /// The name goes on with the next word.
  static let prefix = NameRoles(rawValue: 1)
  /// Stands between the words of a name.
  static let connector = NameRoles(rawValue: 2)
  static let filiation = NameRoles(rawValue: 4)
  /// الثاني of عبد الله الثاني.
  static let regnal = NameRoles(rawValue: 8)
  /// An indefinite noun that a place's name follows at once.
  static let placeHead = NameRoles(rawValue: 16)
  /// The lexicon knows what is left of the word without clitics too.
  static let behindClitics = NameRoles(rawValue: 32)

  /// The roles of a word by its fingerprint.
  static func of(_ word: UInt64) -> NameRoles { table[word] ?? [] }

  private static let table: FingerprintTable<NameRoles> = {
    let normalize = Normalizer(.matchForm)
    var table = FingerprintTable<NameRoles>(capacity: 64)
    for (role, words) in words {
      for word in words.split(separator: " ") {
        let key = Fingerprint.of(normalize(String(word)))
        table[key] = (table[key] ?? []).union(role)
      }
    }
    return table
  }()

  private static let words: [(NameRoles, String)] = [
    (.prefix, "عبد ابو ابي ابا وعبد لعبد"),
    (.filiation, "بن ابن بنت"),
    (.connector, "بن ابن بنت ابو ابي ال عبد دي دو فان فون دا ديل لو ولد بو ايت"),
    (.regnal, "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن عشر"),
    (
      .placeHead,
      "مدينه محافظه ولايه قريه بلده مديريه اقليم جزيره حي مخيم بمدينه بمحافظه بولايه بقريه ببلده بحي بمديريه بمخيم ناحيه قضاء"
    ),
  ]
}
