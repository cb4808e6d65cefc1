import Isnad
import IsnadArabic

/// The words that name a source: a name, or a noun for a source with what belongs to it.
struct SourcePhrase {
  typealias Named = (name: String, entity: Int?)

  /// Names before a word in which the one is looked for that it stands for.
  private static let farthest = 60

  let text: FigureText
  let words: SourceWords

  /// A source that starts at a token: a name, or a noun for a source with what belongs to it.
  /// - Parameter over: how many words may be passed over, such as a day: أعلنت الجمعة السلطات.
  func named(from start: Int, _ sentence: Range<Int>, over: Int = 2) -> Named? {
    var index = start
    var passed = 0
    while index < sentence.upperBound {
      if text.has(index, words.tellings) {
        index += 1
        continue
      }
      if isSource(index) { return phrase(from: index, sentence) }
      if let entity = text.entity(index) {
        let label = text.entities[entity].label
        if label == .person || label == .organisation || label == .place {
          return (text.entities[entity].name, text.entities[entity].id)
        }
      }
      guard passed < over, !text.has(index, words.openings), !text.has(index, words.measures),
        text.tokens[index].kind == .word
      else { return nil }
      passed += 1
      index += 1
    }
    return nil
  }

  /// Where أن stands that belongs to a verb of saying.
  func opening(from start: Int, _ sentence: Range<Int>) -> Int? {
    (start..<min(sentence.upperBound, start + 26)).first { text.has($0, words.complementisers) }
  }

  func person(in range: Range<Int>) -> Named? {
    for index in range {
      if let entity = text.entity(index), text.entities[entity].label == .person {
        return (text.entities[entity].name, text.entities[entity].id)
      }
    }
    return nil
  }

  /// A noun for a source, also behind ل: لوزارة الصحة.
  func isSource(_ index: Int) -> Bool { reads(index, words.sources) }

  /// Whether a word, with clitics or without them, is one of a set.
  private func reads(_ index: Int, _ set: WordSet) -> Bool {
    if text.has(index, set) { return true }
    var found = false
    text.tokens.readings(index) { reading in
      found = set.contains(reading.fingerprint)
      return found
    }
    return found
  }

  /// Whether a word that is no source begins with ف, whose second byte is given: فقد, فلإجراء.
  private func begins(_ index: Int, _ byte: UInt8) -> Bool {
    let start = text.tokens[index].form.start
    return text.tokens[index].form.length >= 8 && text.tokens.forms[start] == 0xD9
      && text.tokens.forms[start + 1] == byte && text.entity(index) == nil && !text.has(index, words.sources)
  }

  /// الهيئة خطوات: a word that can't belong to a noun with an article: it has none, is no name, and no و, ب, ك or ل is
  /// written before it.
  private func isIndefinite(_ index: Int) -> Bool {
    let token = text.tokens[index]
    guard token.kind == .word, text.entity(index) == nil, token.form.length >= 2 else { return false }
    let first = text.tokens.forms[token.form.start]
    let second = text.tokens.forms[token.form.start + 1]
    let isPrefixed = first == 0xD8 && second == 0xA8 || first == 0xD9 && [0x83, 0x84, 0x88].contains(second)
    return !isPrefixed && text.tokens.certainClitics(index) == 0 && !text.tokens.hasArticle(index)
  }

  func named(endingAt verb: Int, _ sentence: Range<Int>) -> Named? {
    var index = verb - 1
    while index >= max(sentence.lowerBound, verb - 4) {
      if text.isComma(index) { return nil }
      if let entity = text.entity(index), [.person, .organisation].contains(text.entities[entity].label) {
        return (text.entities[entity].name, text.entities[entity].id)
      }
      if text.has(index, words.sources) { return phrase(from: index, sentence.lowerBound..<verb) }
      index -= 1
    }
    return nil
  }

  /// Who has made a document: تقرير حديث لمنظمة الصحة العالمية.
  func issuer(in range: Range<Int>) -> Int? {
    guard let first = range.first else { return nil }
    if text.has(first, .documentNoun) {
      let found = range.dropFirst().lazy.compactMap { text.entity($0) }
        .first { text.entities[$0].label == .organisation }
      if let found { return found }
    } else if !isDocument(first) {
      return nil
    }
    // دراسة أجرتها جامعة الأفق: the words of a source may end before who has made it.
    for index in first + 1..<max(first + 1, min(text.tokens.count, first + Self.mostOfDocument)) {
      if text.tokens[index].kind != .word || text.tokens[index].flags.contains(.lineBefore)
        || text.has(index, words.complementisers) || text.has(index, words.verbs)
        || text.tokens.beginsWithConjunction(index) && text.entity(index) == nil
      {
        return nil
      }
      if let entity = text.entity(index) {
        return text.entities[entity].label == .organisation ? entity : nil
      }
    }
    return nil
  }

