import IsnadArabic

/// Whether two names are of one speaker: spelling variants aside, one may have more words than the other.
public enum SpeakerNames {
  private static let titles = folded(.speakerTitle)
  /// Words that alone name nobody.
  private static let roles = folded(.speakerRole)
  /// A given name that only one of them has makes another person.
  private static let given = folded(.relativeName)

  private static func folded(_ wordClass: WordClass) -> Set<String> {
    words(Language.own.spellings(wordClass).joined(separator: " "))
  }

  public static func areSame(_ name: String, _ wanted: [String]) -> Bool {
    let said = words(name).subtracting(titles)
    guard !said.isEmpty else { return false }
    return wanted.contains { other in
      let gold = words(other)
      if said == gold { return true }
      if gold.count > 1, gold.isSubset(of: said), said.count <= gold.count + 8 { return true }
      if gold.count == 1, gold.isSubset(of: said), said.count <= 4,
        said.subtracting(gold).isDisjoint(with: given)
      {
        return true
      }
      return said.isSubset(of: gold) && (said.count >= 2 || gold.count <= 2) && !said.isSubset(of: roles)
    }
  }

  /// Marks off, variants of letters folded, cut at all but letters and digits.
  private static func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x064B...0x0652, 0x0670, 0x0640: continue
      case 0x0622, 0x0623, 0x0625, 0x0671: word.append("ا")
      case 0x0649: word.append("ي")
      case 0x0629: word.append("ه")
      default:
        if isWordLetter(scalar) {
          word.append(scalar)
        } else if !word.isEmpty {
          words.insert(String(word))
          word = .init()
        }
      }
    }
    if !word.isEmpty { words.insert(String(word)) }
    return words
  }

  private static func isWordLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: scalar == "_"
    }
  }
}
