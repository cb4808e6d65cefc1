import Isnad
import IsnadArabic
import SystemPackage

/// What a user's list says of a name. A class, for all candidates hold one and hardly any has one.
final class ListedName: Sendable {
  let label: EntityLabel
  /// What the entity is called, however it is written.
  let name: String?
  /// The entity in a knowledge base.
  let id: String?

  init(label: EntityLabel, name: String?, id: String?) {
    self.label = label
    self.name = name
    self.id = id
  }
}

/// Lists of names that a user adds: lines of name, label and, if wanted, canonical form and id, with tabs between
/// them. Empty lines and lines that begin with # say nothing; a first line `name	label …` names the columns.
struct NameList: Sendable {
  /// A list of so many bytes holds millions of names.
  private static let maxBytes = 256 << 20
  private static let maxProblems = 10
  private static let columns = 2...4

  private(set) var names = PhraseTable<ListedName>()
  private(set) var count = 0
  /// The labels of its names, in their order.
  var labels: [String] { Array(labelSet) }
  private var labelSet: OrderedSet<String> = []

  /// - Throws: ``Diagnostics`` with the lines that are wrong.
  init(_ paths: [String], _ context: StageContext) throws {
    var problems: [Diagnostic] = []
    for path in paths {
      let file = context.resolve(path)
      do throws(Errno) {
        try add(WholeFile.read(file, limit: Self.maxBytes), file.string, &problems)
      } catch {
        problems.append(
          Diagnostic(
            .unreadable, "the list of names '\(file)' can't be read: \(error).", at: context.place,
            suggestion:
              "'gazetteers' takes files of lines such as: شركة الأفق<tab>ORG<tab>الأفق القابضة<tab>my:17"))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(Array(problems.prefix(Self.maxProblems))) }
  }

  private mutating func add(_ bytes: [UInt8], _ file: String, _ problems: inout [Diagnostic]) {
    let start = bytes.starts(with: ByteOrderMark.utf8) ? ByteOrderMark.utf8.count : 0
    for (number, line) in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      guard problems.count < Self.maxProblems else { return }
      guard let first = line.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#") else { continue }
      if let problem = add(line) {
        problems.append(
          Diagnostic(.invalidOption, problem, at: Diagnostic.Place(file: file, line: number + 1)))
      }
    }
  }

  /// - Returns: what is wrong with the line.
  private mutating func add(_ line: ArraySlice<UInt8>) -> String? {
    guard UTF8Validation.firstInvalidOffset(in: Array(line).span) == nil else {
      return "the line is not UTF-8; convert the file, for example with iconv."
    }
    let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map(Self.trimmed)
    guard Self.columns.contains(fields.count) else {
      return
        "a line has name, label and, if wanted, canonical form and id, with tabs between them; this one has "
        + (fields.count == 1 ? "no tab." : "\(fields.count) fields.")
    }
    if count == 0, fields[0] == "name", fields[1] == "label" { return nil }
    let label = fields[1]
    guard !label.isEmpty, !label.contains(where: \.isWhitespace) else {
      return "the label '\(label)' must be a word, such as PER, LOC, ORG or one of your own."
    }
    let entry = ListedName(
      label: EntityLabel(rawValue: label), name: Self.given(fields, 2), id: Self.given(fields, 3))
    guard !Tokenizer()(SourceText(fields[0])).items.isEmpty else { return "the line has no name." }
    names.add(fields[0], entry)
    count += 1
    labelSet.append(label)
    return nil
  }

  private static func given(_ fields: [String], _ place: Int) -> String? {
    place < fields.count && !fields[place].isEmpty ? fields[place] : nil
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> String {
    var field = field
    while let last = field.last, last <= 0x20 { field.removeLast() }
    return String(decoding: field.drop { $0 <= 0x20 }, as: UTF8.self)
  }
}