  /// Words of a document's name, with who has made it.
  private static let mostOfDocument = 7

  private func isDocument(_ index: Int) -> Bool { reads(index, words.documents) }

  /// The last organisation before a noun that its name begins with: الهيئة, of هيئة حماية اللاجئين.
  func antecedent(of index: Int) -> Int? {
    var stripped = text.tokens[index].flags.contains(.article) ? 4 : 0
    if stripped == 0 {
      text.tokens.readings(index) { reading in
        // للهيئة: the article has lost its alef behind ل.
        guard reading.stripped > 0, text.tokens.beginsWithLam(index, at: reading.stripped) else {
          return false
        }
        stripped = reading.stripped + 2
        return true
      }
    }
    let form = text.tokens[index].form
    guard stripped > 0, stripped + 4 < form.length else { return nil }
    let forms = text.tokens.forms
    let noun = Fingerprint.of(forms.span, from: form.start + stripped, to: form.end)
    var (low, high) = (0, text.entities.count)
    while low < high {
      let middle = (low + high) / 2
      if text.entityTokens[middle].lowerBound < index { low = middle + 1 } else { high = middle }
    }
    return (max(0, low - Self.farthest)..<low).reversed().first { entity in
      guard text.entities[entity].label == .organisation, let first = text.entityTokens[entity].first else {
        return false
      }
      // صحيفة «الأفق»: the noun may stand before the name, and a mark between.
      let before = text.isMark(first - 1, "\"", "«", "“") ? first - 2 : first - 1
      return text.tokens[first].fingerprint == noun
        || before >= 0 && text.tokens[before].fingerprint == noun
    }
  }

  /// The words of a source: the person whom they name, the organisation that they begin with, else as they are.
  func phrase(from start: Int, _ sentence: Range<Int>) -> Named {
    var end = start
    var first: Int?
    while end < sentence.upperBound, end - start < 14 {
      if end > start,
        text.isComma(end) || text.has(end, words.ends) || text.tokens[end].kind == .number || text.isVerb(end)
          || begins(end, 0x81)
          || text.tokens.hasArticle(end - 1) && (text.isEventNoun(end) || isIndefinite(end))
      {
        break
      }
      if text.tokens[end].kind == .punctuation, !text.isMark(end, "\"", "«", "»", "“", "”") { break }
      if let entity = text.entity(end) {
        if text.entities[entity].label == .person {
          return (text.entities[entity].name, text.entities[entity].id)
        }
        if end == start, text.entities[entity].label == .organisation { first = entity }
        // A name is read to its end, over words such as في.
        end = max(end + 1, text.entityTokens[entity].upperBound)
        continue
      }
      end += 1
    }
    if let first, text.entityTokens[first].upperBound - start >= 2 {
      return (text.entities[first].name, text.entities[first].id)
    }
    if let found = issuer(in: start..<end) ?? (end == start + 1 ? antecedent(of: start) : nil) {
      return (text.entities[found].name, text.entities[found].id)
    }
    // A person's name behind a comma: محافظ المصرف، رشيد المعراج.
    if text.isComma(end), let entity = text.entity(end + 1), text.entities[entity].label == .person {
      return (text.entities[entity].name, text.entities[entity].id)
    }
    var stripped = 0
    if !text.has(start, words.sources) {
      text.tokens.readings(start) { reading in
        stripped = reading.stripped
        return words.sources.contains(reading.fingerprint)
      }
    }
    // للخبراء: the article has lost its alef behind ل.
    let isAssimilated = stripped >= 2 && text.tokens.beginsWithLam(start, at: stripped)
    let stop = max(start + 1, min(end, start + 6))
    return (
      (isAssimilated ? "ا" : "") + text.string(text.span(start..<stop, strippingForm: stripped)),
      first.map { text.entities[$0].id }
    )
  }
}

extension Tokens {
  /// Whether ل stands in a word's form behind so many bytes.
  fileprivate func beginsWithLam(_ index: Int, at bytes: Int) -> Bool {
    let start = items[index].form.start + bytes
    return start + 1 < items[index].form.end && forms[start] == 0xD9 && forms[start + 1] == 0x84
  }
}
