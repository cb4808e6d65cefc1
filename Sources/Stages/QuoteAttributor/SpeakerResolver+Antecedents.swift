import Isnad
import IsnadArabic

/// Whom a definite description means: المصدر، الشركة، الملك.
extension SpeakerResolver {
  /// Who a definite description means: the last speaker with the same head noun, else the name that
  /// stands after this noun somewhere before, else the last one who spoke.
  func antecedent(of phrase: Range<Int>, _ known: [Known], _ last: Known?, before offset: Int)
    -> Known?
  {
    guard let head = head(phrase) else { return nil }
    if let same = known.suffix(64).last(where: { $0.head == head }) { return same }
    if let inside = known.suffix(64).last(where: { $0.mention.map { mentions(head, in: $0) } ?? false }) {
      return inside
    }
    if let titled = titled(head, phrase) { return titled }
    if let indefinite = indefinite(head, phrase) { return indefinite }
    // الشركة، الحزب: the institution that was named last.
    if Self.institutions.contains(phrase.count == 1 ? speech.tokens[phrase.lowerBound].fingerprint : 0),
      let entity = organisation(before: phrase.lowerBound)
    {
      return Known(name: entity.name, entity: entity.id, head: head, isAnonymous: false, mention: phrase)
    }
    // المصدر، المتحدث، المسؤول go to whoever spoke last.
    return speech.has(phrase.lowerBound, Self.speakers) ? last : nil
  }

  private static let speakers = WordSet(
    """
    المصدر المتحدث المسؤول الناطق المدرب الوزير الرئيس النائب الكاتب الكاتبة القيادي المحلل الخبير البيان
    البلاغ المصادر اللاعب المدير
    """)

  /// The nameless source that a noun introduced: المصدر of مصدر حكومي.
  private func indefinite(_ head: UInt64, _ definite: Range<Int>) -> Known? {
    let limit = definite.lowerBound
    guard speech.lexicon.sourceHeads.contains(head) else { return nil }
    for index in places(of: definite)
    where speech.tokens[index].fingerprint == head {
      guard
        let phrase = SpeakerPhrase(speech).phrase(
          from: index, limit: min(limit, speech.lineEnd(after: index))), phrase.count > 1
      else { continue }
      let span = TextSpan(speech.tokens[phrase.lowerBound].start, speech.tokens[phrase.upperBound - 1].end)
      return Known(name: text[span], entity: nil, head: head, isAnonymous: true, mention: phrase)
    }
    return nil
  }

  private static let institutions = WordSet(
    [
      "الشركه", "المنظمه", "الحزب", "المصرف", "البنك", "الصحيفه", "القناه", "المجله", "الشبكه", "الوكاله",
      "الجماعه", "الحركه", "الهيئه", "النادي", "المؤسسه", "الموقع",
    ])

  /// The last organisation named within some 200 tokens before.
  private func organisation(before limit: Int) -> Entity? {
    for index in (max(0, limit - 200)..<limit).reversed() {
      if let entity = speech.entity(index), entity.label == .organisation { return entity }
    }
    return nil
  }

  /// Whether a mention calls its person so: before the name, or behind a comma. What follows the name
  /// directly may be the verb's object (دعا الملك عبد الله الحكومة).
  private func mentions(_ head: UInt64, in phrase: Range<Int>) -> Bool {
    let name = phrase.first { speech.isPerson($0) }
    let isObject =
      name.flatMap { first in (first..<phrase.upperBound).first { !speech.isPerson($0) } }
      .map { !speech.isComma($0) } ?? false
    return (isObject ? phrase.lowerBound..<(name ?? phrase.upperBound) : phrase)
      .contains { self.head($0..<$0 + 1) == head }
  }

  /// The person after a noun earlier in the text: الملك of ملك الأردن عبد الله الثاني.
  private func titled(_ head: UInt64, _ phrase: Range<Int>) -> Known? {
    let limit = phrase.lowerBound
    for index in places(of: phrase) {
      for at in index..<min(limit, index + 8) {
        if speech.isMark(at, ".") { break }
        if let entity = speech.entity(at),
          entity.label == .person || entity.label == .organisation && at == index
        {
          return Known(
            name: entity.name, entity: entity.id, head: head, isAnonymous: false, mention: index..<at + 1)
        }
      }
    }
    return nil
  }
}
