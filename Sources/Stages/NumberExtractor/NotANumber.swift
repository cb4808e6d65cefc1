import Isnad

/// Digits that are no numbers: telephone numbers, model names, list numerals, names of things.
struct NotANumber {
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  /// Where a run that is no number ends; nil where a number may stand.
  func end(at index: Int, limit: Int) -> Int? {
    guard words.tokens[index].kind == .number else { return nil }
    if let end = telephone(at: index, limit) { return end }
    let tokens = words.tokens
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
    if words.isAttached(index + 1), index + 1 < limit, tokens[index + 1].flags.contains(.latin),
      !Self.attachedUnits.contains(tokens.form(index + 1))
    {
      return index + 2
    }
    // 1- at the start of a line
    if tokens[index].flags.contains(.lineBefore), words.isAttached(index + 1),
      index + 2 < limit,
      tokens.matches(index + 1, "-") || tokens.matches(index + 1, ".") || tokens.matches(index + 1, ")"),
      tokens[index + 2].flags.contains(.spaceBefore), words.word(index + 2)?.month == nil,
      (words.plainDigits(index)?.count ?? 3) <= 2
    {
      return index + 2
    }
    return nil
  }

  private static let attachedUnits: Set<String> = [
    "km", "kg", "m", "cm", "mm", "mg", "ml", "g", "l", "am", "pm", "AM", "PM", "USD", "EUR", "EGP", "SAR",
    "AED", "GBP", "KWD", "QAR", "JOD",
  ]

  /// Groups of digits joined by hyphens of which one starts with a zero or that are three or more
  /// and no date, and long digits that start with a zero.
  private func telephone(at index: Int, _ limit: Int) -> Int? {
    var end = index + 1
    var groups = 1
    while end + 1 < limit, words.isPunctuation(end, "-"), words.isAttached(end),
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
