import Isnad

/// Where the names of a document stand: what looks like a number or a date within one is a part of it, as in محمد
/// السادس, القناة الأولى, المصري اليوم.
struct NameSpans {
  /// Bytes of a name, at the most: what is longer is a list of numbers and no name.
  private static let longest = 200

  private let names: [Entity]
  /// The first name that ends after the last place that was asked for.
  private var next = 0

  /// - Parameter names: in order of place.
  init(_ names: [Entity]) { self.names = names }

  /// The name that a number is a part of; nil where it is none. To be asked in order of place.
  ///
  /// A word for a nationality is counted, not named, and so are two of a kind: البلدين. What begins with an amount is no
  /// name, and a single number word is one only as the short form of a longer name (أوليفر ستون). In the name of an
  /// event a date in figures is still that day: ثورة 25 يناير, and what begins such a name is one that bears it: عيد
  /// الفطر.
  /// - Parameter isInFigures: the number begins with digits.
  mutating func name(with kind: NumberMention.Kind, at span: TextSpan, isDual: Bool, isInFigures: Bool)
    -> TextSpan?
  {
    while next < names.count, names[next].span.end <= span.start { next += 1 }
    guard next < names.count, !isDual else { return nil }
    let name = names[next]
    let isFirst = name.span.start == span.start
    guard name.label != .group, name.span.start <= span.start, name.span.length <= Self.longest else {
      return nil
    }
    switch kind {
    case .date: return name.label == .other && (isFirst || isInFigures) ? nil : name.span
    case .cardinal, .ordinal:
      let isWhole = isFirst && name.span.end <= span.end && !isInFigures
      return isWhole && name.name.utf8.count <= name.span.end - name.span.start ? nil : name.span
    case .counted, .indefinite: return name.span
    default: return isFirst ? nil : name.span
    }
  }

  /// Whether a person's name ends at a byte before the last number that was asked for: صلاح (45) is a minute.
  func isPerson(endingAt end: Int) -> Bool {
    next > 0 && names[next - 1].span.end == end && names[next - 1].label == .person
  }
}
