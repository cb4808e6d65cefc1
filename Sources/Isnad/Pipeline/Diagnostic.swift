import IsnadText

/// Something wrong, or worth a note, with its code, its place and a way out.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable, Comparable {
    case note, warning, error

    private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
  }

  /// What went wrong, as a short fixed word: for filters and documentation. New codes may come.
  public struct Code: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// A place in a file, both counted from 1; columns are code points.
  public struct Place: Sendable, Hashable, Comparable {
    public var file: String
    public var line: Int?
    public var column: Int?

    public init(file: String, line: Int? = nil, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }

    public static func < (a: Place, b: Place) -> Bool {
      (a.file, a.line ?? 0, a.column ?? 0) < (b.file, b.line ?? 0, b.column ?? 0)
    }

    public var text: String {
      [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
  }

  public var severity: Severity
  public var code: Code
  public var place: Place?
  public var message: String
  /// What to do about it, as a sentence.
  public var suggestion: String?

  public init(
    _ code: Code, _ message: String, at place: Place? = nil, suggestion: String? = nil,
    severity: Severity = .error
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.suggestion = suggestion
    self.severity = severity
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `news.yaml:12:9: error[unknown-option]: 'entity-tagger' has no option 'modle'. Did you mean 'model'?`
  public var description: String {
    let head = place.map { "\($0.text.printable): " } ?? ""
    let tail = suggestion.map { " \($0.printable)" } ?? ""
    return "\(head)\(severity.rawValue)[\(code.rawValue.printable)]: \(message.printable)\(tail)"
  }
}

extension Diagnostic.Code {
  /// The file can't be opened or read.
  public static let unreadable = Self(rawValue: "unreadable")
  public static let yamlSyntax = Self(rawValue: "yaml-syntax")
  public static let yamlTooLarge = Self(rawValue: "yaml-too-large")
  public static let duplicateKey = Self(rawValue: "duplicate-key")
  /// The YAML is right and the pipeline is not: a list where a mapping belongs.
  public static let structure = Self(rawValue: "structure")
  public static let unknownKey = Self(rawValue: "unknown-key")
  public static let unknownRule = Self(rawValue: "unknown-rule")
  public static let unknownStage = Self(rawValue: "unknown-stage")
  public static let unknownOption = Self(rawValue: "unknown-option")
  public static let invalidOption = Self(rawValue: "invalid-option")
  /// A table of the language has a line that is none.
  public static let invalidLanguage = Self(rawValue: "invalid-language")
  public static let missingOption = Self(rawValue: "missing-option")
  /// A stage needs a layer that no stage before it provides.
  public static let missingLayer = Self(rawValue: "missing-layer")
  public static let missingReader = Self(rawValue: "missing-reader")
  public static let duplicateID = Self(rawValue: "duplicate-id")
  public static let unsetVariable = Self(rawValue: "unset-variable")
  /// An input file is not there, or there is nothing to read in it.
  public static let missingInput = Self(rawValue: "missing-input")
  /// An output can't be opened or written.
  public static let unwritable = Self(rawValue: "unwritable")
}

/// All that is wrong with a pipeline, in the order of place. Notes are among it where there is no error:
/// who has something to mend needs no advice yet.
public struct Diagnostics: Error, Sendable {
  public private(set) var items: [Diagnostic] = []

  public init(_ items: [Diagnostic] = []) {
    let hasErrors = items.contains { $0.severity == .error }
    self.items = items.filter { !hasErrors || $0.severity != .note }.sorted(by: Self.precedes)
  }

  private static func precedes(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    switch (a.place, b.place) {
    case (let x?, let y?): x < y
    case (nil, _?): true
    default: false
    }
  }

  public var errors: [Diagnostic] { items.filter { $0.severity == .error } }
  public var hasErrors: Bool { items.contains { $0.severity == .error } }
}
