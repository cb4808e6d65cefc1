import Isnad
import IsnadArabic

/// Goes through a document's tokens and reads what is a number where one starts.
struct NumberScanner {
  private let words: TokenWords
  private let phrases: NumberPhrases
  private let quantities: QuantityParser
  private let dates: DateParser
  private let clocks: ClockParser
  private let ranges: RangeParser

  init(
    _ words: TokenWords, phrases: NumberPhrases, currency: CurrencyReader, text: SourceText,
    reference: CivilDate?, prefersFuture: Bool
  ) {
    self.words = words
    self.phrases = phrases
    quantities = QuantityParser(words: words, phrases: phrases, currency: currency, text: text)
    dates = DateParser(
      words: words, phrases: phrases,
      relative: RelativeDateParser(
        words: words, phrases: phrases, quantities: quantities, reference: reference),
      reference: reference, prefersFuture: prefersFuture)
    clocks = ClockParser(words: words, phrases: phrases)
    ranges = RangeParser(words: words, quantities: quantities, dates: dates)
  }

  func scan() -> [NumberMention] {
    var mentions: [NumberMention] = []
    var index = 0
    var limit = 0
    while index < words.count {
      if index >= limit { limit = lineEnd(after: index) }
      guard isCandidate(index) else {
        index += 1
        continue
      }
      if let skip = NotANumber(words).end(at: index, limit: limit) {
        index = max(skip, index + 1)
        continue
      }
      if let found = find(at: index, limit) {
        mentions.append(found.mention)
        index = max(found.end, index + 1)
      } else {
        index += 1
      }
    }
    return mentions
  }

  private func lineEnd(after index: Int) -> Int {
    var end = index + 1
    while end < words.count, !words.tokens[end].flags.contains(.lineBefore) { end += 1 }
    return end
  }

  @inline(__always)
  private func isCandidate(_ index: Int) -> Bool {
    let token = words.tokens[index]
    switch token.kind {
    case .number: return true
    case .word:
      return words.means(index) || words.phraseFirst[index] != nil
        || token.form.length <= 14 && isStart(index)
    case .symbol: return true
    case .punctuation:
      // A sign or a point before digits.
      return index + 1 < words.count && words.tokens[index + 1].kind == .number && words.isAttached(index + 1)
    case .url: return false
    }
  }

  /// Words that open a number without being one.
  private func isStart(_ index: Int) -> Bool { Self.openers[words.tokens[index].fingerprint] != nil }

  private static let openers: FingerprintTable<Bool> = {
    var table = FingerprintTable<Bool>()
    let normalize = Normalizer(.matchForm)
    for word
      in "من بين ما مابين الساعة بالساعة والساعة شهر عام العام لعام للعام بعام وعام سنة السنة لسنة فاتح غرة سالب ناقص آخر جزء قبل منذ بعد هذا هذه هذي هاي هاد الأسبوع الإسبوع الشهر السنة للأسبوع للشهر بالأسبوع بالشهر والأسبوع والشهر والسنة"
      .split(separator: " ")
    {
      table[Fingerprint.of(normalize(String(word)))] = true
    }
    return table
  }()

  private func find(at index: Int, _ limit: Int) -> FoundNumber? {
    if let found = modified(at: index, limit) { return found }
    guard var found = unmodified(at: index, limit) else { return nil }
    modifierAfter(&found, limit)
    return found
  }

  private func unmodified(at index: Int, _ limit: Int) -> FoundNumber? {
    if let range = ranges.parse(at: index, limit: limit) { return range }
    if let date = date(at: index, limit) { return date }
    if let clock = clock(at: index, limit) { return clock }
    guard let quantity = quantities.parse(at: index, limit: limit) else {
      return nounBefore(at: index, limit)
    }
    return ranges.range(from: quantity, limit: limit) ?? quantity
  }

  // MARK: Modifiers

