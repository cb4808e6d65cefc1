import Isnad

/// Corrections to who is who, which win over what the names tell: a file of tab-separated lines.
///
///     same	PER	نتانياهو	بنيامين نتنياهو
///     different	PER	مرسي	محمد مرسي
///     hidden	ORG	المصدر
///
/// `same` puts a name to another one, by which both go then; `different` keeps two apart; `hidden` shows a name
/// nowhere. Empty lines and those that begin with `#` say nothing.
public struct Authority: Sendable, Hashable {
  public enum Relation: String, Sendable, CaseIterable { case same, different, hidden }

  public struct Line: Sendable, Hashable {
    public let relation: Relation
    /// PER, ORG, LOC or a label of one's own.
    public let label: String
    public let name: String
    /// Empty for ``Relation/hidden``.
    public let other: String

    public init(_ relation: Relation, label: String, name: String, other: String = "") {
      self.relation = relation
      self.label = label
      self.name = name
      self.other = other
    }

    public var text: String {
      ([relation.rawValue, label, name] + (other.isEmpty ? [] : [other])).joined(separator: "\t")
    }
  }

  public private(set) var lines: [Line]
  private let search = SearchText()

  public init(_ lines: [Line] = []) { self.lines = lines }

  public static func == (one: Authority, other: Authority) -> Bool { one.lines == other.lines }
  public func hash(into hasher: inout Hasher) { hasher.combine(lines) }

  /// - Parameter path: named where a line is wrong.
  /// - Throws: a ``Diagnostic`` with the line.
  public init(_ text: String, path: String) throws {
    var lines: [Line] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
      guard let relation = Relation(rawValue: cells[0]) else {
        throw Self.problem(
          path, number,
          "begins with '\(cells[0].printableLine)', which is none of same, different and hidden.")
      }
      let wanted = relation == .hidden ? 3 : 4
      guard cells.count == wanted, cells.dropFirst().allSatisfy({ !$0.isEmpty }) else {
        throw Self.problem(
          path, number,
          relation == .hidden
            ? "must have a label and a name." : "must have a label, a name and another name.")
      }
      lines.append(
        Line(relation, label: cells[1], name: cells[2], other: relation == .hidden ? "" : cells[3]))
    }
    self.init(lines)
  }

  private static func problem(_ path: String, _ line: Int, _ what: String) -> Diagnostic {
    Diagnostic(
      .invalidOption, "'\(path)', line \(line + 1), \(what)",
      suggestion: "A line is such as: same, PER, نتانياهو, بنيامين نتنياهو, with tabs between.")
  }

  /// The file with more lines.
  public mutating func add(_ line: Line) {
    lines.removeAll { other in
      other.label == line.label
        && Set([other.name, other.other]) == Set([line.name, line.other]) && other.relation != .hidden
    }
    if !lines.contains(line) { lines.append(line) }
  }

  public var text: String { lines.map { $0.text + "\n" }.joined() }

  // MARK: What it says of names

  /// Pairs of places among names, each of which has one of the two names of a line.
  func pairs(_ relation: Relation, in names: [PeopleResolver.Name]) -> [(Int, Int)] {
    guard lines.contains(where: { $0.relation == relation }) else { return [] }
    var places: [String: [Int]] = [:]
    for (index, name) in names.enumerated() {
      places["\(name.label)\t\(name.form)", default: []].append(index)
    }
    return lines.filter { $0.relation == relation }.flatMap { line -> [(Int, Int)] in
      let ones = places["\(line.label)\t\(search.indexed(line.name))"] ?? []
      let others = places["\(line.label)\t\(search.indexed(line.other))"] ?? []
      if relation == .same {
        guard let other = others.first ?? ones.first else { return [] }
        return (ones + others).map { (other, $0) }
      }
      return ones.flatMap { one in others.map { (one, $0) } }
    }
  }

  /// Whether a correction names it as the one by which others go.
  func isCanonical(_ name: PeopleResolver.Name) -> Bool {
    lines.contains {
      $0.relation == .same && $0.label == name.label && search.indexed($0.other) == name.form
    }
  }

  func hides(_ name: PeopleResolver.Name) -> Bool {
    lines.contains {
      $0.relation == .hidden && $0.label == name.label && search.indexed($0.name) == name.form
    }
  }
}
