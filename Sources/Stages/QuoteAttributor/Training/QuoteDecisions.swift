import Isnad
import IsnadArabic
import IsnadText

/// Decisions about the speakers of annotated articles, with the facts that were there: what a forest is learnt from.
public struct QuoteDecisions {
  /// A quotation as somebody annotated it.
  public struct Annotated: Sendable {
    /// Bytes.
    public var span: TextSpan
    /// Names that are right for the speaker; none for nobody in particular.
    public var speakers: [String]

    public init(span: TextSpan, speakers: [String]) { (self.span, self.speakers) = (span, speakers) }
  }

  /// A possible quotation, and all who could have spoken it.
  public struct Possible: Sendable {
    public let speech: Row
    public let speakers: [Row]
  }

  /// One possible speaker of a quotation, or a possible quotation.
  public struct Row: Sendable {
    public let isRight: Bool
    /// One number for each column; nil for what isn't known.
    public let facts: [Int?]

    init<Fact>(isRight: Bool, _ table: FactTable<Fact>, _ row: Int) {
      self.isRight = isRight
      facts = table.facts(ofRow: row).map { $0 == Forest.missing ? nil : Int($0) }
    }
  }

  /// Names of the facts about speakers.
  public static let speakerColumns = FactTable<SpeakerFact>.columns
  /// Names of the facts about possible quotations.
  public static let speechColumns = FactTable<SpeechFact>.columns

  /// A model that tells who spoke before, as it does when the stage runs.
  public struct History: Sendable {
    fileprivate let model: QuoteModel

    /// - Returns: nil for bytes that are no model of these facts.
    public init?(_ bytes: [UInt8]) {
      guard let model = QuoteModel(bytes) else { return nil }
      self.model = model
    }
  }

  private let speech: SpeechTokens
  private let text: SourceText
  private let drafts: [DraftQuote]
  private let quotes: [Annotated]
  private let history: History?

  /// - Parameters:
  ///   - entities: the article's names, as the entity tagger finds them.
  ///   - history: tells who spoke before; without it the annotation does.
  public init(
    _ text: SourceText, _ entities: [Entity], _ quotes: [Annotated], history: History? = nil
  ) throws {
    let tokens = Tokenizer()(text)
    let sentences = SentenceSplitter()(tokens, marks: QuotationMarks(tokens)).map { range in
      Sentence(
        span: TextSpan(tokens[range.lowerBound].start, tokens[range.upperBound - 1].end), tokens: range)
    }
    (self.text, self.quotes, self.history) = (text, quotes, history)
    speech = SpeechTokens(
      tokens, try SpeechLexicon.embedded.get(), try NameLexicon.embedded.get(), entities, sentences)
    drafts = try QuoteScanner(speech, sentences: sentences).scan()
  }

  /// All that the rules take for quotations.
  public var possible: [Possible] {
    let speechFacts = SpeechFacts(speech: speech, drafts: drafts).table
    var (facts, memory) = (FactTable<SpeakerFact>(), FactTable<SpeakerFact>())
    let resolver = SpeakerResolver(speech, text: text, history?.model ?? QuoteModel())
    let scores = history.map { _ in resolver.scores(speechFacts) }
    var voices = Voices()
    return drafts.indices.map { number in
      let draft = drafts[number]
      let gold = quotes.first { Self.isSame($0.span, draft.span) }
      let row = Row(isRight: gold != nil, speechFacts, number)
      guard draft.speaker.type != .impersonal else { return Possible(speech: row, speakers: []) }
      let scene = resolver.choice.scene(draft)
      let candidates = resolver.choice.candidates(scene, voices)
      let right = candidates.map { candidate in
        guard let gold else { return false }
        guard let name = resolver.choice.name(candidate, scene, voices) else { return gold.speakers.isEmpty }
        return SpeakerNames.areSame(name, gold.speakers)
      }
      SpeakerFacts(scene: scene, voices: voices, cast: resolver.choice.cast).fill(&facts, candidates)
      let speakers = right.indices.map { Row(isRight: right[$0], facts, $0) }
      if draft.depth == 0 {
        if let scores {
          if SpeakerResolver.isSpeech(scores[number]) {
            resolver.note(resolver.speaker(scene, voices, &memory).candidate, scene, &voices)
          }
        } else if gold != nil {
          // A name before mere words.
          let members = candidates.indices.filter {
            if case .member = candidates[$0] { right[$0] } else { false }
          }
          resolver.note(candidates[members.first ?? right.firstIndex(of: true) ?? 0], scene, &voices)
        }
      }
      return Possible(speech: row, speakers: speakers)
    }
  }

  /// They share more than half of what they cover.
  private static func isSame(_ one: TextSpan, _ other: TextSpan) -> Bool {
    let common = max(0, min(one.end, other.end) - max(one.start, other.start))
    return common * 2 >= one.length + other.length - common
  }
}
