import Isnad

extension NumberRule {
  static let clockText = StageRule(
    "clock", "A time of day.", opens: "الساعة, منتصف, digits",
    finds: [
      RuleExample("يبدأ الاجتماع الساعة الخامسة والنصف مساء.", "الساعة الخامسة والنصف مساء", "T17:30")
    ], leaves: ["اشترى ساعة جديدة."])
}
