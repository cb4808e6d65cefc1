import CLexicon
import Isnad
import IsnadArabic

/// What a word of the table of events says.
struct EventWord: Hashable {
  /// Event (6 bits, 0 for none), governments (a bit each from bit 6 on), a conjunction before it (bit 26), that it is a
  /// word (bit 27), a preposition (bit 28).
  private let bits: UInt32

  private static let prefixed: UInt32 = 1 << 26
  private static let filled: UInt32 = 1 << 27
  private static let preposed: UInt32 = 1 << 28

  init(_ bits: UInt32) { self.bits = bits }

  static func bits(_ event: Figure.Event?, _ government: EventGovernment, _ form: EventForms.Form) -> UInt32 {
    let number = event.flatMap { Figure.Event.allCases.firstIndex(of: $0) }.map { UInt32($0) + 1 } ?? 0
    return number | 1 << (6 + government.number) | filled
      | (form.isPrefixed ? prefixed : 0) | (form.hasPreposition ? preposed : 0)
  }

  var event: Figure.Event? { EventLexicon.events[Int(bits & 63)] }
  var isPrefixed: Bool { bits & Self.prefixed != 0 }
  var hasPreposition: Bool { bits & Self.preposed != 0 }
  func governs(_ government: EventGovernment) -> Bool { bits & 1 << (6 + government.number) != 0 }
}

/// The words of `Language/events.tsv` by fingerprint.
public struct EventLexicon: Sendable {
  /// An event's number in a compiled table is its place here.
  static let events: [Figure.Event?] = [nil] + Figure.Event.allCases

  /// The table that lies in the program, read once for all stages.
  static let embedded = Result<WordLexicon, WordLexiconError> { () throws(WordLexiconError) in
    var size = 0
    let start = isnad_event_lexicon(&size)
    return try WordLexicon(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// For a stage: the table of the program, with those that the pipeline lays over it.
  /// - Throws: ``Diagnostics`` with all that is wrong in the pipeline's own tables.
  static func of(_ context: StageContext) throws -> WordLexicon {
    let own = try embedded.get()
    let (rows, problems) = LanguageTable.events(of: context.language, at: context.place)
    guard problems.isEmpty else { throw Diagnostics(problems) }
    guard !rows.isEmpty else { return own }
    return own.overlaid(by: try compile(rows).withUnsafeBytes { try WordLexicon($0) })
  }

  /// The file of a table: where two rows have a word, the first row's event stands.
  public static func compile(_ rows: [EventRow]) -> [UInt8] {
    let tokenizer = Tokenizer()
    var entries: [[UInt64]: UInt32] = [:]
    for row in rows {
      for phrase in row.forms {
        for form in EventForms.all(of: phrase, row.government).sorted(by: { $0.text < $1.text }) {
          let key = tokenizer(SourceText(form.text)).items.map(\.fingerprint)
          let bits = EventWord.bits(row.event, row.government, form)
          if let old = entries[key] {
            // A word may govern in two ways, never for two events.
            if old & 63 == bits & 63 { entries[key] = old | bits }
          } else {
            entries[key] = bits
          }
        }
      }
    }
    return WordLexicon.encode(entries)
  }
}
