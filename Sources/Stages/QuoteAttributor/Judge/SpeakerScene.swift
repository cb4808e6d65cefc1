import Isnad
import IsnadArabic

/// A quotation's surroundings, as far as all of its candidates share them.
struct SpeakerScene {
  /// A member that is named nearby.
  struct Seen {
    let member: Int
    /// Others of its kind that are named nearer to the cue.
    let between: Int
  }

  /// A member beside whom a noun stands.
  struct Description {
    let member: Int
    /// The noun's place among those before the cue, the nearest 0.
    let rank: Int
    var before = 0
    var behind = 0
    /// How many of the phrase's nouns stand there.
    var overlap = 0
    /// Words for nationalities that stand there and not in the phrase, which has others.
    var conflicts = 0
  }

  let draft: DraftQuote
  /// The cue's token.
  let cue: Int
  /// The words beside the cue.
  let phrase: Range<Int>?
  /// Nouns of the phrase, without articles.
  let nouns: [UInt64]
  /// Tokens of the content.
  let content: Range<Int>
  /// The first token of the cue's sentence, and of its line.
  let sentence: Int
  let line: Int
  /// What all candidates share.
  private(set) var facts: Facts<SpeakerFact>
  var nearest: [Seen] = []
  var descriptions: [Description] = [] {
    didSet {
      facts.set(.describes, min(descriptions.count, 4))
      facts.set(.mostOverlap, mostOverlap)
    }
  }
  /// The most of the phrase's nouns that stand beside a name.
  var mostOverlap: Int { descriptions.map(\.overlap).max() ?? 0 }
  let speech: SpeechTokens

  init(draft: DraftQuote, cue: Int, speech: SpeechTokens) {
    self.draft = draft
    self.cue = cue
    self.speech = speech
    phrase = draft.speaker.tokens
    sentence = speech.sentenceStart(cue)
    line = speech.lineStart(cue)
    let start = speech.tokens.index(endingAfter: draft.span.start)
    content = start..<max(start, speech.tokens.index(endingAfter: draft.span.end))
    var nouns: [UInt64] = []
    if let phrase {
      for index in phrase where speech.tokens[index].isWord && speech.tokens[index].form.length >= 6 {
        nouns.append(speech.stem(index))
        if nouns.count == 8 { break }
      }
    }
    self.nouns = nouns
    facts = Self.facts(draft, cue, nouns, speech)
  }

  private static func facts(_ draft: DraftQuote, _ cue: Int, _ nouns: [UInt64], _ speech: SpeechTokens)
    -> Facts<SpeakerFact>
  {
    var facts = Facts<SpeakerFact>()
    facts.set(.form, draft.word.map { $0.formNumber } ?? 9)
    facts.set(.feminine, draft.word?.isFeminine == true)
    facts.set(.plural, draft.word?.isPlural == true)
    facts.set(.words, draft.speaker.tokens?.count ?? 0)
    guard let phrase = draft.speaker.tokens else {
      facts.set(.state, draft.speaker.type == .pronoun ? 1 : draft.speaker.type == .impersonal ? 2 : 0)
      facts.set(.people, 0)
      return facts
    }
    let first = phrase.lowerBound
    let flags = speech.flags(first)
    let noun = nouns.first ?? 0
    let isDocument = speech.lexicon.documents.contains(noun) || speech.lexicon.figures.contains(noun)
    let isDefinite = speech.tokens.hasArticle(first)
    facts.set(.state, state(phrase, isDefinite: isDefinite, isDocument: isDocument, speech))
    facts.set(
      .people, phrase.count { speech.isPerson($0) && ($0 == first || !speech.isPerson($0 - 1)) })
    facts.set(.isTitle, flags.contains(.title))
    facts.set(.isInstitution, flags.contains(.organisationHead))
    facts.set(.isName, flags.isNamePart)
    facts.set(.isDocument, isDocument)
    facts.set(.isSource, speech.lexicon.sourceHeads.contains(noun))
    facts.set(.isDefinite, isDefinite)
    facts.set(.isPlural, speech.tokens.ends(first, "ون") || speech.tokens.ends(first, "ين"))
    facts.set(.endsFeminine, speech.tokens[first].flags.contains(.endsInMarbuta))
    facts.set(.gap, first - cue)
    let next = phrase.upperBound
    facts.set(.beforeThat, speech.isComplementiser(next))
    facts.set(.beforeComma, speech.isComma(next))
    facts.set(.beforeMark, next < speech.count && !speech.tokens[next].isWord)
    facts.set(.hasGroup, phrase.contains { speech.entity($0)?.label == .group })
    facts.set(.nounStoodBefore, SpeakerPlaces(speech).form(of: noun, before: first).rawValue)
    facts.set(.isOther, phrase.contains { speech.has($0, Self.other) })
    facts.set(.isSame, phrase.contains { speech.has($0, Self.same) })
    return facts
  }

  /// A noun that speaks, without a name or an article.
  var isNewSource: Bool { facts[SpeakerFact.state.rawValue] == Self.source }

  private static let source: Int16 = 10
  private static let other = WordSet("آخر أخرى آخرون آخرين أخر")
  private static let same = WordSet("ذاته ذاتها نفسه نفسها عينه عينها المذكور المذكورة أنفسهم")

  /// What the phrase begins with.
  private static func state(_ phrase: Range<Int>, isDefinite: Bool, isDocument: Bool, _ speech: SpeechTokens)
    -> Int
  {
    if let entity = speech.entity(phrase.lowerBound) {
      return entity.label == .person ? 3 : entity.label == .organisation ? 4 : entity.label == .place ? 5 : 6
    }
    if isDocument { return 7 }
    if isDefinite { return phrase.count == 1 ? 8 : 9 }
    return speech.has(phrase.lowerBound, speech.lexicon.sourceHeads) ? Int(source) : 11
  }
}
