import Isnad
import IsnadArabic
import SystemPackage

/// One line of a table of the language, and where it stands.
public struct LanguageRow: Sendable {
  public let entry: Language.Entry
  public let note: String
  /// A sentence, and behind `=` what is found in it; empty where the class needs none.
  public let example: String
  /// Of the line.
  public let place: Diagnostic.Place
  /// Where the fields begin, in code points from 1.
  let columns: [Int]

  /// The place of a field.
  func place(_ field: LanguageTable.Field) -> Diagnostic.Place {
    var place = place
    place.column = field.rawValue < columns.count ? columns[field.rawValue] : columns.last
    return place
  }
}

/// The form of a table: lines of word, class, value, note and example, with tabs between them. Spellings of one word are
/// apart by `|`; empty lines and lines that begin with `#` say nothing; a first line `word	class …` names the columns.
public enum LanguageTable {
  enum Field: Int { case word, wordClass, value, note, example }

  static let columns = ["word", "class", "value", "note", "example"]
  /// Larger files are no tables.
  private static let maxBytes = 16 << 20
  private static let maxProblems = 50

  /// The lines of all tables (`.tsv`) in some folders, or in files, and what is wrong with them.
  /// - Parameter place: where they are named, for what can't be read.
  public static func rows(
    of paths: [FilePath], at place: Diagnostic.Place? = nil
  ) -> (rows: [LanguageRow], problems: [Diagnostic]) {
    var rows: [LanguageRow] = []
    var problems: [Diagnostic] = []
    for path in paths {
      do throws(Diagnostic) {
        for file in try files(path, place) {
          let found = try parse(read(file, place), file: file.string)
          rows += found.rows
          problems += found.problems
        }
      } catch {
        problems.append(error)
      }
    }
    return (rows, Array(problems.prefix(maxProblems)))
  }

  /// The lines of the tables of events (`events.tsv`) in some folders, or of such files, and what is wrong with them.
  /// - Parameter place: where they are named, for what can't be read.
  public static func events(
    of paths: [FilePath], at place: Diagnostic.Place? = nil
  ) -> (rows: [EventRow], problems: [Diagnostic]) {
    var rows: [EventRow] = []
    var problems: [Diagnostic] = []
    for path in paths {
      do throws(Diagnostic) {
        for file in try allFiles(path, place) where isOfEvents(file) {
          let found = EventRow.parse(
            String(decoding: try read(file, place), as: UTF8.self), file: file.string)
          rows += found.rows
          problems += found.problems
        }
      } catch {
        problems.append(error)
      }
    }
    return (rows, Array(problems.prefix(maxProblems)))
  }

  /// Events have columns of their own.
  private static func isOfEvents(_ file: FilePath) -> Bool { file.lastComponent?.string == "events.tsv" }

  private static func files(_ path: FilePath, _ place: Diagnostic.Place?) throws(Diagnostic) -> [FilePath] {
    try allFiles(path, place).filter { !isOfEvents($0) }
  }

  private static func allFiles(_ path: FilePath, _ place: Diagnostic.Place?) throws(Diagnostic) -> [FilePath]
  {
    if path.extension == "tsv" { return [path] }
    let names: [String]
    do {
      names = try Folder.paths(in: path).compactMap { $0.lastComponent?.string }
    } catch {
      throw Diagnostic(
        .unreadable, "the tables '\(path)' can't be read: \(StageFailure(error).message).", at: place,
        suggestion: "'language' takes folders with tables (.tsv), or such files.")
    }
    let tables = names.filter { $0.hasSuffix(".tsv") }.sorted()
    guard !tables.isEmpty else {
      throw Diagnostic(
        .missingInput, "'\(path)' has no tables: no file in it ends in .tsv.", at: place,
        suggestion: "A table has lines of \(columns.joined(separator: ", ")), with tabs between them.")
    }
    return tables.map { path.appending($0) }
  }

