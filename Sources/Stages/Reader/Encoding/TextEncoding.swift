import CUchardet
import Isnad

/// How the letters of a text file are written in bytes.
public enum TextEncoding: String, OptionChoice {
  case auto
  case utf8 = "utf-8"
  case windows1256 = "windows-1256"
  case iso8859_6 = "iso-8859-6"
  case utf16 = "utf-16"
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  case utf32le = "utf-32le"
  case utf32be = "utf-32be"

  /// What bytes at the beginning of a text are written in: a byte order mark's word, else what they look
  /// like. Bytes that are mostly good UTF-8 are UTF-8, whose bad places are told one by one.
  static func guess(_ sample: [UInt8]) -> TextEncoding {
    if sample.starts(with: [0xFF, 0xFE, 0, 0]) || sample.starts(with: [0, 0, 0xFE, 0xFF]) {
      return sample[0] == 0 ? .utf32be : .utf32le
    }
    if sample.starts(with: [0xFF, 0xFE]) { return .utf16le }
    if sample.starts(with: [0xFE, 0xFF]) { return .utf16be }
    if let encoding = utf16(sample) { return encoding }
    if isMostlyUTF8(sample) { return .utf8 }
    return arabic(sample, said: detected(sample)) ?? .utf8
  }

  /// One of the two Arabic encodings of a byte a letter, by what was detected, or where nothing was: bytes beyond ASCII
  /// are nearly all Arabic letters and stand side by side, as those of words do and accents do not. They are told apart
  /// by the bytes that are letters in one of them alone: those of ق, ه, و and ي in ISO-8859-6, those of ف, ق, ك and ي
  /// in windows-1256, which is by far the commoner.
  private static func arabic(_ sample: [UInt8], said: TextEncoding?) -> TextEncoding? {
    var (high, beside, letters, old, new) = (0, 0, 0, 0, 0)
    for index in sample.indices where sample[index] >= 0x80 {
      let byte = sample[index]
      high += 1
      let hasNeighbour =
        index > 0 && sample[index - 1] >= 0x80 || index + 1 < sample.count && sample[index + 1] >= 0x80
      if hasNeighbour { beside += 1 }
      switch byte {
      case 0xE2, 0xE7, 0xE8, 0xE9, 0xEA: old += 1
      case 0xDB...0xDF, 0xEC, 0xED: new += 1
      default: break
      }
      if (0xC1...0xF2).contains(byte) { letters += 1 }
    }
    if said == .iso8859_6 { return old > 0 || high > 40 ? said : .windows1256 }
    if let said { return said }
    guard high >= 3, beside * 10 >= high * 9, letters * 10 >= high * 9 else { return nil }
    return old > new ? .iso8859_6 : .windows1256
  }

  /// UTF-16 without a mark: half of its bytes are the upper ones of Latin (0) and Arabic (6), which no other
  /// text holds.
  private static func utf16(_ sample: [UInt8]) -> TextEncoding? {
    var little = 0
    var big = 0
    let units = sample.count / 2
    guard units >= 2 else { return nil }
    for unit in 0..<units {
      let (first, second) = (sample[2 * unit], sample[2 * unit + 1])
      if second == 0 && first != 0 || second == 6 { little += 1 }
      if first == 0 && second != 0 || first == 6 { big += 1 }
    }
    if little * 10 >= units * 8 { return .utf16le }
    return big * 10 >= units * 8 ? .utf16be : nil
  }

  /// Whether more than half of all sequences beyond ASCII are well formed; true where there are none.
  static func isMostlyUTF8(_ sample: [UInt8]) -> Bool {
    var good = 0
    var bad = 0
    var i = 0
    while i < sample.count {
      let byte = sample[i]
      if byte < 0x80 {
        i += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      // The sample may cut the last one.
      if i + length > sample.count, sample[(i + 1)...].allSatisfy({ $0 & 0xC0 == 0x80 }) { break }
      let isGood =
        byte >= 0xC2 && byte < 0xF5 && i + length <= sample.count
        && sample[(i + 1)..<(i + length)].allSatisfy { $0 & 0xC0 == 0x80 }
      if isGood { good += 1 } else { bad += 1 }
      i += isGood ? length : 1
    }
    return good >= bad
  }

  /// uchardet's word for one of the two Arabic encodings of a byte a letter; nil for all others.
  private static func detected(_ sample: [UInt8]) -> TextEncoding? {
    guard let detector = uchardet_new() else { return nil }
    defer { uchardet_delete(detector) }
    let code = sample.withUnsafeBytes {
      uchardet_handle_data(detector, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    guard code == 0 else { return nil }
    uchardet_data_end(detector)
    switch String(cString: uchardet_get_charset(detector)) {
    case "WINDOWS-1256": return .windows1256
    case "ISO-8859-6": return .iso8859_6
    default: return nil
    }
  }
}
