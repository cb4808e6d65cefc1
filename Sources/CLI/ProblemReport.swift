import Isnad
import SystemPackage

/// Shows problems to people: the sentence, the line of the file, a caret under the place.
///
/// ```
/// news.yaml:12:13: error[unknown-option]: 'entity-tagger' has no option 'lables'. Did you mean 'labels'?
///   12 |     with: { lables: [PER] }
///      |             ^
/// ```
struct ProblemReport {
  /// Columns of a line that are shown around the place.
  private static let width = 100
  /// A larger file than a pipeline may be is not read for its lines.
  private static let maxBytes = YAMLLimits().bytes

  let isColoured: Bool
  private var files: [String: [Substring]] = [:]

  init(isColoured: Bool) { self.isColoured = isColoured }

  mutating func text(_ problem: Diagnostic) -> String {
    var text = sentence(problem)
    guard let place = problem.place, let number = place.line, let column = place.column,
      let line = line(number, of: place.file)
    else { return text }
    let (shown, indent) = Self.window(line, around: column)
    let label = String(number)
    let margin = String(repeating: " ", count: label.count)
    let caret = String(repeating: " ", count: indent) + "^"
    text += "\n  \(label) | \(shown)\n  \(margin) | \(isColoured ? "\u{1B}[1;32m\(caret)\u{1B}[0m" : caret)"
    return text
  }

  private func sentence(_ problem: Diagnostic) -> String {
    guard isColoured else { return problem.description }
    let colour = problem.severity == .error ? "31" : problem.severity == .warning ? "33" : "36"
    let label = "\(problem.severity.rawValue)[\(problem.code.rawValue)]"
    guard let range = problem.description.firstRange(of: label) else { return problem.description }
    let description = problem.description
    return description[..<range.lowerBound] + "\u{1B}[1;\(colour)m\(label)\u{1B}[0m"
      + description[range.upperBound...]
  }

  /// A line of a file, from 1; nil where there is none. What is no file, such as an option of the command
  /// line, has none.
  mutating func line(_ number: Int, of file: String) -> String? {
    let lines: [Substring]
    if let known = files[file] {
      lines = known
    } else {
      let text = (try? TextFile.read(FilePath(file), limit: Self.maxBytes)) ?? ""
      // By line feeds alone: a carriage return and a line feed are one character of Swift's.
      lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
      files[file] = lines
    }
    guard number >= 1, number <= lines.count else { return nil }
    return String(lines[number - 1])
  }

  /// The part of a line around a column, and how far in it the column stands. Tabs are one space wide here,
  /// and what could move the cursor is replaced; a line with letters that run from right to left is kept
  /// from running so itself.
  static func window(_ line: String, around column: Int) -> (text: String, indent: Int) {
    let scalars = Array(line.unicodeScalars)
    let place = min(max(0, column - 1), scalars.count)
    let start = place < width - 20 ? 0 : place - width / 2
    let end = min(scalars.count, start + width)
    var text = String.UnicodeScalarView()
    var isRightToLeft = false
    for scalar in scalars[min(start, end)..<end] {
      switch scalar.value {
      case 0x09: text.append(" ")
      case ..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF:
        text.append("\u{FFFD}")
      default: text.append(scalar)
      }
      if (0x590...0x8FF).contains(scalar.value) || (0xFB1D...0xFEFC).contains(scalar.value) {
        isRightToLeft = true
      }
    }
    var shown = String(text)
    if isRightToLeft { shown = "\u{2066}\(shown)\u{2069}" }
    if start > 0 { shown = "…" + shown }
    if end < scalars.count { shown += "…" }
    return (shown, place - start + (start > 0 ? 1 : 0))
  }
}

/// The same for editors and continuous integration.
extension ProblemReport {
  mutating func json(_ problem: Diagnostic) -> JSONValue {
    let place = problem.place
    let line = place.flatMap { place in place.line.flatMap { self.line($0, of: place.file) } }
    return .object([
      .init("file", place.map { .string($0.file) } ?? .null),
      .init("line", place?.line.map { .integer($0) } ?? .null),
      .init("column", place?.column.map { .integer($0) } ?? .null),
      .init("severity", .string(problem.severity.rawValue)), .init("code", .string(problem.code.rawValue)),
      .init("phase", .string(problem.code.phase.rawValue)), .init("message", .string(problem.message)),
      .init("suggestion", problem.suggestion.map { .string($0) } ?? .null),
      .init("text", line.map { .string($0) } ?? .null),
    ])
  }
}