  /// نحو 250، ما لا يقل عن خمسة عشر
  private func modified(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let first = words.phraseFirst[index],
      let (meaning, end) = phrases.at(index, in: words.tokens, limit: limit, first: first),
      case .modifierBefore(let modifier) = meaning, end < limit
    else { return nil }
    guard var found = ranges.parse(at: end, limit: limit) ?? measurable(at: end, limit) else { return nil }
    found = ranges.range(from: found, limit: limit) ?? found
    let stripped = first == words.tokens[index].fingerprint ? 0 : 2
    found.mention.span.start = words.tokens.span(of: index, strippingForm: stripped).start
    found.mention.modifier = modifier
    return upperBound(of: found, limit) ?? found
  }

  /// أكثر من مئة وأقل من ثلاثمئة: two bounds make a range.
  private func upperBound(of low: FoundNumber, _ limit: Int) -> FoundNumber? {
    guard low.mention.modifier == .moreThan || low.mention.modifier == .atLeast,
      let from = low.mention.value, low.end < limit
    else { return nil }
    let at = words.isConjunction(low.end) ? low.end + 1 : low.end
    guard at < limit, at > low.end || words.beginsWithWaw(at), let first = words.phraseFirst[at],
      let (meaning, end) = phrases.at(at, in: words.tokens, limit: limit, first: first), end < limit,
      case .modifierBefore(let modifier) = meaning, modifier == .lessThan || modifier == .atMost,
      let high = measurable(at: end, limit), let to = high.mention.value, from < to,
      low.mention.kind == high.mention.kind || low.mention.kind == .cardinal
    else { return nil }
    var range = high
    range.mention.span.start = low.mention.span.start
    range.mention.value = nil
    range.mention.min = from
    range.mention.max = to
    if [.cardinal, .counted].contains(high.mention.kind) { range.mention.kind = .range }
    if high.mention.kind == .duration { range.mention.iso = nil }
    range.mention.by = NumberExtractor.by("two-bounds")
    return range
  }

  /// What can be more or less: no ordinal, and nothing that stands behind a preposition of its own.
  private func measurable(at index: Int, _ limit: Int) -> FoundNumber? {
    if let clock = clock(at: index, limit) { return clock }
    guard NotANumber(words).end(at: index, limit: limit) == nil,
      let found = quantities.parse(at: index, limit: limit)
    else { return nil }
    guard found.mention.kind == .ordinal, words.tokens[index].kind != .number else { return found }
    // أكثر من المليون: measured, not ranked.
    return words.word(index)?.ordinal == nil ? quantities.cardinal(at: index, limit) : nil
  }

  /// 40 قتيلا تقريبا، 21 شخصا على الأقل
  private func modifierAfter(_ found: inout FoundNumber, _ limit: Int) {
    guard found.mention.modifier == nil, found.end < limit, found.mention.kind != .date,
      words.tokens[found.end].kind == .word,
      let (modifier, end) = phrases.modifierAfter(found.end, in: words.tokens, limit: limit)
    else { return }
    found.mention.modifier = modifier
    found.mention.span.end = words.tokens[end - 1].end
    found.end = end
  }

  // MARK: Dates and times

  private func date(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let date = dates.parse(at: index, limit: limit) else { return nil }
    var mention = NumberMention(
      span: TextSpan(date.start, words.tokens[date.end - 1].end), kind: .date,
      by: NumberExtractor.by(date.rule))
    mention.iso = date.iso
    mention.hijri = date.hijri
    var end = date.end
    // A time of day after a whole date makes one point in time of both.
    let at = words.isPunctuation(end, "،") || words.isPunctuation(end, ",") ? end + 1 : end
    if let iso = date.iso, iso.count == 10, at < limit, let clock = clocks.parse(at: at, limit: limit) {
      mention.iso = iso + clock.iso
      end = clock.end
      mention.span.end = words.tokens[end - 1].end
    }
    return FoundNumber(mention: mention, end: end)
  }

  private func clock(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let clock = clocks.parse(at: index, limit: limit) else { return nil }
    var mention = NumberMention(
      span: TextSpan(clock.start, words.tokens[clock.end - 1].end), kind: .time,
      by: NumberExtractor.by("clock"))
    mention.iso = clock.iso
    return FoundNumber(mention: mention, end: clock.end)
  }

  // MARK: One

  /// عام واحد: the numeral stands after its noun; لمدة ساعة.
  private func nounBefore(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let noun = words.word(index)?.noun else { return nil }
    return quantities.duration(ofOne: noun, at: index, limit)
  }
}
