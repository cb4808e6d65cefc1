import Isnad
import IsnadArabic
import IsnadText

/// Names by the model, laid over those of lists and patterns.
struct ModelNames {
  let model: any NameModel

  init(_ model: any NameModel) { self.model = model }

  /// The names of an article's sentences: the model's, and of the others those that it leaves room for.
  /// - Parameters:
  ///   - listed: what lists and patterns find in each sentence.
  ///   - sentences: ranges of tokens, from the first on.
  ///   - text: the article.
  func merged(
    _ listed: [[NameCandidate]], _ words: NameWords, of text: SourceText, _ sentences: [Range<Int>]
  ) -> [[NameCandidate]] {
    let calibration = model.calibration
    return model.read(words, of: text, sentences).enumerated().map { place, reading in
      merged(listed[place], words, sentences[place], reading, calibration)
    }
  }

  private func merged(
    _ listed: [NameCandidate], _ words: NameWords, _ range: Range<Int>, _ reading: LabelChain.Reading,
    _ calibration: Calibration
  ) -> [NameCandidate] {
    var names = reading.mentions.compactMap { mention -> NameCandidate? in
      // A letter that stands before quotation marks is no name: لـ"فرانس برس".
      guard mention.tokens.count > 1 || words.tokens[mention.tokens.lowerBound].form.length > 2 else {
        return nil
      }
      return
        NameCandidate(
          tokens: mention.tokens, stripped: mention.clitics ?? clitics(mention.tokens.lowerBound, words),
          label: EntityLabel(rawValue: mention.label), confidence: mention.probability, rule: Self.rule)
    }
    for candidate in listed {
      let overlapping = names.indices.filter { names[$0].tokens.overlaps(candidate.tokens) }
      if overlapping.isEmpty {
        let room = candidate.tokens.map { reading.inName[$0 - range.lowerBound] }.max() ?? 0
        let isGuess =
          candidate.rule == PersonPattern.fullName
          || candidate.rule == PersonPattern.titled && candidate.tokens.count == 1
        let least = isGuess ? Self.roomOfGuesses : Self.room
        if candidate.label == .group || Self.heads.contains(candidate.rule) || room >= least {
          names.append(candidate)
        }
      } else if overlapping.count == 1, names[overlapping[0]].tokens == candidate.tokens {
        // The lists know better where the name begins: و of وكفر الشيخ.
        names[overlapping[0]].stripped = max(names[overlapping[0]].stripped, candidate.stripped)
        // And of a country's name that is an adjective as well, which of them stands here: المرأة السعودية.
        if candidate.label == .group, names[overlapping[0]].label == .place,
          words.has(candidate.tokens.lowerBound, .place)
        {
          names[overlapping[0]] = candidate
        }
      } else if overlapping.allSatisfy({ isWeaker(names[$0], than: candidate) }) {
        for index in overlapping.reversed() { names.remove(at: index) }
        names.append(candidate)
      }
    }
    for index in names.indices where names[index].rule == Self.rule {
      names[index].confidence = calibration(names[index].confidence)
    }
    return names.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  static let rule = "model"

  // Chosen on the last tenth of ANERcorp's training part and on the annotated news together: the model knows the
  // one guideline only, and half the places of today's news not at all.

  /// A noun that says what comes behind it needs no model: وزارة, مديرية. (ANERcorp leaves وزارة out of names,
  /// our guideline does not.)
  private static let heads: Set<String> = [OrganisationPattern.rule, PlacePattern.rule]

  /// The least probability of a name at tokens where only a list finds one.
  private static let room: Float = 0.02
  /// The same for a given name with a word behind it that only may be a name (أول خطاب), and for a word that only
  /// stands behind a title (مساعد مدرس).
  private static let roomOfGuesses: Float = 0.2
  /// Below it the model is not sure, and lists are asked.
  private static let sure = 0.6
  /// From it on a list or pattern is heard.
  private static let heard = 0.85

  /// A longer name of lists and patterns takes in the part of it that the model has found; of what the model is
  /// not sure, the lists are asked.
  private func isWeaker(_ name: NameCandidate, than listed: NameCandidate) -> Bool {
    guard listed.confidence >= Self.heard else { return false }
    // سجل جيمس: what stands before a name is more often a verb.
    if listed.rule == PersonPattern.fullName, listed.tokens.lowerBound < name.tokens.lowerBound {
      return false
    }
    let isPart =
      name.label == listed.label && listed.tokens.count > name.tokens.count
      && listed.tokens.lowerBound <= name.tokens.lowerBound
      && listed.tokens.upperBound >= name.tokens.upperBound
    return isPart || name.confidence < Self.sure
  }

  /// Bytes of clitics on a name's first word: those that the lexicon knows of or that can be nothing else, and
  /// those without which the word is one that the news uses.
  private func clitics(_ index: Int, _ words: NameWords) -> Int {
    if words[index].stripped > 0 { return Int(words[index].stripped) }
    let certain = words.certainClitics(index)
    if certain > 0, isWhole(index, words, certain) { return 0 }
    guard certain == 0, words[index].flags.isEmpty, !model.knows(words.tokens[index].fingerprint) else {
      return certain
    }
    var stripped = 0
    words.readings(index) { reading in
      guard reading.stripped > 0, model.knows(reading.fingerprint) else { return false }
      stripped = reading.stripped
      return true
    }
    return stripped
  }

  /// Whether what looks like clitics before an article is a word's beginning: the news uses كاليفورنيا and
  /// never اليفورنيا.
  private func isWhole(_ index: Int, _ words: NameWords, _ clitics: Int) -> Bool {
    let token = words.tokens[index]
    let forms = words.tokens.forms
    guard model.knows(token.fingerprint),
      Clitics.hasArticle(forms.span, token.form.start + clitics, token.form.end)
    else { return false }
    let rest = Fingerprint.of(forms.span, from: token.form.start + clitics, to: token.form.end)
    return !model.knows(rest)
  }
}
