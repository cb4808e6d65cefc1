import Isnad
import IsnadArabic

/// What is wrong in tables of the language, beyond the form of each line.
public struct LanguageCheck {
  private let rows: [LanguageRow]
  private let isWhole: Bool

  /// - Parameter isWhole: all tables that there are, and not some that are laid over ours.
  public init(_ rows: [LanguageRow], isWhole: Bool = false) {
    self.rows = rows
    self.isWhole = isWhole
  }

  /// In the order of the tables.
  public var problems: [Diagnostic] {
    duplicates() + rows.flatMap(spelling) + truncated() + lemmas() + (isWhole ? empty() : ofProgram())
  }

  /// A word that a class has twice, in match form: the second one would say nothing, or gainsay the first.
  private func duplicates() -> [Diagnostic] {
    let normalize = Normalizer(.matchForm)
    var first: [String: LanguageRow] = [:]
    var problems: [Diagnostic] = []
    for row in rows where !row.entry.wordClass.isCueForm {
      for word in row.entry.words {
        let key = row.entry.wordClass.name + "\t" + normalize(word)
        guard let before = first[key] else {
          first[key] = row
          continue
        }
        let isSame = before.entry.value == row.entry.value
        problems.append(
          Diagnostic(
            .invalidLanguage,
            "'\(word)' is in '\(row.entry.wordClass.name)' already, at \(before.place.text)"
              + (isSame ? "." : " with the value '\(before.entry.value)'."),
            at: row.place(.word),
            suggestion: "Letters that readers take for one (أ and ا, ة and ه, ى and ي) are one here."))
      }
    }
    return problems
  }

  /// A class that no line fills: its rules never find anything.
  private func empty() -> [Diagnostic] {
    let filled = Set(rows.map(\.entry.wordClass))
    return WordClass.allCases.filter { !filled.contains($0) }.map {
      Diagnostic(
        .invalidLanguage, "the class '\($0.name)' has no words.",
        suggestion: "Give it some, or take it out of WordClass.")
    }
  }

  /// Words that a pipeline's tables would add in vain.
  private func ofProgram() -> [Diagnostic] {
    rows.filter(\.entry.wordClass.isOfProgram).map {
      Diagnostic(
        .invalidLanguage, "a pipeline can't add words to '\($0.entry.wordClass.name)'.",
        at: $0.place(.wordClass), suggestion: "The program reads such words only from its own tables.")
    }
  }

  /// Forms of a lemma that is none, and lemmas without forms.
  private func lemmas() -> [Diagnostic] {
    var known = Set(rows.filter { $0.entry.wordClass == .cue }.flatMap(\.entry.words))
    // A table of users may add forms to a lemma of ours.
    if !isWhole, let language = try? Language.embedded.get() { known.formUnion(language.spellings(.cue)) }
    return rows.filter {
      $0.entry.wordClass.isCueForm && !known.contains($0.entry.value)
    }.map {
      Diagnostic(
        .invalidLanguage, "'\($0.entry.value)' is no lemma of the tables.", at: $0.place(.value),
        suggestion: "Give it a line of the class 'cue'.")
    }
  }

  // MARK: Spelling

  private func spelling(_ row: LanguageRow) -> [Diagnostic] {
    row.entry.words.compactMap { word in
      WrittenForm.problem(word).map {
        Diagnostic(.invalidLanguage, "'\(word)' \($0).", at: row.place(.word))
      }
    }
  }

  /// كيلومت beside كيلومتر, of one class and value: a letter was lost. Endings of inflection are none.
  private func truncated() -> [Diagnostic] {
    struct Place: Hashable {
      let wordClass: WordClass
      let value: String
      let word: String
    }
    let normalize = Normalizer(.matchForm)
    var lines: [Place: Diagnostic.Place] = [:]
    for row in rows where !row.entry.value.isEmpty {
      for word in row.entry.words {
        lines[Place(wordClass: row.entry.wordClass, value: row.entry.value, word: normalize(word))] =
          row.place
      }
    }
    var problems: [Diagnostic] = []
    for row in rows where !row.entry.value.isEmpty && !row.entry.wordClass.isCueForm {
      for word in row.entry.words where word.unicodeScalars.count >= WrittenForm.shortest {
        for letter in WrittenForm.letters {
          let longer = normalize(word) + letter
          // Spellings of one line are meant so: يوليو and يوليوز.
          guard
            let line = lines[Place(wordClass: row.entry.wordClass, value: row.entry.value, word: longer)],
            line != row.place
          else { continue }
          problems.append(
            Diagnostic(
              .invalidLanguage, "'\(word)' is '\(longer)' without its last letter.", at: row.place(.word)))
        }
      }
    }
    return problems
  }
}

extension WordClass {
  /// Words of a lemma, of which one may serve several.
  var isCueForm: Bool {
    switch self {
    case .cuePast, .cuePresent, .cueParticiple, .cueNominal: true
    default: false
    }
  }
}

/// Arabic spelling, as far as rules tell it.
enum WrittenForm {
  /// Shorter words are abbreviations as often as not.
  static let shortest = 5
  /// Consonants that no inflection adds at a word's end, in match form.
  static let letters = (0x628...0x648).compactMap(Unicode.Scalar.init).map(String.init).filter {
    !["\u{0629}", "\u{062A}", "\u{0640}", "\u{0643}", "\u{0645}", "\u{0646}", "\u{0647}", "\u{0648}"]
      .contains($0)
      && !("\u{063B}"..."\u{063F}").contains($0)
  }

  /// What is wrong with a word; nil where rules see nothing.
  static func problem(_ word: String) -> String? {
    let scalars = Array(word.unicodeScalars)
    if word.contains("  ") { return "has two blanks in a row" }
    // هـ is written so by itself.
    if scalars.count > 2, scalars.contains("\u{0640}") { return "has a tatweel" }
    for part in scalars.split(separator: " ") {
      let letters = Array(part)
      // الالرابطة: the article twice. Names such as الالماني have a bare alef for a hamza.
      if letters.starts(with: article + article), letters.count > 5, letters[4] != "\u{0645}" {
        return "has the article twice"
      }
      for (index, letter) in letters.enumerated() where index + 1 < letters.count {
        let isLetter = letters[index + 1].properties.isAlphabetic
        if letter == "\u{0629}", isLetter { return "has a ة before its end" }
        if letter == "\u{0649}", isLetter { return "has a ى before its end" }
        if index + 2 < letters.count, letter == letters[index + 1], letter == letters[index + 2],
          letter.properties.isAlphabetic
        {
          return "has one letter three times in a row"
        }
      }
    }
    return nil
  }

  private static let article: [Unicode.Scalar] = ["\u{0627}", "\u{0644}"]
}
