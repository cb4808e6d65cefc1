import IsnadArabic

/// One key for all forms of a unit or of a counted noun: شخص, أشخاص and شخصا, برميل and bbl.
struct UnitNames: Sendable {
  /// Made once for all databases.
  static let standard = UnitNames()

  private let keys: [String: String]
  private let search = SearchText()

  private init() {
    var keys: [String: String] = [:]
    for entry in Language.own[.unitForms] {
      let words = entry.words
      guard let first = words.first else { continue }
      let key = Self.stem(SearchText().indexed(first))
      for word in words {
        let form = SearchText().indexed(word)
        // A sign such as km/h is no word.
        keys[form.isEmpty ? word : form] = key.isEmpty ? first : key
        keys[Self.stem(form)] = key.isEmpty ? first : key
      }
      keys[first] = key.isEmpty ? first : key
    }
    self.keys = keys
  }

  /// The key of a unit as a document has it, or as a question asks for it.
  func key(_ unit: String) -> String {
    if let key = keys[unit] { return key }
    let words = search.indexed(unit)
    let first = String(words.prefix { $0 != " " })
    let bare = first.hasPrefix("ال") && first.unicodeScalars.count > 4 ? String(first.dropFirst(2)) : first
    return keys[words] ?? keys[first] ?? keys[bare] ?? keys[Self.stem(bare)] ?? Self.stem(bare)
  }

  /// Without the endings of case, number and gender, from the longest on; three letters stay.
  private static func stem(_ word: String) -> String {
    for ending in ["تين", "تان", "ات", "ين", "ون", "ان", "ا", "ه"] where word.hasSuffix(ending) {
      let rest = word.dropLast(ending.count)
      if rest.unicodeScalars.count >= 3 { return String(rest) }
    }
    return word
  }
}
