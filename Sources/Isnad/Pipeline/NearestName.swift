/// Finds the name that somebody probably meant.
public enum NearestName {
  /// The candidate with the smallest edit distance, if it is at most a third of the name's length.
  public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(Array(name.utf8), Array(candidate.utf8))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `Did you mean 'model'?`, or the list of what there is.
  static func suggestion(for name: String, in candidates: [String], kind: String) -> String? {
    if let nearest = of(name, in: candidates) { return "Did you mean '\(nearest)'?" }
    guard !candidates.isEmpty else { return nil }
    return "\(kind): \(candidates.joined(separator: ", "))."
  }

  /// Optimal string alignment: insertions, deletions, replacements, and swapped neighbours.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard a.count < 64, b.count < 64 else { return a == b ? 0 : .max }
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(row[j], last[j + 1]) + 1
        cost = min(cost, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
