import Isnad

extension NumberRule {
  static let clockRangeText = RuleDeclaration(
    "clock-range", "From one time of day to another.",
    opens: [.word(.from), .word(.between), .word(.what), .word(.betweenJoined), .digits, .time],
    finds: [
      RuleExample("من الساعة 12 ظهرا إلى 3 مساء.", "من الساعة 12 ظهرا إلى 3 مساء", "T12:00/T15:00")
    ], leaves: ["من 12 إلى 15 كتابا."])
}
