import Isnad
import IsnadArabic

/// Goes through a document's tokens and reads what is a number where one starts.
struct NumberScanner {
  let words: TokenWords
  let phrases: NumberPhrases
  let quantities: QuantityParser
  private let dates: DateParser
  private let clocks: ClockParser
  private let spans: PeriodSpanParser
  let ranges: RangeParser
  private let currency: CurrencyReader
  private let names: NameSpans

  init(
    _ words: TokenWords, phrases: NumberPhrases, currency: CurrencyReader, text: SourceText,
    time: ReferenceTime?, calendar: CalendarHabits, names: [Entity] = []
  ) {
    self.names = NameSpans(names)
    self.words = words
    self.phrases = phrases
    self.currency = currency
    quantities = QuantityParser(words: words, phrases: phrases, currency: currency, text: text)
    dates = DateParser(
      words: words, phrases: phrases,
      relative: RelativeDateParser(words: words, phrases: phrases, quantities: quantities, time: time),
      reference: time?.day, habits: calendar)
    clocks = ClockParser(words: words, phrases: phrases)
    spans = PeriodSpanParser(words: words, quantities: quantities, reference: time?.day)
    ranges = RangeParser(
      words: words, quantities: quantities, dates: DateRangeParser(words: words, dates: dates, clocks: clocks)
    )
  }

  /// - Throws: a ``StageFailure`` where there are more, or the time for the document is over.
  func scan(atMost most: Int) throws -> [NumberMention] {
    var mentions: [NumberMention] = []
    // A third of what may open a number opens one.
    mentions.reserveCapacity(words.candidates.count / 3)
    var bare: [(mention: Int, word: Int)] = []
    var told: [(word: Int, code: String)] = []
    var named = NamedDates()
    /// The first token that no number has taken.
    var next = 0
    /// After the last number.
    var free = 0
    var names = names
    var isAfterDual = false
    for (number, candidate) in words.candidates.enumerated() {
      if number.isMultiple(of: 256) { try WorkLimit.check() }
      let index = Int(candidate)
      guard index >= next else { continue }
      next = index + 1
      words.readLine(of: index)
      let opens = words.openings(index)
      guard !opens.isEmpty else { continue }
      if let skip = NotANumber(words).end(at: index) {
        next = max(skip, next)
        continue
      }
      guard var found = one(at: index, from: free, opens) ?? find(at: index, opens) else { continue }
      if let name = names.name(
        with: found.mention.kind, at: found.mention.span, isDual: found.details.isDual,
        isInFigures: words.tokens[index].kind == .number)
      {
        // What a name begins with may be more than the name: عيد الفطر المبارك.
        guard let year = dates.yearOfName(at: index) else {
          while next < words.count, words.tokens[next].start < name.end { next += 1 }
          continue
        }
        found = mention(of: year)
      }
      if isMinute(found, at: index, names) {
        while next < words.limit, !words.isPunctuation(next, ")") { next += 1 }
        continue
      }
      // البلدين الشقيقين: an adjective in the dual counts nothing more.
      if found.details.isDual {
        let isAdjective = index == free && isAfterDual
        isAfterDual = true
        if isAdjective {
          next = max(found.end, next)
          free = next
          continue
        }
      } else {
        isAfterDual = false
      }
      if let anaphor = found.details.anaphor, let value = named.value(of: anaphor) {
        found.mention.iso = value.edtf
        found.details.calendar = value
      }
      if let value = found.details.calendar { named.note(value) }
      if let word = found.details.currencyWord {
        if let code = found.mention.currency {
          told.append((word, code))
        } else {
          bare.append((mentions.count, word))
        }
      }
      guard mentions.count < most else { throw StageFailure.tooManyAnnotations(NumberLayer.name, most) }
      mentions.append(found.mention)
      next = max(found.end, next)
      free = next
    }
    guard !bare.isEmpty else { return mentions }
    let codes = currency.told(told.map { (words.tokens.form($0.word), $0.code) })
    for (mention, word) in bare {
      if let code = currency.code(of: words.tokens.form(word), codes) {
        mentions[mention].currency = code
        mentions[mention].unit = nil
      }
    }
    return mentions
  }

  /// صلاح (45 و63)، فابيانسكي (31): the minute of a goal or an age, in brackets behind a name.
  private func isMinute(_ found: FoundNumber, at index: Int, _ names: NameSpans) -> Bool {
    found.mention.kind == .cardinal && index > 1 && words.isPunctuation(index - 1, "(")
      && words.tokens[index].kind == .number && (words.plainDigits(index)?.count ?? 4) <= 3
      && names.isPerson(endingAt: words.tokens[index - 2].end)
  }

