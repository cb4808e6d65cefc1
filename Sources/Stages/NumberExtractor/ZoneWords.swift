import Isnad
import IsnadArabic

/// The zone that is said after a time: بتوقيت غرينتش، بتوقيت مكة المكرمة.
///
/// Only of places that keep one time all the year and have done so for decades (IANA time zone database);
/// elsewhere the words are read and the offset is left open.
enum ZoneWords {
  /// The zone after a token, and where it ends.
  static func zone(at index: Int, _ words: TokenWords, _ limit: Int) -> (zone: ZoneOffset?, end: Int)? {
    guard index < limit else { return nil }
    let isOpen = words.isPunctuation(index, "(")
    let at = isOpen ? index + 1 : index
    guard at < limit, let (zone, end) = inside(at, words, limit) else { return nil }
    guard isOpen else { return (zone, end) }
    return words.isPunctuation(end, ")") ? (zone, end + 1) : nil
  }

  private static func inside(_ index: Int, _ words: TokenWords, _ limit: Int) -> (ZoneOffset?, Int)? {
    let tokens = words.tokens
    if tokens.matches(index, "GMT") || tokens.matches(index, "UTC") || tokens.matches(index, "gmt") {
      return (ZoneOffset(minutes: 0), index + 1)
    }
    if tokens.matches(index, "ت"), index + 1 < limit, tokens.matches(index + 1, "غ") {
      return (ZoneOffset(minutes: 0), index + 2)
    }
    guard index + 1 < limit else { return nil }
    if tokens.matches(index, "بالتوقيت")
      || tokens.matches(index, "بتوقيت") && tokens.matches(index + 1, "المحلي"),
      tokens[index + 1].kind == .word
    {
      return (nil, index + 2)
    }
    guard tokens.matches(index, "بتوقيت") || tokens.matches(index, "توقيت"), tokens[index + 1].kind == .word
    else {
      return nil
    }
    if let (name, end) = names.longest(in: tokens, at: index + 1, limit: limit) {
      return (name.minutes.map(ZoneOffset.init(minutes:)), end)
    }
    return (nil, index + 2)
  }

  /// A zone by its name; without minutes where its clocks are set on in summer.
  private struct Name: Sendable {
    let minutes: Int?
  }

  private static let names: PhraseTable<Name> = {
    var table = PhraseTable<Name>()
    for (minutes, names) in offsets {
      for name in names.split(separator: "،") { table.add(String(name), Name(minutes: minutes)) }
    }
    return table
  }()

  private static let offsets: [(minutes: Int?, names: String)] = [
    (0, "غرينتش،جرينتش،غرينيتش،جرينيتش،غرينتيش،غرينيتش الدولي،غرينتش الدولي،GMT،UTC"), (60, "الجزائر،تونس"),
    (120, "طرابلس،ليبيا"),
    (
      180,
      "مكة،مكة المكرمة،السعودية،المملكة العربية السعودية،العربية السعودية،الرياض،الكويت،الدوحة،قطر،البحرين،المنامة،بغداد،العراق،صنعاء،عدن،اليمن"
    ),
    (240, "الإمارات،الإمارات العربية،الإمارات العربية المتحدة،أبوظبي،أبو ظبي،دبي،مسقط،سلطنة عمان"),
    (330, "الهند،نيودلهي"),
    (480, "بكين،الصين"), (540, "طوكيو،اليابان،سيول،كوريا الجنوبية"),
    (
      nil,
      "القدس المحتلة،شرق الولايات المتحدة،شرقي الولايات المتحدة،غرب الولايات المتحدة،الولايات المتحدة،الساحل الشرقي،الساحل الشرقي للولايات المتحدة،الساحل الغربي،وسط أوروبا،أوروبا الوسطى،شرق أوروبا،المملكة المتحدة،بريطانيا الصيفي،الشرق الأوسط"
    ),
  ]
}
