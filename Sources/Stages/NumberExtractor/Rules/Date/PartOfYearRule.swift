import Isnad

extension NumberRule {
  static let partOfYearText = StageRule(
    "part-of-year", "A quarter or half of a year.", opens: "الربع, النصف",
    finds: [
      RuleExample("في الربع الأول من عام 2023.", "الربع الأول من عام 2023", "2023-01-01/2023-03-31")
    ], leaves: ["في الربع الأخير من المباراة."])
}
