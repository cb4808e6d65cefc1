import Isnad
import IsnadArabic

// Numbers in digits, as tokens.
extension TokenWords {
  /// The value of a number written in digits.
  ///
  /// Of two kinds of marks the last one is the decimal mark. One kind alone parts thousands where
  /// it stands several times or is ٬; a single , or ، parts thousands before three digits (1,250)
  /// and decimals otherwise (2,5); a single . is decimal here.
  func digits(_ index: Int, from stripped: Int) -> ExactDecimal? {
    guard index < count, tokens[index].kind == .number else { return nil }
    if let plain = plainDigits(index) { return ExactDecimal(plain.value) }
    let form = tokens[index].form
    let bytes = tokens.forms[form.range]
    var groups: [ArraySlice<UInt8>] = []
    var marks: [UInt8] = []
    var start = bytes.startIndex
    var i = start
    while i < bytes.endIndex {
      if bytes[i] >= 0x30 && bytes[i] <= 0x39 {
        i += 1
        continue
      }
      groups.append(bytes[start..<i])
      // The last byte tells the four marks apart: . , ٫ (AB) ٬ (AC) ، (8C).
      let length = bytes[i] < 0x80 ? 1 : 2
      marks.append(bytes[i + length - 1])
      i += length
      start = i
    }
    groups.append(bytes[start..<i])
    guard let first = groups.first, let last = groups.last else { return nil }
    if marks.isEmpty { return ExactDecimal(digits: first) }
    let isDecimalMark: Bool
    let decimal = marks[marks.count - 1]
    if marks.count > 1 && Set(marks).count == 1 {
      isDecimalMark = false
    } else if marks.count > 1 {
      isDecimalMark = true
    } else {
      let partsThousands =
        decimal == 0xAC
        || decimal != UInt8(ascii: ".") && decimal != 0xAB && last.count == 3 && first.count <= 3
          && first.first != 0x30
      isDecimalMark = !partsThousands
    }
    let whole = groups.dropLast(isDecimalMark ? 1 : 0)
    guard whole.dropFirst().allSatisfy({ $0.count == 3 }), whole.count == 1 || first.count <= 3 else {
      return nil
    }
    return ExactDecimal(digits: whole.joined().map { $0 }, fraction: isDecimalMark ? Array(last) : [])
  }

  /// Digits without any mark, as years, days and hours have; nil otherwise.
  func plainDigits(_ index: Int) -> (value: Int, count: Int)? {
    guard index < count, tokens[index].kind == .number else { return nil }
    let form = tokens[index].form
    guard form.length <= 9, let value = figures(form.range) else { return nil }
    return (value, form.length)
  }

  /// The value of bytes of the match form that are figures, nine at the most; nil where one is none.
  func figures(_ range: Range<Int>) -> Int? {
    var value = 0
    for place in range {
      let figure = tokens.forms[place] &- 0x30
      guard figure <= 9 else { return nil }
      value = value * 10 + Int(figure)
    }
    return value
  }
}
