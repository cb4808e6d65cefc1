import IsnadArabic

/// The spellings of a word of the table with what is written together with it, so that a text's token is looked up
/// once and as it is.
struct EventForms {
  struct Form: Hashable {
    let text: String
    /// و or ف stands before it: a clause begins here.
    let isPrefixed: Bool
    /// ب, ك or ل stands before it.
    let hasPreposition: Bool
  }

  private static let conjunctions = ["", "و", "ف"]
  private static let pronouns = ["ه", "ها", "هم", "هما"]

  /// - Parameter phrase: a word or words as a row has them.
  static func all(of phrase: String, _ government: EventGovernment) -> Set<Form> {
    let first = phrase.prefix { $0 != " " }
    let rest = String(phrase.dropFirst(first.count))
    var stems = [String(first)]
    switch government {
    case .noun, .behind, .disease, .scene, .comparison: break
    case .verb, .near, .change:
      // The future: سيقتل.
      if first.hasPrefix("ي") || first.hasPrefix("ت") { stems.append("س" + first) }
    case .total, .measure, .value:
      if rest.isEmpty { stems += possessed(String(first)) }
    case .counted, .object, .thing, .body:
      if rest.isEmpty { stems += dual(String(first)) }
    case .crowd: break
    }
    var forms: Set<Form> = []
    // What a number counts has nothing before it where the number stands, unless it is the number as well: بسيارتين.
    let isCounted = [.thing, .body, .object].contains(government)
    let bare = stems[0]
    let isNominal = government != .verb && government != .near
    // What has a genitive has no article: السجن is no سجن of somebody.
    let takesArticle = isNominal && government != .noun
    for stem in stems {
      for word in takesArticle ? definite(stem) : [stem] {
        let isAlone = isCounted && stem == bare
        for conjunction in isAlone ? [""] : conjunctions {
          for preposition in isAlone ? [""] : prepositions(word, isNominal) {
            forms.insert(
              Form(
                text: conjunction + preposition + word + rest, isPrefixed: !conjunction.isEmpty,
                hasPreposition: isNominal && !preposition.isEmpty))
          }
        }
      }
      if takesArticle && !stem.hasPrefix("ال") && !(isCounted && stem == bare) {
        for conjunction in conjunctions {
          forms.insert(
            Form(
              text: conjunction + "لل" + stem + rest, isPrefixed: !conjunction.isEmpty, hasPreposition: true))
        }
      }
    }
    return forms
  }

  private static func prepositions(_ word: String, _ isNominal: Bool) -> [String] {
    guard isNominal else { return word.hasPrefix("ي") || word.hasPrefix("ت") ? ["", "ل"] : [""] }
    return word.hasPrefix("ال") ? ["", "ب", "ك"] : ["", "ب", "ك", "ل"]
  }

  /// مباراتان, مباراتين of مباراة; قتيلان of قتيل. What is no word is in no text.
  private static func dual(_ word: String) -> [String] {
    if word.hasSuffix("ات") || word.hasSuffix("ين") || word.hasSuffix("ون") || word.hasSuffix("ا") {
      return []
    }
    let stem = word.hasSuffix("ة") ? word.dropLast() + "ت" : Substring(word)
    return ["ان", "ين"].map { stem + $0 }
  }

  private static func definite(_ word: String) -> [String] {
    word.hasPrefix("ال") ? [word] : [word, "ال" + word]
  }

  /// قيمته, قيمتها of قيمة; a plural has its pronoun as it is.
  private static func possessed(_ word: String) -> [String] {
    if word.hasPrefix("ال") { return [] }
    if word.hasSuffix("ة") { return pronouns.map { word.dropLast() + "ت" + $0 } }
    // ه would be the ending ة of another word: سياح, سياحة.
    return pronouns.dropFirst().map { word + $0 }
  }
}
