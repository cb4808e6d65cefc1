import Isnad

extension NumberRule {
  static let ordinalText = StageRule(
    "ordinal", "A place in an order.", opens: "ordinals, definite numbers",
    finds: [
      RuleExample("حل الفريق في المركز الثالث.", "الثالث", "3")
    ], leaves: ["ذلك في المقام الأول واجب.", "قال من جهة ثانية إنه مستعد."])
}
