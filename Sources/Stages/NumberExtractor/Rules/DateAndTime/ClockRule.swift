import Isnad

extension NumberRule {
  static let clockText = RuleDeclaration(
    "clock", "A time of day.",
    opens: [
      .word(.hourWord), .word(.middleOfDay), .digits, .meaning(.unit), .meaning(.ordinal),
      .phrase(.halfOfDay),
    ],
    finds: [
      RuleExample("يبدأ الاجتماع الساعة الخامسة والنصف مساء.", "الساعة الخامسة والنصف مساء", "T17:30")
    ], leaves: ["اشترى ساعة جديدة."])
}
