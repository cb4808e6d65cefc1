/// What Arabic writes together with a word, as the rules put it on and take it off.
public enum Ending {
  public static let article = "ال"
  public static let conjunctions = ["و", "ف"]
  public static let alef = "ا"
  public static let marbuta = "ة"
  public static let teh = "ت"
  public static let yeh = "ي"
  public static let kaf = "ك"
  /// Of a masculine noun: its nominative, its other cases.
  public static let duals = ["ين", "ان"]
  public static let femaleDuals = ["تين", "تان"]
  public static let femaleConstructs = ["تي", "تا"]
  /// Pronouns behind a dual in the construct.
  public static let pronouns = ["ه", "ها", "هما", "هم"]
  /// An adjective of a country: masculine, accusative, feminine, dual, plural.
  public static let adjective = ["", "ا", "ة", "ين", "ات"]
  /// Of a feminine verb, participle or noun with its pronoun.
  public static let feminine = ["ت", "ة", "ها"]
  /// Of a plural verb, participle or noun with its pronoun.
  public static let plural = ["وا", "ون", "هم"]
}
