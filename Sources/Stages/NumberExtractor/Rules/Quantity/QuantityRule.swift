import Isnad

extension NumberRule {
  static let quantityText = StageRule(
    "quantity", "A number and a unit of measure.", opens: "numbers",
    finds: [
      RuleExample("المسافة 30 كيلومترا.", "30 كيلومترا", "30 km")
    ], leaves: ["وصل 30 عاملا."])
}
