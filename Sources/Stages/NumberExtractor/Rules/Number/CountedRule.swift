import Isnad

extension NumberRule {
  static let countedText = StageRule(
    "counted", "A number and the noun that it counts.", opens: "digits, words of numbers",
    finds: [
      RuleExample("أصيب 33 جنديا في الهجوم.", "33 جنديا", "33 جنديا"),
      RuleExample("في المدرسة ثلاثة آلاف طالب.", "ثلاثة آلاف طالب", "3000 طالب"),
    ], leaves: ["بلغ العدد 33 في المساء."])
}