  private static func read(_ file: FilePath, _ place: Diagnostic.Place?) throws(Diagnostic) -> [UInt8] {
    do {
      return try WholeFile.read(file, limit: maxBytes)
    } catch {
      throw Diagnostic(
        .unreadable, "the table '\(file)' can't be read: \(StageFailure(error).message).", at: place)
    }
  }

  /// The lines of one table.
  public static func parse(
    _ bytes: [UInt8], file: String
  ) -> (rows: [LanguageRow], problems: [Diagnostic]) {
    var rows: [LanguageRow] = []
    var problems: [Diagnostic] = []
    let start = bytes.starts(with: ByteOrderMark.utf8) ? ByteOrderMark.utf8.count : 0
    for (number, line) in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      let place = Diagnostic.Place(file: file, line: number + 1)
      guard UTF8Validation.firstInvalidOffset(in: Array(line).span) == nil else {
        problems.append(
          Diagnostic(
            .invalidLanguage, "the line is not UTF-8.", at: place,
            suggestion: "Convert the file, for example with iconv."))
        continue
      }
      var text = Substring(String(decoding: line, as: UTF8.self))
      if text.last == "\r" { text.removeLast() }
      guard text.contains(where: { $0 != " " && $0 != "\t" }), text.first != "#",
        !text.hasPrefix("word\tclass")
      else { continue }
      do throws(Diagnostic) {
        rows.append(try row(text, place))
      } catch {
        problems.append(error)
      }
    }
    return (rows, problems)
  }

  private static func row(_ line: Substring, _ place: Diagnostic.Place) throws(Diagnostic) -> LanguageRow {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    var columns: [Int] = []
    var column = 1
    for field in fields {
      columns.append(column)
      column += field.unicodeScalars.count + 1
    }
    func at(_ field: Field) -> Diagnostic.Place {
      var place = place
      place.column = field.rawValue < columns.count ? columns[field.rawValue] : column - 1
      return place
    }
    func text(_ field: Field) -> String {
      field.rawValue < fields.count ? trimmed(fields[field.rawValue]) : ""
    }
    guard (2...Self.columns.count).contains(fields.count) else {
      throw Diagnostic(
        .invalidLanguage,
        fields.count < 2
          ? "the line has no tab."
          : "the line has \(fields.count) fields, and a table \(Self.columns.count).",
        at: at(fields.count < 2 ? .wordClass : .example),
        suggestion: "A line has \(Self.columns.joined(separator: ", ")), with tabs between them.")
    }
    let words = fields[0].split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
    guard words.allSatisfy({ !$0.isEmpty }) else {
      throw Diagnostic(
        .invalidLanguage, "the line has no word, or nothing between two |.", at: at(.word),
        suggestion: "Spellings of one word are apart by |.")
    }
    guard let wordClass = WordClass(text(.wordClass)) else {
      throw Diagnostic(
        .invalidLanguage, "'\(text(.wordClass))' is no class of words.", at: at(.wordClass),
        suggestion: NearestName.of(text(.wordClass), in: WordClass.allCases.map(\.name)).map {
          "Did you mean '\($0)'?"
        } ?? "'isnad language classes' lists them.")
    }
    let form = wordClass.valueForm
    guard form.takes(text(.value)) else {
      throw Diagnostic(
        .invalidLanguage,
        text(.value).isEmpty
          ? "'\(wordClass.name)' needs a value."
          : form == .none
            ? "'\(wordClass.name)' takes no value, and this is '\(text(.value))'."
            : "'\(text(.value))' is no value of '\(wordClass.name)'.",
        at: at(.value), suggestion: form == .none ? nil : "It is \(form.meaning).")
    }
    if let phrase = words.first(where: { $0.contains(" ") }), !wordClass.takesPhrases {
      throw Diagnostic(
        .invalidLanguage, "'\(phrase)' is a phrase, and '\(wordClass.name)' is a class of single words.",
        at: at(.word), suggestion: "No rule would ever find it.")
    }
    return LanguageRow(
      entry: Language.Entry(words: words, wordClass: wordClass, value: text(.value)), note: text(.note),
      example: text(.example), place: place, columns: columns)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
