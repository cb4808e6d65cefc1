import Isnad
import IsnadStages

/// Quotes: spans, speakers, and who said what.
///
/// Gold and predicted quotes are paired by the overlap of their trimmed spans (intersection over union), the
/// best first, from a half on. Without `everything` only core quotes count (not nested; a clause, quotation
/// marks, a colon or bare speech), and predictions that meet others are passed over.
struct QuoteScore {
  private static let edges = Set(" \t\r\n\u{A0}\"“”«»″'.،,؛:-–—…".unicodeScalars)
  /// What a place in a text can be.
  private static let offsets = 0...(1 << 53)
  private static let core: Set<String> = ["clause", "quotation", "colon", "bare"]

  private struct Candidate {
    let quote: JSONValue
    let span: Range<Int>
  }

  private var spans = Counts()
  private var exact = 0
  private var overlapping = 0
  private var letters = Counts()
  private var kinds = 0
  private var cues = 0
  private var mentions = 0
  private var resolved = 0
  private var byKind: OrderedDictionary<String, (Int, Int, Int)> = [:]
  private var byType: OrderedDictionary<String, (Int, Int, Int)> = [:]

  init(_ gold: [JSONValue], _ predictions: PredictionFile, everything: Bool) {
    for record in gold {
      let text = Array((record["text"]?.string ?? "").unicodeScalars)
      let id = record["id"]?.string ?? ""
      let right = (record["quotes"]?.array ?? []).map { Self.candidate($0, text) }
      let guess = (predictions[id]?["quotes"]?.array ?? []).map { Self.candidate($0, text) }
      add(right, guess, letters: text.count, everything)
    }
  }

  /// - Parameter length: code points of the text, within which all candidates are.
  private mutating func add(
    _ gold: [Candidate], _ guess: [Candidate], letters length: Int, _ everything: Bool
  ) {
    let isCore = gold.map { everything || Self.isCore($0.quote) }
    let partners = SpanPairs.best(gold.map(\.span), guess.map(\.span))
    let ofGuess = Dictionary(partners.map { ($1, $0) }) { a, _ in a }
    let kept = guess.indices.filter { index in ofGuess[index].map { isCore[$0] } ?? true }
    spans.gold += isCore.count { $0 }
    spans.predicted += kept.count
    let wanted = CoveredLetters(gold.indices.filter { isCore[$0] }.map { gold[$0].span }, of: length)
    let others = CoveredLetters(gold.map(\.span), of: length)
    let found = CoveredLetters(kept.map { guess[$0].span }, of: length)
    for letter in 0..<length {
      let (isWanted, isFound) = (wanted[letter], found[letter])
      // What belongs to gold quotes that don't count is neither right nor wrong.
      let counts = isFound && (everything || isWanted || !others[letter])
      if isWanted { letters.gold += 1 }
      if counts { letters.predicted += 1 }
      if isWanted && counts { letters.right += 1 }
    }
    for (index, candidate) in gold.enumerated() where isCore[index] {
      score(candidate, partners[index].map { guess[$0] })
    }
  }

  private mutating func score(_ gold: Candidate, _ guess: Candidate?) {
    let (kind, type) = (gold.quote["kind"]?.string ?? "", gold.quote["speaker_type"]?.string ?? "")
    byKind[kind, default: (0, 0, 0)].0 += 1
    byType[type, default: (0, 0, 0)].0 += 1
    guard let guess else { return }
    overlapping += 1
    if gold.span == guess.span { exact += 1 }
    if guess.quote["kind"]?.string == kind { kinds += 1 }
    let (cue, guessedCue) = (Self.span(gold.quote["cue"]), Self.span(guess.quote["cue"]))
    if let cue, let guessedCue, SpanPairs.overlap(cue, guessedCue) > 0 { cues += 1 }
    switch (Self.span(gold.quote["speaker"]), Self.span(guess.quote["speaker"])) {
    case (nil, nil): mentions += 1
    case (let one?, let two?): if SpanPairs.overlap(one, two) >= 0.5 { mentions += 1 }
    default: break
    }
    let isResolved = Self.isResolved(gold.quote, guess.quote, type)
    byKind[kind, default: (0, 0, 0)].1 += 1
    byType[type, default: (0, 0, 0)].1 += 1
    guard isResolved else { return }
    resolved += 1
    byKind[kind, default: (0, 0, 0)].2 += 1
    byType[type, default: (0, 0, 0)].2 += 1
  }

  private static func isResolved(_ gold: JSONValue, _ guess: JSONValue, _ type: String) -> Bool {
    func name(_ quote: JSONValue) -> String? {
      [quote["speaker_name"], quote["speaker_resolved"]].compactMap { $0?.string }.first { !$0.isEmpty }
    }
    let said = name(guess)
    let wanted =
      [gold["speaker_resolved"]?.string ?? gold["speaker_name"]?.string ?? ""]
      + (gold["speaker_resolved_alt"]?.array ?? []).compactMap(\.string)
    return SpeakerNames.areSame(said ?? "", wanted) || type == "impersonal" && said == nil
  }

  // MARK: Spans

  private static func isCore(_ quote: JSONValue) -> Bool {
    let isNested = !(quote["nested_in"] ?? .null).isNull && quote["nested_in"]?.string != ""
    return quote["form"]?.string.map { core.contains($0) } ?? true && !isNested
  }

  private static func candidate(_ quote: JSONValue, _ text: [Unicode.Scalar]) -> Candidate {
    var start = min(max(0, quote["start"]?.int ?? 0), text.count)
    var end = min(max(start, quote["end"]?.int ?? 0), text.count)
    while start < end, edges.contains(text[start]) { start += 1 }
    while end > start, edges.contains(text[end - 1]) { end -= 1 }
    return Candidate(quote: quote, span: start..<end)
  }

  private static func span(_ value: JSONValue?) -> Range<Int>? {
    guard let start = value?["start"]?.int, let end = value?["end"]?.int, start <= end,
      offsets.contains(start), offsets.contains(end)
    else { return nil }
    return start..<end
  }

  // MARK: Tables

  var tables: [ScoreTable] {
    var main = ScoreTable(title: "quotes", headings: Counts.headings)
    for (name, right) in [("exact span", exact), ("overlap 1/2", overlapping), ("who said what", resolved)] {
      main.rows.append((name, Counts(gold: spans.gold, predicted: spans.predicted, right: right).cells))
    }
    main.rows.append(("letters", letters.cells))
    var shares = ScoreTable(title: "of those that overlap", headings: ["right", "%"])
    for (name, right) in [
      ("kind", kinds), ("cue", cues), ("speaker's mention", mentions), ("speaker resolved", resolved),
    ] {
      shares.rows.append((name, [String(right), Percent.share(right, overlapping)]))
    }
    var groups = ScoreTable(title: "by kind and speaker", headings: ["gold", "found", "resolved"])
    for (name, row) in Array(byKind) + Array(byType) {
      groups.rows.append((name, [row.0, row.1, row.2].map(String.init)))
    }
    return [main, shares, groups]
  }
}
