import Isnad
import IsnadArabic

/// The zone that is said after a time: بتوقيت غرينتش، بتوقيت مكة المكرمة.
///
/// Only of places that keep one time all the year and have done so for decades (IANA time zone database);
/// elsewhere the words are read and the offset is left open.
enum ZoneWords {
  /// The zone after a token, and where it ends.
  static func zone(at index: Int, _ words: TokenWords) -> (zone: ZoneOffset?, end: Int)? {
    var cursor = Cursor(words, at: index)
    let isOpen = cursor.accept(mark: "(")
    guard let zone = inside(&cursor), !isOpen || cursor.accept(mark: ")") else { return nil }
    return (zone.offset, cursor.index)
  }

  private static func inside(_ cursor: inout Cursor) -> Zone? {
    if cursor.accept(.universalTime) || cursor.accept(.letterTeh, .letterGhain) {
      return Zone(offset: ZoneOffset(minutes: 0))
    }
    if cursor.attempt({ $0.accept(.inLocalTime) && $0.acceptWord() ? true : nil }) != nil
      || cursor.accept(.inTimeOf, .local)
    {
      return Zone(offset: nil)
    }
    guard cursor.accept(.inTimeOf) || cursor.accept(.timeOf), cursor.peeksWord else { return nil }
    let names = cursor.words.vocabulary.zones
    guard
      let (name, end) = names.longest(in: cursor.words.tokens, at: cursor.index, limit: cursor.words.limit)
    else {
      return cursor.acceptWord() ? Zone(offset: nil) : nil
    }
    cursor.move(to: end)
    return Zone(offset: name.minutes.map(ZoneOffset.init(minutes:)))
  }

  /// Without an offset where the words do not tell it.
  private struct Zone {
    let offset: ZoneOffset?
  }

  /// A zone by its name; without minutes where its clocks are set on in summer.
  struct Name: Sendable {
    let minutes: Int?
  }

  static func table(_ entries: [Language.Entry]) -> PhraseTable<Name> {
    var table = PhraseTable<Name>()
    for entry in entries { for name in entry.words { table.add(name, Name(minutes: Int(entry.value))) } }
    return table
  }
}
