import Isnad

/// A quotation before its speaker is resolved.
struct DraftQuote {
  var span: TextSpan
  var kind: Quote.Kind
  var polarity: Quote.Polarity
  var cue: TextSpan
  /// Where the cue stands, in bytes: drafts sort by it.
  var cueStart: Int { cue.start }
  var speaker: SpeakerMention
  var word: SpeechWord?
  /// The token that introduces the content: أن، a colon, a mark.
  var introducer: Int?
  var rule: QuoteRule
  /// 0 for a quotation that stands in no other.
  var depth = 0
}
