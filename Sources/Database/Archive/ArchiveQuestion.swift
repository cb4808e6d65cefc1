import Isnad
import IsnadArabic

/// What is asked of the archive: words as one types them, and what narrows them down.
///
///     غزة "وقف إطلاق النار" -هدنة speaker:بايدن outlet:"بي بي سي" since:2024-01
public struct ArchiveQuestion: Sendable, Hashable {
  public enum Order: String, Sendable, CaseIterable { case date, relevance }

  /// Words next to each other, or one word.
  struct Term: Sendable, Hashable {
    enum Field: Sendable, Hashable { case all, speaker, about, outlet }

    var field = Field.all
    var words: [String]
    var isExcluded = false
  }

  /// As it was typed.
  public let text: String
  private(set) var terms: [Term] = []
  /// Numbers of people; one of the names of each must speak.
  public var speaker: Int64?
  /// The whole name of an outlet.
  public var outlet: String?
  public var kind: Quote.Kind?
  public var polarity: Quote.Polarity?
  /// `2024`, `2024-04` or `2024-04-01`: not before, and not after.
  public private(set) var since: String?
  public private(set) var until: String?
  public var order = Order.date

  /// A search asks for no more words than these.
  public static let maxTerms = 32
  /// Code points of a search.
  public static let maxLength = 500

  /// - Throws: a ``Diagnostic`` for what can't be asked.
  public init(_ text: String = "") throws {
    guard text.unicodeScalars.count <= Self.maxLength else {
      throw Diagnostic(
        .invalidOption, "the search has more than \(Self.maxLength) characters.",
        suggestion: "Search for fewer words.")
    }
    self.text = text
    let search = SearchText()
    for part in Self.parts(text) {
      var field = Term.Field.all
      switch part.field {
      case "speaker": field = .speaker
      case "about": field = .about
      case "outlet": field = .outlet
      case "since": try self.from(part.text)
      case "until": try self.to(part.text)
      case "kind":
        guard let kind = Quote.Kind(rawValue: part.text) else {
          throw Self.wrong("kind", part.text, "direct, indirect or mixed")
        }
        self.kind = kind
      case "polarity":
        guard let polarity = Quote.Polarity(rawValue: part.text) else {
          throw Self.wrong("polarity", part.text, "asserted or denied")
        }
        self.polarity = polarity
      default: break
      }
      if ["since", "until", "kind", "polarity"].contains(part.field) { continue }
      let words = search.words(part.text)
      guard !words.isEmpty else { continue }
      terms.append(Term(field: field, words: words, isExcluded: part.isExcluded))
    }
    guard terms.reduce(0, { $0 + $1.words.count }) <= Self.maxTerms else {
      throw Diagnostic(
        .invalidOption, "the search has more than \(Self.maxTerms) words.",
        suggestion: "Search for fewer words.")
    }
  }

  private static func wrong(_ name: String, _ value: String, _ wanted: String) -> Diagnostic {
    Diagnostic(.invalidOption, "\(name): must be \(wanted), not '\(value.printableLine)'.")
  }

  /// - Throws: a ``Diagnostic`` for what is no day, month or year.
  public mutating func from(_ date: String) throws { since = try Self.date("since", date) }
  public mutating func to(_ date: String) throws { until = try Self.date("until", date) }

  private static func date(_ name: String, _ text: String) throws -> String {
    let whole = text + "2000-01-01".dropFirst(text.utf8.count)
    guard [4, 7, 10].contains(text.utf8.count), ArchivePlace.day(whole) > 0 else {
      throw wrong(name, text, "a day, a month or a year such as 2024-05-31, 2024-05 or 2024")
    }
    return text
  }

  /// Keys of the days that are asked for.
  var places: Range<Int64> {
    var low: Int64 = 0
    var high = Int64.max
    if let since {
      low = ArchivePlace.beginning(of: since + "0000-01-01".dropFirst(since.utf8.count)).value
    }
    if let until {
      // The 31st, of shorter months too: days go on behind them.
      let last = until + "0000-12-31".dropFirst(until.utf8.count)
      high = ArchivePlace.beginning(of: last).value + ArchivePlace(date: nil, number: 1 << 36).value
    }
    return low..<max(low, high)
  }

  private struct Part {
    var isExcluded = false
    var field = ""
    var text = ""
  }

  /// Words apart by spaces, phrases in quotation marks of any kind, each with `-` or a field before it.
  private static func parts(_ text: String) -> [Part] {
    let marks: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "«", "»"]
    var parts: [Part] = []
    var part = Part()
    var isQuoted = false
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar.value < 0x20 }
    func flush() {
      if !part.text.isEmpty { parts.append(part) }
      part = Part()
    }
    var word = String.UnicodeScalarView()
    func take() {
      part.text = String(word)
      word = String.UnicodeScalarView()
      flush()
    }
    for scalar in text.unicodeScalars {
      if isQuoted {
        if marks.contains(scalar) {
          isQuoted = false
          take()
        } else {
          word.append(scalar)
        }
      } else if marks.contains(scalar) {
        if !word.isEmpty { take() }
        isQuoted = true
      } else if isSpace(scalar) {
        if !word.isEmpty { take() } else { part = Part() }
      } else if scalar == "-" || scalar == "−", word.isEmpty, part.field.isEmpty, !part.isExcluded {
        part.isExcluded = true
      } else if scalar == ":", !word.isEmpty, part.field.isEmpty,
        let field = fields[String(word).lowercased()]
      {
        part.field = field
        word = String.UnicodeScalarView()
      } else {
        word.append(scalar)
      }
    }
    take()
    return parts
  }

  /// What a question may name, in English and by the words of the tables.
  private static let fields: [String: String] = {
    var fields: [String: String] = [:]
    for name in ["speaker", "about", "outlet", "since", "until", "kind", "polarity"] { fields[name] = name }
    for entry in Language.own[.questionField] {
      for word in entry.words { fields[word] = entry.value }
    }
    return fields
  }()
}
