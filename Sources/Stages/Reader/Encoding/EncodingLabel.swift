/// Names of encodings as answers, pages and people write them (WHATWG Encoding, 4.2), for those that Arabic is written
/// in.
enum EncodingLabel {
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for (name, labels) in [
      ("utf-8", "utf8 unicode-1-1-utf-8 x-unicode20utf8 unicode11utf8 utf-8-sig utf8mb4"),
      (
        "windows-1256",
        "cp1256 x-cp1256 cp-1256 win1256 win-1256 windows1256 1256 arabic-windows ms-arab x-windows-1256"
      ),
      (
        "iso-8859-6",
        "iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 arabic asmo-708 asmo_708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 dos-708 iso-8859-6-l"
      ),
      (
        "windows-1252",
        "cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 iso-ir-100 windows1252 iso-8859-15 latin-1 ansi"
      ), ("utf-16le", "utf-16 utf16 unicode ucs-2 iso-10646-ucs-2 unicodefeff utf16le utf16-le utf-16-le"),
      ("utf-16be", "unicodefffe utf16be utf16-be utf-16-be"),
    ] {
      names[name] = name
      for label in labels.split(separator: " ") { names[String(label)] = name }
    }
    return names
  }()

  /// The name by which iconv knows an encoding; a label that is not known as it is, in small letters.
  static func name(_ label: String) -> String {
    let label = label.lowercased()
    return names[label] ?? label
  }

  /// Whether no Arabic can be written in an encoding.
  static func isWestern(_ name: String) -> Bool {
    name == "windows-1252" || name.hasPrefix("iso-8859-") && name != "iso-8859-6"
      || name.hasPrefix("windows-125") && name != "windows-1256"
  }
}
