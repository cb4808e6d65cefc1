import Isnad
import IsnadArabic
import IsnadText

/// Who speaks a quotation: of all who may, the one for whom a forest of facts tells most.
struct SpeakerChoice {
  /// Members of the cast that are looked at for one quotation.
  private static let mostMembers = 16
  /// Speakers that are looked at, whoever spoke last first.
  private static let mostVoices = 6
  /// Speakers without a name that are looked at.
  private static let mostNameless = 4
  /// First parts of the words beside the cue.
  private static let mostParts = 5
  /// Tokens before the cue in which names are looked for.
  private static let reach = 500
  /// Tokens behind it.
  private static let ahead = 80
  /// Members that are near.
  private static let mostNear = 24

  /// A possible speaker.
  enum Candidate: Hashable {
    /// The words beside the cue, or the first part of them.
    case words(Range<Int>)
    /// A member of the cast.
    case member(Int)
    /// Somebody without a name who has spoken, as a place in ``Voices/all``.
    case voice(Int)
    case nobody
  }

  let speech: SpeechTokens
  let text: SourceText
  let cast: SpeakerCast

  init(_ speech: SpeechTokens, text: SourceText) {
    self.speech = speech
    self.text = text
    cast = SpeakerCast(speech)
  }

  /// The most likely speaker, and by how much more the forest tells for it than for the next.
  /// - Parameter facts: memory for a table.
  func best(
    _ scene: SpeakerScene, _ voices: Voices, by forest: Forest, _ facts: inout FactTable<SpeakerFact>
  ) -> (candidate: Candidate, lead: Float) {
    let candidates = candidates(scene, voices)
    SpeakerFacts(scene: scene, voices: voices, cast: cast).fill(&facts, candidates)
    var (best, first, second) = (Candidate.nobody, -Float.infinity, -Float.infinity)
    for (candidate, score) in zip(candidates, forest.scores(facts)) {
      if score > first {
        (best, first, second) = (candidate, score, first)
      } else {
        second = max(second, score)
      }
    }
    return (best, first - second)
  }

  /// All who may have spoken: a number of them that does not grow with the article.
  func candidates(_ scene: SpeakerScene, _ voices: Voices) -> [Candidate] {
    var found: [Candidate] = []
    found.reserveCapacity(32)
    if let phrase = scene.phrase { addParts(phrase, to: &found) }
    let first = found.count
    let silent = silent(scene)
    func add(_ member: Int) {
      guard found.count - first < Self.mostMembers, !silent.contains(member) else { return }
      for candidate in found[first...] { if case .member(member) = candidate { return } }
      found.append(.member(member))
    }
    if let phrase = scene.phrase {
      for index in phrase { if let member = cast.member(index) { add(member) } }
    }
    for voice in voices.recent.prefix(Self.mostVoices) {
      if let member = voices.all[voice].member { add(member) }
    }
    for seen in scene.nearest where !cast.members[seen.member].isPlace { add(seen.member) }
    // رفضت الرياض …، قائلة إن: places speak for their governments.
    for seen in scene.nearest.prefix(8) where cast.members[seen.member].isPlace {
      if let last = cast.last(seen.member, before: scene.cue), last.lowerBound >= scene.sentence {
        add(seen.member)
      }
    }
    for match in scene.descriptions { add(match.member) }
    for member in cast.members.indices.prefix(4) where !cast.members[member].isPlace { add(member) }
    // مصدر طبي behind مصدر أمني: a source without an article is a new one.
    if !scene.isNewSource {
      let nameless = voices.recent.lazy.filter { voices.all[$0].member == nil }
      for voice in nameless.prefix(Self.mostNameless) { found.append(.voice(voice)) }
    }
    found.append(.nobody)
    return found
  }

  /// رئيس البنك المركزي: the bank, whose officer speaks, does not. In annotated articles it did 8 times of 63.
  private func silent(_ scene: SpeakerScene) -> [Int] {
    guard let phrase = scene.phrase else { return [] }
    let head = speech.flags(phrase.lowerBound)
    guard head.contains(.title), !head.contains(.organisationHead), !speech.hasEntity(phrase.lowerBound),
      !phrase.contains(where: { speech.isPerson($0) })
    else { return [] }
    return phrase.compactMap { cast.member($0) }.filter { !cast.members[$0].isPlace }
  }

  /// The phrase, and its first parts that may be all of it.
  private func addParts(_ phrase: Range<Int>, to found: inout [Candidate]) {
    found.append(.words(phrase))
    var index = phrase.lowerBound + 1
    while index < phrase.upperBound, found.count <= Self.mostParts {
      let isBare =
        speech.tokens[index].isWord && !speech.tokens.hasArticle(index) && !speech.hasEntity(index)
        && index > phrase.lowerBound + 1
      if isBare || speech.isPhraseEnd(index) || speech.isComma(index)
        || speech.isMark(index, "(") || speech.has(index, speech.lexicon.relatives)
      {
        found.append(.words(phrase.lowerBound..<index))
      }
      index += 1
    }
    // صفحة على موقع …, up to what follows the speaker.
    if let end = extended(phrase.upperBound, phrase.lowerBound) {
      found.append(.words(phrase.lowerBound..<end))
    }
  }

