import Isnad
import IsnadArabic

/// What a word can mean in a number. A word may mean several things: خمس is 5 or a fifth, ثانية
/// the second or a second.
struct NumberWord: Sendable {
  /// A word of a cardinal, by the place that it takes in a number.
  enum Cardinal: Sendable, Equatable {
    case zero
    /// 1 to 9.
    case unit(Int)
    /// 10 alone; after a unit it makes a teen.
    case ten
    /// 20 to 90.
    case tens(Int)
    /// 100 to 900; 100 itself may be counted (ثلاث مئة).
    case hundreds(Int)
    /// مئات, where three to nine of them are counted.
    case countedHundreds
    /// A thousand and up.
    case scale(Int)
    /// A thousand and up, twice (ألفان).
    case dualScale(Int)
    /// ألفا، مليونا: a scale in the accusative, or twice in the construct state; what follows
    /// decides.
    case scaleOrDual(Int)
  }

  var cardinal: Cardinal?
  /// With the article: العشرون.
  var isDefinite = false
  /// From 1; 20, 30 … 90 are with `cardinal`.
  @Small var ordinal: Int?
  /// نصف، ثلثان، أرباع: numerator and denominator; numerator 0 where it must be counted.
  var fraction: Fraction?
  /// عشرات، مئات، بضع: at least so much.
  @Small var indefinite: Int?
  /// ضعف، أضعاف.
  var multiple: Multiple?
  var noun: MeasuredNoun?
  /// 1 to 12.
  @Small var month: Int?
  /// 1 to 12, of the Islamic year.
  @Small var hijriMonth: Int?
  /// 1 for Monday to 7 for Sunday, as in ISO 8601.
  @Small var weekday: Int?
  /// The same without its article, as in ثالث ثلاثاء من أيلول.
  @Small var bareWeekday: Int?
  /// تسعينيات: the first year of a decade within its century, 90.
  @Small var decade: Int?

  /// What makes a word open rules.
  enum Meaning: String, Sendable, CaseIterable {
    /// Zero to nine.
    case unit
    /// Ten to ninety.
    case tens
    case largeNumber = "large-number"
    case ordinal, fraction, indefinite, multiple
    case dualNoun = "dual-noun"
    case singularNoun = "singular-noun"
    case month
    case hijriMonth = "hijri-month"
    case weekday, decade
  }

  func means(_ meaning: Meaning) -> Bool {
    switch (meaning, cardinal) {
    case (.unit, .zero?), (.unit, .unit?), (.tens, .ten?), (.tens, .tens?): true
    case (.unit, _), (.tens, _), (.largeNumber, nil), (.largeNumber, .zero?), (.largeNumber, .unit?),
      (.largeNumber, .ten?), (.largeNumber, .tens?):
      false
    case (.largeNumber, _): true
    case (.ordinal, _): ordinal != nil
    case (.fraction, _): fraction != nil
    case (.indefinite, _): indefinite != nil
    case (.multiple, _): multiple != nil
    case (.dualNoun, _): noun?.isDual == true
    case (.singularNoun, _): noun?.isSingular == true
    case (.month, _): month != nil
    case (.hijriMonth, _): hijriMonth != nil
    case (.weekday, _): weekday != nil || bareWeekday != nil
    case (.decade, _): decade != nil
    }
  }

  struct Fraction: Sendable, Equatable {
    private let parts: SIMD2<UInt8>
    var numerator: Int { Int(parts.x) }
    var denominator: Int { Int(parts.y) }

    /// - Parameter text: as the tables have it: `1/2`, and `0/2` for halves that are counted.
    init?(_ text: String) {
      let parts = text.split(separator: "/").compactMap { UInt8($0) }
      guard parts.count == 2, parts[1] > 1 else { return nil }
      self.parts = SIMD2(parts[0], parts[1])
    }
  }

  /// A number in four bytes: words are copied often.
  @propertyWrapper struct Small: Sendable {
    private var value: Int32 = -1
    var wrappedValue: Int? {
      get { value < 0 ? nil : Int(value) }
      set { value = newValue.map(Int32.init) ?? -1 }
    }
  }

  enum Multiple: String, Sendable {
    case once, twice, counted
  }
}

/// A noun that says what a number measures.
struct MeasuredNoun: Sendable, Equatable {
  enum Measure: Sendable, Equatable {
    /// The ISO 8601 designator: Y M W D, and H m S for the parts of a day.
    case duration(DurationUnit)
    /// An ISO 4217 code; nil where several countries have the word.
    case currency(Code?)
    /// A hundredth of the currency before it: سنت، قرش.
    case subunit(Code?)
    /// UCUM-like.
    case unit(Code)
    /// A noun that is counted, not measured: رسالتين.
    case counted
  }

  /// A code of a few ASCII letters, in its own bytes: words are copied often, and it needs no counting of references.
  struct Code: Sendable, Equatable {
    private let bytes: SIMD16<UInt8>

    /// - Parameter text: at most 15 bytes.
    init?(_ text: String) {
      guard (1...15).contains(text.utf8.count) else { return nil }
      var bytes = SIMD16<UInt8>()
      for (place, byte) in text.utf8.enumerated() { bytes[place] = byte }
      self.bytes = bytes
    }

    /// - Parameter text: - where several countries have the word, which is no code.
    init?(unlessSeveral text: String) {
      guard text != "-" else { return nil }
      self.init(text)
    }

    var text: String {
      withUnsafeBytes(of: bytes) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
  }

  let measure: Measure
  /// The dual says two by itself.
  var isDual = false
  /// How a counted noun in the dual stands.
  var state = DualNouns.State.indefinite
  /// How many of the measure's units it is: قرن is a hundred years.
  var size = 1
  /// The singular alone says one, as in ساعة ونصف.
  var isSingular = false
}

enum DurationUnit: String, Sendable {
  case year = "Y"
  case month = "M"
  case week = "W"
  case day = "D"
  case hour = "H"
  case minute = "m"
  case second = "S"

  /// UCUM.
  var unit: String {
    switch self {
    case .year: "a"
    case .month: "mo"
    case .week: "wk"
    case .day: "d"
    case .hour: "h"
    case .minute: "min"
    case .second: "s"
    }
  }

  func isSmaller(than other: DurationUnit) -> Bool { seconds < other.seconds }

  private var seconds: Int {
    switch self {
    case .year: 31_536_000
    case .month: 2_592_000
    case .week: 604_800
    case .day: 86_400
    case .hour: 3_600
    case .minute: 60
    case .second: 1
    }
  }

  var isClock: Bool { self == .hour || self == .minute || self == .second }
}