  @inline(__always)
  private func one(at index: Int, from free: Int, _ opens: RuleSet) -> FoundNumber? {
    guard opens.contains(.nounAndOne) else { return nil }
    return NounAndOne(words: words, text: quantities.text).parse(at: index, from: free)
  }

  private func find(at index: Int, _ opens: RuleSet) -> FoundNumber? {
    if var found = modified(at: index) {
      modifierAfter(&found)
      return found
    }
    guard var found = unmodified(at: index, opens) else { return nil }
    modifierAfter(&found)
    return found
  }

  private func unmodified(at index: Int, _ opens: RuleSet) -> FoundNumber? {
    if !opens.isDisjoint(with: .ranges), let range = ranges.parse(at: index) { return range }
    if opens.contains(.periodSpan), let span = spans.parse(at: index) { return span }
    if !opens.isDisjoint(with: .dates), let date = date(at: index) { return date }
    if opens.contains(.clock), let clock = clock(at: index) { return clock }
    guard !opens.isDisjoint(with: .quantities) else { return nil }
    guard let quantity = quantities.parse(at: index) else {
      return nounBefore(at: index)
    }
    if quantity.mention.kind == .duration {
      // في غضون ثلاثة أيام من الآن is all the time until then.
      let isWithin =
        index > 0 && (words.has(index - 1, .within) || words.has(index - 1, .during))
      if !isWithin, let now = fromNow(quantity) { return now }
      if let span = spans.directed(quantity) { return span }
    }
    return ranges.range(from: quantity) ?? quantity
  }

  /// ثلاثة أيام من الآن
  private func fromNow(_ found: FoundNumber) -> FoundNumber? {
    guard let end = dates.relative.fromNow(found.end) else { return nil }
    var mention = found.mention
    mention.kind = .date
    mention.span.end = words.tokens[end - 1].end
    let value = dates.relative.value(found.details.duration, sign: 1)
    mention.iso = value?.edtf
    mention.by = NumberExtractor.by(.relativeDistance)
    var point = FoundNumber(mention: mention, end: end)
    point.details.calendar = value
    return point
  }

  // MARK: Dates and times

  private func date(at index: Int) -> FoundNumber? {
    guard let date = dates.parse(at: index) else { return nil }
    if let range = ranges.dates.extend(date) { return range }
    let whole = mention(of: date)
    guard date.isDay, date.anaphor == nil, let day = date.value else { return whole }
    // A time of day after a whole date makes one point in time of both, two times a range.
    let isListed = words.isPunctuation(date.end, "،") || words.isPunctuation(date.end, ",")
    let at = isListed ? date.end + 1 : date.end
    guard at < words.limit else { return whole }
    if words.has(at, .from), var range = ranges.dates.times(date.start, at + 1, .to, on: day) {
      range.mention.span.start = date.start
      return range
    }
    guard let clock = clocks.parse(at: at) else { return whole }
    if var range = ranges.dates.extend(clock, on: day) {
      range.mention.span.start = date.start
      return range
    }
    var point = whole
    point.mention.iso = day.edtf + clock.iso
    point.mention.span.end = words.tokens[clock.end - 1].end
    point.end = clock.end
    return point
  }

  private func mention(of date: ParsedDate) -> FoundNumber {
    var mention = NumberMention(
      span: TextSpan(date.start, end(of: date)), kind: .date, by: NumberExtractor.by(date.rule))
    mention.iso = date.value?.edtf
    mention.hijri = date.hijri?.edtf
    mention.modifier = date.modifier
    var found = FoundNumber(mention: mention, end: date.end)
    found.details.calendar = date.value
    found.details.anaphor = date.anaphor
    return found
  }

  /// The end of a date in bytes. The stroke of هـ belongs to its mark and to no token.
  private func end(of date: ParsedDate) -> Int {
    var end = words.tokens[date.end - 1].end
    let bytes = quantities.text.bytes
    while words.has(date.end - 1, .letterHeh), end + 1 < bytes.count, bytes[end] == 0xD9,
      bytes[end + 1] == 0x80
    {
      end += 2
    }
    return end
  }

  func clock(at index: Int) -> FoundNumber? {
    guard let clock = clocks.parse(at: index) else { return nil }
    if let range = ranges.dates.extend(clock) { return range }
    var mention = NumberMention(
      span: TextSpan(clock.start, words.tokens[clock.end - 1].end), kind: .time,
      by: NumberExtractor.by(.clock))
    mention.iso = clock.iso
    return FoundNumber(mention: mention, end: clock.end)
  }

  // MARK: One

  /// عام واحد: the numeral stands after its noun; لمدة ساعة.
  private func nounBefore(at index: Int) -> FoundNumber? {
    guard let noun = words.word(index)?.noun else { return nil }
    return quantities.duration(ofOne: noun, at: index)
  }
}
