/// Words of the column `tags` of the full-text index.
enum ArchiveTag {
  /// Every quote has it.
  static let any = "q"
  /// No quote has it.
  static let none = "none"

  static func name(_ number: Int64) -> String { "n\(number)" }
  static func outlet(_ number: Int64) -> String { "o\(number)" }
  static func kind(_ kind: String) -> String { "k" + kind }
  static func polarity(_ polarity: String) -> String { "p" + polarity }

  static func all(name: Int64?, outlet: Int64?, kind: String, polarity: String) -> String {
    [any, name.map(Self.name), outlet.map(Self.outlet), Self.kind(kind), Self.polarity(polarity)]
      .compactMap { $0 }.joined(separator: " ")
  }
}
