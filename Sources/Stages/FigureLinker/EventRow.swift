import Isnad
import IsnadArabic

/// How a word of the table of events tells what a number is a number of.
public enum EventGovernment: String, Sendable, CaseIterable {
  /// A noun whose genitive is counted: مقتل خمسة.
  case noun
  /// A verb of which the counted is subject or object, on either side: قُتل خمسة, خمسة قتلوا.
  case verb
  /// A verb of many uses, which says what its row has only of a number right beside it: يضم خمسة.
  case near
  /// What the number is said of, by another word: عدد النازحين بلغ …, تكلفة المشروع …
  case total
  /// As `total`, of numbers with a unit of measure alone: مساحة الحديقة 300 متر مربع.
  case measure
  /// An amount of whatever stands before it, and what its row has if nothing does: قرض بقيمة 5 ملايين.
  case value
  /// What is counted: خمسة قتلى.
  case counted
  /// What is counted, and has its row's event only where another word of this event governs it: دمر خمسة منازل.
  case object
  /// What is counted, and is nobody, so that it can't be killed, arrested or ill: خمس سيارات.
  case thing
  /// What is counted and is nobody, but takes part in something: شاركت خمس دول.
  case body
  /// A phrase behind the number: خمسة … مصرعهم.
  case behind
  /// A change, which the number measures with ب or by itself: ارتفع بنسبة.
  case change
  /// A difference, which the number measures with ب right behind it: أقل بخمسة.
  case comparison
  /// People of whom عشرات, مئات and آلاف take part in something, if nothing else is said of them.
  case crowd
  /// What makes the injured (إصابة, حالة) of its sentence infected: فيروس.
  case disease
  /// A word in whose sentence alone what is counted has this event: goals are goals where a match is played.
  case scene

  /// The government's number in a compiled table.
  var number: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }
}

/// One line of `Language/events.tsv`.
public struct EventRow: Sendable {
  /// Words or phrases, written as they are without و ف ب ك ل before them.
  public let forms: [String]
  /// Nil for words that say that a number is none of the events.
  public let event: Figure.Event?
  public let government: EventGovernment
  /// A sentence in which a number has this event by one of the words.
  public let example: String
  /// Of the line.
  public let place: Diagnostic.Place

  /// All spellings of its words with what is written together with them, in no order.
  public var spellings: Set<String> {
    forms.reduce(into: []) { all, form in all.formUnion(EventForms.all(of: form, government).map(\.text)) }
  }

  /// The rows of a table, and what is wrong in its other lines.
  public static func parse(_ text: String, file: String) -> (rows: [EventRow], problems: [Diagnostic]) {
    var rows: [EventRow] = []
    var problems: [Diagnostic] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("words\t") else { continue }
      do throws(Diagnostic) {
        rows.append(try row(line, Diagnostic.Place(file: file, line: index + 1)))
      } catch {
        problems.append(error)
      }
    }
    return (rows, problems)
  }

  private static func row(_ line: Substring, _ place: Diagnostic.Place) throws(Diagnostic) -> EventRow {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
    let fields = parts.map(String.init)
    func at(_ field: Int) -> Diagnostic.Place {
      var place = place
      place.column = parts.prefix(field).reduce(1) { $0 + $1.unicodeScalars.count + 1 }
      return place
    }
    guard fields.count == 4 else {
      throw Diagnostic(
        .invalidLanguage, "a line has words, event, government and example, with tabs between them.",
        at: place)
    }
    guard let government = EventGovernment(rawValue: fields[2]) else {
      throw Diagnostic(
        .invalidLanguage, "'\(fields[2])' is no government.", at: at(2),
        suggestion: "It is one of \(EventGovernment.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let event = Figure.Event(rawValue: fields[1])
    guard event != nil || fields[1] == "-" else {
      throw Diagnostic(
        .invalidLanguage, "'\(fields[1])' is no event.", at: at(1),
        suggestion:
          "It is - for none, or one of \(Figure.Event.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let forms = fields[0].split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
    guard !forms.isEmpty, forms.allSatisfy({ !$0.isEmpty }) else {
      throw Diagnostic(.invalidLanguage, "the line has no words, or nothing between two |.", at: at(0))
    }
    return EventRow(
      forms: forms, event: event, government: government, example: fields[3], place: place)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
