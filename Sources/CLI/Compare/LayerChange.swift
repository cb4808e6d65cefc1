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
    var isTaken = [Bool](repeating: false, count: before.count)
    // The same first, so that an annotation beside a changed one keeps its own partner. The last of each list is the
    // first one of the layer.
    var same: [String: [Int]] = [:]
    for index in before.indices.reversed() {
      same[Self.content(before[index], ignored), default: []].append(index)
    }
    var new: [JSONValue] = []
    for row in after {
      if let index = same[Self.content(row, ignored)]?.popLast() {
        isTaken[index] = true
      } else {
        new.append(row)
      }
    }
    var open: [String: [Int]] = [:]
    for index in before.indices.reversed() where !isTaken[index] {
      open[Self.place(before[index]), default: []].append(index)
    }
    for row in new {
      if let index = open[Self.place(row)]?.popLast() {
        isTaken[index] = true
        changed.append((before[index], row))
      } else {
        gained.append(row)
      }
    }
    lost = before.indices.filter { !isTaken[$0] }.map { before[$0] }
  }

  /// Place and fields that count, as one text; a field that is null is as one that is not there.
  private static func content(_ row: JSONValue, _ ignored: Set<String>) -> String {
    guard case .object(let members) = row else { return JSONText.flat(row) }
    var seen: Set<String> = []
    let counted = members.filter {
      !ignored.contains($0.name) && seen.insert($0.name).inserted && !$0.value.isNull
    }
    return place(row) + JSONText.flat(.object(counted.sorted { $0.name < $1.name }))
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
