import Isnad

extension NumberRule {
  static let dateRangeText = RuleDeclaration(
    "date-range", "From one date to another.",
    opens: [
      .word(.from), .word(.between), .word(.what), .word(.betweenJoined), .digits, .meaning(.ordinal), .date,
    ],
    finds: [
      RuleExample("من 3 إلى 7 مايو 2024.", "من 3 إلى 7 مايو 2024", "2024-05-03/2024-05-07")
    ], leaves: ["في 3 مايو 2024."])
}
