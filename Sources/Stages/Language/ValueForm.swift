import Isnad
import IsnadArabic

/// What the value of a class looks like in the tables.
enum ValueForm: Equatable {
  case none
  case number(ClosedRange<Int>)
  case one([String])
  /// 1/2.
  case fraction
  /// A code: ISO 4217, UCUM.
  case code
  /// The same, or - for several.
  case codeOrSeveral
  /// A unit of ISO 8601, and how many of them.
  case duration
  /// A unit, the number that it says by itself or -, and how many units each is.
  case span
  case holiday
  case minutes
  /// key=CODE, apart by blanks.
  case pairs
  /// A lemma's traits.
  case traits
  /// Any word.
  case word

  func takes(_ text: String) -> Bool {
    switch self {
    case .none: return text.isEmpty
    case .number(let range): return Int(text).map(range.contains) ?? false
    case .one(let names): return names.contains(text)
    case .fraction:
      let parts = text.split(separator: "/").compactMap { UInt8($0) }
      return parts.count == 2 && parts[1] > 1
    case .code: return Self.isCode(text)
    case .codeOrSeveral: return text == "-" || Self.isCode(text)
    case .duration: return DurationValue(text) != nil
    case .span: return SpanValue(text) != nil
    case .holiday: return Holiday(text) != nil
    case .minutes: return text == "-" || Int(text).map { (-720...840).contains($0) } ?? false
    case .pairs: return !text.isEmpty && CurrencyPairs(text) != nil
    case .traits: return CueTraits(text) != nil
    case .word: return !text.isEmpty && !text.contains(" ")
    }
  }

  /// Behind "It is".
  var meaning: String {
    switch self {
    case .none: "empty"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .one(let names): "one of \(names.filter { !$0.isEmpty }.joined(separator: ", "))"
    case .fraction: "a fraction such as 1/2"
    case .code: "a code of at most 15 letters, such as USD or km"
    case .codeOrSeveral: "a code such as USD, or - where several have the word"
    case .duration: "Y, M, W, D, H, m or S, and behind a blank how many of them the noun is"
    case .span: "a unit (Y, M, W, D, H, m), a number or -, and if wanted how many units the noun is: 'Y 2 10'"
    case .holiday:
      "a day: 12-25, 'hijri 10-01', 'easter -2', 'eastern-easter +1' or 'weekday 4 of 4-11'"
    case .minutes: "minutes east of Greenwich, or - where clocks are set on in summer"
    case .pairs: "pairs such as EG=EGP, apart by blanks"
    case .traits: "of \(CueTraits.names.joined(separator: ", ")), apart by blanks; a number first is for ours"
    case .word: "one word"
    }
  }

  /// Fifteen bytes are what a code has room for.
  private static func isCode(_ text: String) -> Bool {
    (1...15).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

extension WordClass {
  /// Whether its words may be phrases; a phrase of another class is never found.
  var takesPhrases: Bool {
    switch self {
    case .modifierBefore, .modifierAfter, .month, .hijriMonth, .dayFromToday, .holiday, .partOfPeriod,
      .hijriMark, .gregorianMark, .halfOfDay, .percent, .permille, .percentagePoint, .decimalPoint,
      .unitPhrase, .currencyPlace, .currencySign, .zone, .organisationNames, .archiveNames, .unitForms,
      .invitation, .doubtfulInvitation, .commentNotice, .articleFact:
      true
    default: false
    }
  }

  /// Whether only the program's own tables fill it: what reads these words has no pipeline, or stands before its stages.
  var isOfProgram: Bool {
    switch self {
    case .archiveNames, .arabicSkeleton, .unitForms, .questionField, .invitation, .invitationBeforeMark,
      .doubtfulInvitation, .doubtfulInvitationWord, .linkName, .commentNotice, .articleFact, .articleFactWord,
      .idleInDate, .sameDay, .beforeNoon, .afterNoon, .speakerTitle, .speakerRole, .relativeName:
      true
    default: false
    }
  }

  var valueForm: ValueForm {
    switch self {
    case .unitNumber: .number(1...9)
    case .zero: .number(0...0)
    case .ten: .number(10...10)
    case .tensNumber: .one(["20", "30", "40", "50", "60", "70", "80", "90"])
    case .hundred: .one(["100", "200"])
    case .hundredStem: .one(["300", "400", "500", "600", "700", "800", "900"])
    case .teen, .teenStem: .number(11...19)
    case .scale, .scalePlural: .one((1...6).map { String(Int(pow10: 3 * $0)) })
    case .ordinal: .number(1...10)
    case .ordinalEleven: .number(1...1)
    case .fraction, .fractionDual, .fractionPlural, .fractionSign: .fraction
    case .indefinite: .number(1...1_000_000_000)
    case .multiple: .one(["once", "twice", "counted"])
    case .month, .hijriMonth: .number(1...12)
    case .weekday, .bareWeekday: .number(1...7)
    case .decade: .one(["20", "30", "40", "50", "60", "70", "80", "90"])
    case .season: .number(21...24)
    case .dayFromToday: .number(-7...7)
    case .holiday: .holiday
    case .partOfPeriod: .one(PeriodPart.allCases.map(\.rawValue))
    case .halfOfDay: .one(["morning", "noon", "evening", "night"])
    case .modifierBefore, .modifierAfter: .one(NumberMention.Modifier.allCases.map(\.rawValue))
    case .zone: .minutes
    case .periodNoun: .one(["D", "W", "M", "Y"])
    case .spanNoun: .span
    case .durationNoun, .durationNounDual, .durationNounPlural: .duration
    case .unitNoun, .unitNounDual, .unitNounPlural, .unitPhrase, .currencySign: .code
    case .currencyNoun, .currencyNounDual, .currencyNounPlural, .subunitNoun, .subunitNounDual,
      .subunitNounPlural:
      .codeOrSeveral
    case .currencyCountry, .currencyPlace, .currencyOfRegion: .pairs
    case .currencyStem, .cuePast, .cuePresent, .cueParticiple, .cueNominal: .word
    case .cue: .traits
    case .questionField: .one(["speaker", "about", "outlet", "since", "until"])
    case .cueParticle: .one(["", "verb", "as", "from", "to"])
    default: .none
    }
  }
}

extension Int {
  /// 1 with so many zeros.
  fileprivate init(pow10 zeros: Int) {
    self = (0..<zeros).reduce(1) { number, _ in number * 10 }
  }
}
