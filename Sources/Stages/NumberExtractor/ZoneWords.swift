import Isnad

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
    let place = tokens.form(index + 1)
    // مكة المكرمة، القدس المحتلة
    let isNamedTwice =
      index + 2 < limit && ["المكرمه", "المحتله", "العربيه"].contains(tokens.form(index + 2))
    let end = index + (isNamedTwice ? 3 : 2)
    let offset = offsets.first { $0.places.contains(place) }?.minutes
    return (offset.map(ZoneOffset.init(minutes:)), end)
  }

  private static let offsets: [(minutes: Int, places: Set<String>)] = [
    (0, ["غرينتش", "جرينتش", "غرينيتش", "جرينيتش", "GMT", "UTC"]), (60, ["الجزاير", "تونس"]),
    (120, ["طرابلس", "ليبيا"]),
    (
      180,
      [
        "مكه", "السعوديه", "الرياض", "الكويت", "الدوحه", "قطر", "البحرين", "المنامه", "بغداد", "العراق",
        "صنعاء", "عدن", "اليمن",
      ]
    ),
    (240, ["الامارات", "ابوظبي", "دبي", "مسقط"]), (330, ["الهند", "نيودلهي"]), (480, ["بكين", "الصين"]),
    (540, ["طوكيو", "اليابان", "سيول"]),
  ]
}