  /// Where the words before a content end, if a few stand between the phrase and it.
  private func extended(_ end: Int, _ start: Int) -> Int? {
    var index = end
    while index < min(speech.count, start + 16), speech.tokens[index].kind == .word || speech.hasEntity(index)
    {
      if speech.isComplementiser(index) { break }
      // مسؤولان يمنيان اليوم: a time is none of his.
      if SpeakerPhrase(speech).isTime(index) { break }
      // مسؤول طلب عدم كشف هويته
      if speech.has(index, speech.lexicon.detached) { return nil }
      if let word = speech.cue(index) {
        // عن مسؤول عسكري قوله إن
        if word.form == .nominal { break }
        return nil
      }
      index += 1
    }
    guard index < start + 16 else { return nil }
    // أكد سموه على أن: a preposition before what is said is the verb's.
    while index > end, speech.isPhraseEnd(index - 1), !speech.hasEntity(index - 1) { index -= 1 }
    return index > end ? index : nil
  }

  /// What a candidate is called; nil for nobody.
  func name(_ candidate: Candidate, _ scene: SpeakerScene, _ voices: Voices) -> String? {
    switch candidate {
    case .words(let range): span(range, scene).map { withArticle(text[$0], scene) }
    case .member(let number): speech.entities[cast.members[number].entity].name
    case .voice(let number): voices.all[number].name
    case .nobody: nil
    }
  }

  /// للخبراء, whose ل stays outside, is الخبراء.
  private func withArticle(_ name: String, _ scene: SpeakerScene) -> String {
    guard let span = scene.draft.speaker.span, let phrase = scene.phrase else { return name }
    let (token, forms) = (speech.tokens[phrase.lowerBound], speech.tokens.forms)
    let isCut =
      span.start > token.start && token.form.length >= 8 && speech.letter(phrase.lowerBound) == 0xD984
      && forms[token.form.start + 2] == 0xD9 && forms[token.form.start + 3] == 0x84
    return isCut ? Ending.alef + name : name
  }

  /// The first part of the words beside the cue.
  func span(_ part: Range<Int>, _ scene: SpeakerScene) -> TextSpan? {
    scene.draft.speaker.span.map { TextSpan($0.start, speech.tokens[part.upperBound - 1].end) }
  }

  // MARK: Scenes

  /// Looks at a quotation's surroundings, once for all candidates.
  func scene(_ draft: DraftQuote) -> SpeakerScene {
    let cue = speech.tokens.index(endingAfter: draft.cueStart)
    var scene = SpeakerScene(draft: draft, cue: cue, speech: speech)
    scene.nearest = nearest(cue)
    if let phrase = scene.phrase, let places = scene.places {
      scene.descriptions = descriptions(of: phrase, at: places.places, scene.nouns)
    }
    return scene
  }

  /// Members that are named before a cue, the nearest first, and behind it where none is.
  private func nearest(_ cue: Int) -> [SpeakerScene.Seen] {
    var seen: [SpeakerScene.Seen] = []
    seen.reserveCapacity(Self.mostNear)
    var (people, others) = (0, 0)
    func look(_ member: Int) {
      for other in seen where other.member == member { return }
      let isPerson = cast.members[member].isPerson
      seen.append(.init(member: member, between: isPerson ? people : others))
      if isPerson { people += 1 } else if !cast.members[member].isPlace { others += 1 }
    }
    for mention in cast.mentioned(in: max(0, cue - Self.reach)..<cue).reversed() {
      guard seen.count < Self.mostNear else { return seen }
      look(mention.member)
    }
    (people, others) = (7, 7)
    for mention in cast.mentioned(in: cue + 1..<cue + Self.ahead) {
      guard seen.count < Self.mostNear else { return seen }
      look(mention.member)
    }
    return seen
  }

  /// Members beside whom the phrase's noun stands: الكاتب المغربي, of الكاتب المغربي إدريس مقبول.
  private func descriptions(of phrase: Range<Int>, at places: [Int], _ nouns: [UInt64])
    -> [SpeakerScene.Description]
  {
    var found: [SpeakerScene.Description] = []
    let hasGroup = phrase.contains { speech.isGroup($0) }
    func note(_ member: Int, isBefore: Bool, _ rank: Int, _ overlap: Int, _ conflicts: Int) {
      let place = found.firstIndex { $0.member == member }
      if place == nil { found.append(.init(member: member, rank: rank)) }
      let at = place ?? found.count - 1
      if isBefore { found[at].before += 1 } else { found[at].behind += 1 }
      found[at].overlap = max(found[at].overlap, overlap)
      found[at].conflicts = max(found[at].conflicts, conflicts)
    }
    for (rank, place) in places.enumerated() {
      var (overlap, conflicts) = (1, 0)
      var index = place + 1
      while index < min(phrase.lowerBound, place + 9), !speech.isFullStop(index) {
        if let member = cast.member(index), !cast.members[member].isPlace {
          note(member, isBefore: true, rank, overlap, conflicts)
          break
        }
        if nouns.contains(speech.stem(index)) {
          overlap += 1
        } else if hasGroup, speech.isGroup(index) {
          conflicts += 1
        }
        index += 1
      }
      if let member = cast.member(place) { note(member, isBefore: false, rank, overlap, conflicts) }
      index = place - 1
      while index >= 0, place - index < 9, !speech.isFullStop(index) {
        if let member = cast.member(index), !cast.members[member].isPlace {
          note(member, isBefore: false, rank, overlap, conflicts)
          break
        }
        index -= 1
      }
    }
    return found
  }
}
