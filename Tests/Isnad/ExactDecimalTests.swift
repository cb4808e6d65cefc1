import Isnad
import Testing

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    (5, 0, "5"), (25, 1, "2.5"), (2500, 3, "2.5"), (-5, 2, "-0.05"), (0, 4, "0"), (123, 5, "0.00123"),
  ])
  func description(_ mantissa: Int, _ scale: Int, _ text: String) {
    #expect(ExactDecimal(mantissa: Int128(mantissa), scale: scale).description == text)
  }

  @Test func ratiosHaveTwelveDigits() {
    #expect(ExactDecimal.ratio(2, 3)?.description == "0.666666666667")
    #expect(ExactDecimal.ratio(3, 4)?.description == "0.75")
    #expect(ExactDecimal.ratio(1, 0) == nil)
  }

  @Test func nothingIsRounded() {
    let large = ExactDecimal(digits: "123456789012345678901234567890".utf8)
    #expect(large?.description == "123456789012345678901234567890")
    #expect(ExactDecimal(digits: String(repeating: "9", count: 37).utf8) == nil)
    #expect(
      ExactDecimal(digits: "0".utf8, fraction: "1".utf8)?.plus(
        ExactDecimal(digits: "0".utf8, fraction: "2".utf8) ?? 0)?.description == "0.3")
    #expect(large?.times(large ?? 0) == nil)
  }

  @Test func comparison() {
    #expect(ExactDecimal(mantissa: 25, scale: 1) < 3)
    #expect(ExactDecimal(mantissa: 20, scale: 1) == 2)
    #expect(ExactDecimal(mantissa: -1, scale: 0) < 0)
  }
}
