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
  /// Where the first of them stands before.
  let places: SpeakerPlaces?
  /// Tokens of the content.
  let content: Range<Int>
  /// The first token of the cue's sentence, and of its line.
  let sentence: Int
  let line: Int
  /// The phrase begins with a paper that somebody gives out.
  let isDocument: Bool
  var nearest: [Seen] = []
  var descriptions: [Description] = []
  /// The most of the phrase's nouns that stand beside a name.
  var mostOverlap: Int { descriptions.reduce(0) { max($0, $1.overlap) } }
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
        if nouns.count == Self.mostNouns { break }
      }
    }
    let noun = nouns.first ?? 0
    self.nouns = nouns
    isDocument = speech.lexicon.documents.contains(noun) || speech.lexicon.figures.contains(noun)
    places = phrase.flatMap { noun == 0 ? nil : SpeakerPlaces(of: noun, before: $0.lowerBound, speech) }
  }

  private static let mostNouns = 8

  /// Begins a table with what all candidates share.
  func share(_ facts: inout FactTable<SpeakerFact>) {
    facts.removeAll()
    facts.share(.form, draft.word.map { $0.formNumber } ?? 9)
    facts.share(.feminine, draft.word?.isFeminine == true)
    facts.share(.plural, draft.word?.isPlural == true)
    facts.share(.words, phrase?.count ?? 0)
    guard let phrase else {
      facts.share(.state, draft.speaker.type == .pronoun ? 1 : draft.speaker.type == .impersonal ? 2 : 0)
      facts.share(.people, 0)
      return
    }
    let first = phrase.lowerBound
    let flags = speech.flags(first)
    let isDefinite = speech.tokens.hasArticle(first)
    facts.share(.state, state)
    facts.share(
      .people, phrase.count { speech.isPerson($0) && ($0 == first || !speech.isPerson($0 - 1)) })
    facts.share(.isTitle, flags.contains(.title))
    facts.share(.isInstitution, flags.contains(.organisationHead))
    facts.share(.isName, flags.isNamePart)
    facts.share(.isDocument, isDocument)
    facts.share(.isSource, speech.lexicon.sourceHeads.contains(nouns.first ?? 0))
    facts.share(.isDefinite, isDefinite)
    facts.share(.isPlural, speech.tokens.ends(first, "ون") || speech.tokens.ends(first, "ين"))
    facts.share(.endsFeminine, speech.tokens[first].flags.contains(.endsInMarbuta))
    facts.share(.gap, first - cue)
    let next = phrase.upperBound
    facts.share(.beforeThat, speech.isComplementiser(next))
    facts.share(.beforeComma, speech.isComma(next))
    facts.share(.beforeMark, next < speech.count && !speech.tokens[next].isWord)
    facts.share(.hasGroup, phrase.contains { speech.isGroup($0) })
    facts.share(.nounStoodBefore, (places?.form ?? .none).rawValue)
    facts.share(.isOther, phrase.contains { speech.has($0, Self.other) })
    facts.share(.isSame, phrase.contains { speech.has($0, Self.same) })
    guard !nouns.isEmpty else { return }
    facts.share(.describes, min(descriptions.count, 4))
    facts.share(.mostOverlap, mostOverlap)
  }

  /// A noun that speaks, without a name or an article.
  var isNewSource: Bool { state == Self.source }

  /// المصدر ذاته, المتحدث: whoever spoke last, and nobody new.
  var saysLastSpeaker: Bool {
    guard let phrase, phrase.count <= 2, speech.tokens.hasArticle(phrase.lowerBound) else { return false }
    return phrase.count == 1
      ? speech.has(phrase.lowerBound, .lastSpeaker) : speech.has(phrase.lowerBound + 1, Self.same)
  }

  /// مصدر مقرب من الوزير سامي نعيم, صحفي آخر: somebody without a name, whoever is named in the phrase.
  /// مسؤول الوزارة سامي نعيم has one.
  var isNameless: Bool {
    guard let phrase, speech.has(phrase.lowerBound, .namelessSource) || isAnother(phrase) else {
      return false
    }
    return !phrase.contains { index in
      guard speech.isPerson(index), !speech.isPerson(index - 1), speech.tokens.certainClitics(index) == 0
      else {
        return false
      }
      var before = index - 1
      while before > phrase.lowerBound, speech.flags(before).contains(.title) { before -= 1 }
      return !speech.isPhraseEnd(before)
    }
  }

  /// دراسات أخرى: none of those that were named.
  private func isAnother(_ phrase: Range<Int>) -> Bool {
    phrase.count > 1 && !speech.hasEntity(phrase.lowerBound) && !speech.tokens.hasArticle(phrase.lowerBound)
      && speech.has(phrase.lowerBound + 1, Self.other)
  }

  private static let source = 10
  private static let other = WordSet("آخر أخرى آخرون آخرين أخر")
  private static let same = WordSet("ذاته ذاتها نفسه نفسها عينه عينها المذكور المذكورة أنفسهم")

  /// What the phrase begins with.
  private var state: Int {
    guard let phrase else { return 0 }
    switch speech.nameKind(phrase.lowerBound) {
    case .person: return 3
    case .organisation: return 4
    case .place: return 5
    case .other, .group: return 6
    case nil: break
    }
    if isDocument { return 7 }
    if speech.tokens.hasArticle(phrase.lowerBound) { return phrase.count == 1 ? 8 : 9 }
    return speech.has(phrase.lowerBound, speech.lexicon.sourceHeads) ? Self.source : 11
  }
}
