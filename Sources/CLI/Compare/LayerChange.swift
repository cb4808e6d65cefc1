import Isnad

/// What is different between two states of a layer.
struct LayerChange {
  var gained: [JSONValue] = []
  var lost: [JSONValue] = []
  /// Annotations of one place whose other fields differ.
  var changed: [(before: JSONValue, after: JSONValue)] = []

  var isEmpty: Bool { gained.isEmpty && lost.isEmpty && changed.isEmpty }

  /// Numbers within a document, which move when anything before them comes or goes.
  private static let unstable: Set<String> = ["id", "cluster", "speaker_entity", "nested_in"]

  /// - Parameter ignored: fields that don't count, besides the numbers within the document.
  init(_ before: [JSONValue], _ after: [JSONValue], ignoring ignored: Set<String> = []) {
    let ignored = ignored.union(Self.unstable)
    var open: OrderedDictionary<String, [JSONValue]> = [:]
    for row in before { open[Self.place(row), default: []].append(row) }
    var new: [JSONValue] = []
    // The same first, so that an annotation beside a changed one keeps its own partner.
    for row in after {
      let place = Self.place(row)
      if let index = open[place]?.firstIndex(where: { Self.differing($0, row, ignored).isEmpty }) {
        open[place]?.remove(at: index)
      } else {
        new.append(row)
      }
    }
    for row in new {
      let place = Self.place(row)
      if open[place]?.isEmpty == false, let partner = open[place]?.removeFirst() {
        changed.append((partner, row))
      } else {
        gained.append(row)
      }
    }
    lost = open.values.flatMap { $0 }
  }

  private static func place(_ row: JSONValue) -> String {
    "\(row["start"]?.int ?? -1):\(row["end"]?.int ?? -1)"
  }

  /// Names of the fields that differ.
  static func differing(_ a: JSONValue, _ b: JSONValue, _ ignored: Set<String> = unstable) -> [String] {
    guard case .object(let one) = a, case .object(let two) = b else { return a == b ? [] : ["value"] }
    let names = OrderedSet(one.map(\.name) + two.map(\.name))
    let values = [one, two].map { members in
      Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }
    return names.filter { !ignored.contains($0) && (values[0][$0] ?? .null) != (values[1][$0] ?? .null) }
  }
}
