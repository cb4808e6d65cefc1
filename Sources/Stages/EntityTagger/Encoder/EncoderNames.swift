import Isnad
import IsnadArabic
import IsnadText

/// The encoder as the entity tagger asks it, by one of its schemes.
struct EncoderNames: NameModel {
  private static let forbidden: Float = -10_000

  let encoder: EncoderModel
  /// The scheme's number in the encoder.
  private let scheme: Int
  let chain: LabelChain
  let calibration: Calibration
  /// Other guidelines leave attached و ف ب ك ل in their words.
  private let leavesClitics: Bool
  /// The model of features, where it has the same labels: it has read more of the news, and errs elsewhere. Both
  /// count the same.
  private let features: TaggerModel?

  /// - Returns: nil where the encoder has not learnt the scheme.
  init?(_ encoder: EncoderModel, scheme name: String, beside features: TaggerModel? = nil) {
    guard let scheme = encoder.shape.schemes.firstIndex(where: { $0.name == name }) else { return nil }
    self.encoder = encoder
    self.scheme = scheme
    let labels = encoder.shape.schemes[scheme].labels
    // Nothing is learnt of how labels follow one another but that a name goes on only where it has begun.
    var transitions = [Float](repeating: 0, count: (labels.count + 1) * labels.count)
    for label in stride(from: 2, to: labels.count, by: 2) {
      for row in 0...labels.count where row != label && row != label + 1 {
        transitions[row * labels.count + label] = Self.forbidden
      }
    }
    chain = LabelChain(labels: labels, transitions: transitions)
    calibration = encoder.header["calibration"]?[name].flatMap(Calibration.init) ?? Calibration()
    leavesClitics = name != Self.news
    self.features = features.flatMap { $0.labels == labels ? $0 : nil }
  }

  /// The scheme of our guideline.
  static let news = "news"

  func read(_ words: NameWords, of text: SourceText, _ sentences: [Range<Int>]) throws -> [[LabelChain
    .Mention]]
  {
    let scores = try encoder.scores(words.tokens, text, scheme: scheme, pause: WorkLimit.check)
    let opinions = features?.logarithms(words, sentences)
    return sentences.enumerated().map { place, sentence in
      var rows = Array(
        scores.ofLabels[sentence.lowerBound * LabelArcs.width..<sentence.upperBound * LabelArcs.width])
      if let opinions {
        for number in rows.indices { rows[number] = (rows[number] + opinions[place][number]) / 2 }
      }
      return chain.read(rows, in: sentence).map { mention in
        var mention = mention
        let first = mention.tokens.lowerBound
        mention.clitics = leavesClitics ? 0 : words.tokens.clitics(first, letters: Int(scores.clitics[first]))
        return mention
      }
    }
  }

  /// Rows of ``LabelArcs/width``, one a token.
  func scores(of tokens: Tokens, _ text: SourceText) -> [Float] {
    encoder.scores(tokens, text, scheme: scheme).ofLabels
  }

  func knows(_ word: UInt64) -> Bool { false }

  /// What the name's labels lose, and gain against no name, where a word is read as an unknown one.
  func reasons(
    _ words: NameWords, of text: SourceText, _ sentences: [Range<Int>], for mention: Range<Int>, label: String
  ) -> [NameReason: Float] {
    guard let place = sentences.first(where: { $0.contains(mention.lowerBound) }),
      let begin = chain.labels.firstIndex(of: "B-" + label)
    else { return [:] }
    let mention = mention.clamped(to: place)
    func weight(_ replaced: Range<Int>) -> Float {
      let scores = encoder.scores(words.tokens, text, scheme: scheme, replaced: replaced).ofLabels
      return mention.reduce(0) { sum, index in
        let row = index * LabelArcs.width
        return sum + scores[row + (index == mention.lowerBound ? begin : begin + 1)] - scores[row]
      }
    }
    let whole = weight(0..<0)
    var reasons: [NameReason: Float] = [.word: whole - weight(mention)]
    let (before, behind) = (mention.lowerBound - 1, mention.upperBound)
    if place.contains(before) { reasons[.wordBefore] = whole - weight(before..<before + 1) }
    if place.contains(behind) { reasons[.wordBehind] = whole - weight(behind..<behind + 1) }
    reasons[.sentenceBefore] = whole - weight(max(0, place.lowerBound - Self.reach)..<place.lowerBound)
    return reasons
  }

  /// Tokens of what stands before a sentence that are hidden together.
  private static let reach = 60
}

extension Tokens {
  /// Bytes of the match form that so many letters of clitics take in front of a token; fewer where its letters can
  /// be none.
  func clitics(_ index: Int, letters: Int) -> Int {
    let form = self[index].form
    var bytes = 0
    while bytes < 2 * letters, bytes + 4 <= form.length, Clitics.isClitic(forms.span, form.start + bytes) {
      bytes += 2
    }
    return bytes
  }
}
