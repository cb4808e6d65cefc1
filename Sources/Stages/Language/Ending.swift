/// What Arabic writes together with a word, as the rules put it on and take it off.
enum Ending {
  static let article = "ال"
  static let conjunctions = ["و", "ف"]
  static let alef = "ا"
  static let marbuta = "ة"
  static let teh = "ت"
  static let yeh = "ي"
  static let kaf = "ك"
  /// Of a masculine noun: its nominative, its other cases.
  static let duals = ["ين", "ان"]
  static let femaleDuals = ["تين", "تان"]
  static let femaleConstructs = ["تي", "تا"]
  /// Pronouns behind a dual in the construct.
  static let pronouns = ["ه", "ها", "هما", "هم"]
  /// An adjective of a country: masculine, accusative, feminine, dual, plural.
  static let adjective = ["", "ا", "ة", "ين", "ات"]
  /// Of a feminine verb, participle or noun with its pronoun.
  static let feminine = ["ت", "ة", "ها"]
  /// Of a plural verb, participle or noun with its pronoun.
  static let plural = ["وا", "ون", "هم"]
}
