import Isnad
import IsnadArabic

/// Digits that are no numbers: telephone numbers, model names, list numerals, names of things.
struct NotANumber {
  /// Tokens of a reference: 46/2019, 192.168.10.1. What goes on for longer is none.
  private static let longest = 32
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  /// Where a run that is no number ends; nil where a number may stand.
  func end(at index: Int) -> Int? {
    guard words.tokens[index].kind == .number else { return nil }
    if let end = telephone(at: index) { return end }
    let tokens = words.tokens
    if let end = reference(at: index) { return end }
    // إف-16، كوفيد-19، #2024_…
    if index >= 2, words.isAttached(index), words.isAttached(index - 1),
      tokens.matches(index - 1, "-") || tokens.matches(index - 1, "_") || tokens.matches(index - 1, "–"),
      tokens[index - 2].kind == .word
    {
      return index + 1
    }
    // كوردستان24: digits that a name ends in, and no clitic before them.
    if words.isAttached(index), tokens[index - 1].kind == .word, tokens[index - 1].form.length > 4,
      !tokens[index - 1].flags.contains(.latin)
    {
      return index + 1
    }
    if words.isAttached(index),
      tokens.matches(index - 1, "#") || tokens.matches(index - 1, "_") || tokens.matches(index - 1, "@")
    {
      return index + 1
    }
    // 24news, 1M; a unit or a currency may stand so.
    if words.isAttached(index + 1), index + 1 < words.limit, tokens[index + 1].flags.contains(.latin),
      !Self.attachedUnits.contains(tokens.form(index + 1))
    {
      return index + 2
    }
    if let end = listNumeral(at: index) { return end }
    return nil
  }

  /// 1- at the start of a line or a sentence, 4 – with a blank before the dash.
  private func listNumeral(at index: Int) -> Int? {
    let tokens = words.tokens
    let isFirst = index == 0 || tokens[index].flags.contains(.lineBefore)
    guard index + 2 < words.limit, (words.plainDigits(index)?.count ?? 3) <= 2,
      tokens[index + 2].flags.contains(.spaceBefore),
      words.word(index + 2)?.month == nil
    else { return nil }
    // (4) تحويل الأراضي, where a sentence begins
    if index > 0, words.isPunctuation(index - 1, "("), words.isPunctuation(index + 1, ")"),
      tokens[index + 2].kind == .word, words.word(index + 2)?.noun == nil,
      index == 1 || tokens[index - 1].flags.contains(.lineBefore) || words.isPunctuation(index - 2, ".")
        || words.isPunctuation(index - 2, ":"), (words.plainDigits(index)?.value ?? 99) <= 20
    {
      return index + 2
    }
    let isDash = words.isPunctuation(index + 1, "-") || words.isPunctuation(index + 1, "–")
    if words.isAttached(index + 1) {
      if isFirst, isDash || tokens.matches(index + 1, ".") || tokens.matches(index + 1, ")") {
        return index + 2
      }
      guard index > 0, isDash, tokens[index + 2].kind == .word else { return nil }
      return [".", ":", "؟", "!", "؛"].contains { words.isPunctuation(index - 1, $0) } ? index + 2 : nil
    }
    return isFirst && isDash && tokens[index + 2].kind == .word ? index + 2 : nil
  }

  /// رقم 46/2019، القانون 10/2018، القرار 2216, طائرات إف 35, بوينغ 737, 24/7.
  private func reference(at index: Int) -> Int? {
    guard index > 0, let value = words.plainDigits(index) else { return nil }
    var end = index + 1
    while end + 1 < words.limit, end < index + Self.longest,
      words.isPunctuation(end, "/") || words.isPunctuation(end, "-") || words.isPunctuation(end, "."),
      words.isAttached(end), words.isAttached(end + 1), words.tokens[end + 1].kind == .number
    {
      end += 2
    }
    // رقم ( 2216 )
    let isOpen = index > 1 && words.isPunctuation(index - 1, "(")
    let previous = isOpen ? index - 2 : index - 1
    let before = words.tokens[previous]
    if words.has(previous, .minuteOfGame)
      || words.has(index - 1, .articleAlone) && index > 1
        && words.has(index - 2, .minuteOfGame)
    {
      return minutes(end)
    }
    if before.flags.contains(.latin), value.count >= 5 { return end }
    if end == index + 3, value.value == 24, words.isPunctuation(index + 1, "/"),
      words.plainDigits(index + 2)?.value == 7
    {
      return end
    }
    // الأرقام ٥ - ١٠ are a range.
    if end + 1 < words.limit, words.isPunctuation(end, "-"), words.tokens[end + 1].kind == .number {
      return nil
    }
    // القناة 12
    if end == index + 1, words.has(previous, .stationWord), !isMeasured(end, value.value) {
      return end
    }
    if words.has(previous, .numberedThing) { return isMeasured(end, value.value) ? nil : end }
    if end > index + 1, words.has(previous, .lawWord) { return end }
    if end == index + 1, (2...4).contains(value.count), !(1900...2050).contains(value.value),
      (max(0, index - 4)..<index).contains(where: { words.has($0, .resolutionWord) }),
      words.tokens[index - 1].kind == .word, words.hasArticle(index - 1), !isMeasured(end, value.value)
    {
      return end
    }
    if end == index + 1, words.has(previous, .modelWord), words.tokens[index].flags.contains(.spaceBefore),
      !isMeasured(end, value.value)
    {
      return end
    }
    return nil
  }

  /// الدقيقة 45+2، الدقيقتين 51 و62: minutes of a game.
  private func minutes(_ end: Int) -> Int {
    var end = end
    while end + 1 < words.limit,
      words.isConjunction(end) || words.isPunctuation(end, "+") || words.isPunctuation(end, "،"),
      let next = words.plainDigits(end + 1), next.count <= 3, !isMeasured(end + 2, next.value)
    {
      end += 2
    }
    return end
  }

  private func isMeasured(_ end: Int, _ value: Int) -> Bool {
    guard end < words.limit else { return false }
    if let word = words.word(end), words.stripped(end) == 0, word.noun != nil || word.cardinal != nil {
      return true
    }
    return CountedNoun(words).range(after: end, value: ExactDecimal(value)) != nil
  }

  private static let attachedUnits: Set<String> = [
    "km", "kg", "m", "cm", "mm", "mg", "ml", "g", "l", "am", "pm", "AM", "PM", "USD", "EUR", "EGP", "SAR",
    "AED", "GBP", "KWD", "QAR", "JOD",
  ]

  /// Groups of digits joined by hyphens of which one starts with a zero or that are three or more
  /// and no date, and long digits that start with a zero.
  private func telephone(at index: Int) -> Int? {
    var end = index + 1
    var groups = 1
    while end + 1 < words.limit, words.isPunctuation(end, "-"), words.isAttached(end),
      words.tokens[end + 1].kind == .number, words.isAttached(end + 1)
    {
      end += 2
      groups += 1
    }
    // 01001234567; 0410 and 007 may be numbers yet.
    let form = words.tokens[index].form
    if words.tokens.forms[form.start] == 0x30, form.length >= 7, isPlain(form) {
      return end
    }
    guard groups >= 3 else { return nil }
    let sizes = stride(from: index, to: end, by: 2).map { words.plainDigits($0)?.count ?? 9 }
    let isDate =
      groups == 3 && sizes[1] <= 2
      && (sizes[0] == 4 && sizes[2] <= 2 || sizes[0] <= 2 && (sizes[2] == 4 || sizes[2] == 2))
    return isDate ? nil : end
  }

  private func isPlain(_ form: TextSpan) -> Bool {
    words.tokens.forms[form.range].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
