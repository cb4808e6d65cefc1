import Isnad
import SystemPackage

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

  /// Bytes of a file of corrections.
  private static let maxBytes = 1 << 24

  /// Reads a file of corrections.
  /// - Throws: a ``Diagnostic`` with line and column.
  public init(reading path: FilePath) throws(Diagnostic) {
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try WholeFile.read(path, limit: Self.maxBytes)
    } catch {
      if error == .noSuchFileOrDirectory {
        throw Diagnostic(
          .missingInput, "the corrections '\(path)' are not there.",
          suggestion: "'isnad people' writes them, with --authority and --merge, --split or --hide.")
      }
      throw Diagnostic(.unreadable, "the corrections '\(path)' can't be read: \(error).")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.unreadable, "the corrections '\(path)' are not UTF-8.")
    }
    try self.init(text, path: path.string)
  }

  /// - Parameter path: named where a line is wrong.
  /// - Throws: a ``Diagnostic`` with line and column.
  public init(_ text: String, path: String) throws(Diagnostic) {
    var lines: [Line] = []
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, row) in rows.enumerated() where !row.allSatisfy(\.isWhitespace) && !row.hasPrefix("#") {
      lines.append(try Self.line(row, path, number + 1))
    }
    self.init(lines)
  }

  private static func line(_ row: Substring, _ path: String, _ number: Int) throws(Diagnostic) -> Line {
    let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    /// - Parameter cell: the one that is wrong, or the one behind the last where one is missing.
    func problem(_ cell: Int, _ what: String) -> Diagnostic {
      let before = cells.prefix(cell)
      let column = before.reduce(cell + 1) { $0 + $1.unicodeScalars.count }
      return Diagnostic(
        .invalidOption, what, at: Diagnostic.Place(file: path, line: number, column: column),
        suggestion: "A line is such as: same, PER, نتانياهو, بنيامين نتنياهو, with tabs between.")
    }
    guard let relation = Relation(rawValue: cells[0]) else {
      throw problem(0, "'\(cells[0].printableLine)' is none of same, different and hidden.")
    }
    let heads = relation == .hidden ? ["label", "name"] : ["label", "name", "other name"]
    for (place, head) in heads.enumerated() {
      guard place + 1 < cells.count, !cells[place + 1].allSatisfy(\.isWhitespace) else {
        throw problem(place + 1, "the \(head) of '\(relation.rawValue)' is missing.")
      }
      if place > 0, SearchText().indexed(cells[place + 1]).isEmpty {
        throw problem(place + 1, "'\(cells[place + 1].printableLine)' is no name.")
      }
    }
    guard cells.count == heads.count + 1 else {
      throw problem(heads.count + 1, "'\(relation.rawValue)' ends before this.")
    }
    return Line(relation, label: cells[1], name: cells[2], other: relation == .hidden ? "" : cells[3])
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

  /// Names by what lines say of them alone, as `label<TAB>form`.
  struct Forms {
    /// By which others go.
    let canonical: Set<String>
    let hidden: Set<String>

    func isCanonical(_ name: PeopleResolver.Name) -> Bool {
      canonical.contains("\(name.label)\t\(name.form)")
    }
    func hides(_ name: PeopleResolver.Name) -> Bool { hidden.contains("\(name.label)\t\(name.form)") }
  }

  var forms: Forms {
    func all(_ relation: Relation, _ name: (Line) -> String) -> Set<String> {
      Set(lines.filter { $0.relation == relation }.map { "\($0.label)\t\(search.indexed(name($0)))" })
    }
    return Forms(canonical: all(.same, \.other), hidden: all(.hidden, \.name))
  }
}
