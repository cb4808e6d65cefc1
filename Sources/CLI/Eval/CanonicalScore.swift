import Isnad

/// Canonical names: of the mentions found, with exact span and label, how many have the name that the gold gives.
///
/// The gold's name is `canonical`, or `name` where the gold is an output that was corrected. Two names are one where
/// they differ only in diacritics, tatweel and white space.
struct CanonicalScore {
  private var rows: [String: (found: Int, right: Int)] = [:]
  private var hasNames = false

  init(_ gold: [JSONValue], _ predictions: PredictionFile) {
    for record in gold {
      guard let entities = record["entities"]?.array else { continue }
      var names: [EntitySpan: String] = [:]
      for entity in predictions[record["id"]?.string ?? ""]?["entities"]?.array ?? [] {
        guard let span = EntitySpan(entity), let name = Self.name(entity) else { continue }
        names[span] = names[span] ?? name
      }
      var counted: Set<EntitySpan> = []
      for entity in entities {
        guard let span = EntitySpan(entity), let wanted = Self.name(entity) else { continue }
        hasNames = true
        guard counted.insert(span).inserted, let name = names[span] else { continue }
        rows[span.label, default: (0, 0)].found += 1
        if Self.plain(name) == Self.plain(wanted) { rows[span.label, default: (0, 0)].right += 1 }
      }
    }
  }

  private static func name(_ entity: JSONValue) -> String? {
    (entity["canonical"] ?? entity["name"])?.string
  }

  /// Without diacritics and tatweel, with single spaces. Swift compares strings by canonical equivalence, as if both
  /// were in NFC.
  private static func plain(_ name: String) -> String {
    var plain = String.UnicodeScalarView()
    var hasSpace = false
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x0640, 0x064B...0x0652, 0x0670: continue
      default:
        if scalar.properties.isWhitespace {
          hasSpace = !plain.isEmpty
        } else {
          if hasSpace { plain.append(" ") }
          hasSpace = false
          plain.append(scalar)
        }
      }
    }
    return String(plain)
  }

  /// Nil where the gold says no names.
  func table(only: Set<String>?) -> ScoreTable? {
    guard hasNames else { return nil }
    var table = ScoreTable(title: "canonical names of those found", headings: ["found", "right", "%"])
    var sum = (found: 0, right: 0)
    for label in EntityScore.ordered(rows.keys) where only?.contains(label) ?? true {
      let row = rows[label] ?? (0, 0)
      table.rows.append((label, Self.cells(row)))
      sum = (sum.found + row.found, sum.right + row.right)
    }
    table.rows.append(("all", Self.cells(sum)))
    return table
  }

  private static func cells(_ row: (found: Int, right: Int)) -> [String] {
    [String(row.found), String(row.right), Percent.share(row.right, row.found)]
  }
}
