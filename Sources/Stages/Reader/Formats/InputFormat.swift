import Isnad

/// The name of a form that is read, or one of three words that are none: `auto`, which looks, `feeds`, and `piped`.
public struct InputFormat: OptionValue, RawRepresentable, Hashable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let auto = InputFormat(rawValue: "auto")
  /// Feeds that are fetched from their servers.
  public static let feeds = InputFormat(rawValue: "feeds")
  /// Several inputs that come through standard input, each with its name.
  public static let piped = InputFormat(rawValue: "piped")
  /// The words that are no form.
  static let words = [auto, feeds, piped].map(\.rawValue)

  static let text = InputFormat(TextInput.self)
  static let jsonl = InputFormat(JSONLinesInput.self)
  static let json = InputFormat(JSONInput.self)
  static let csv = InputFormat(CSVInput.self)
  static let tsv = InputFormat(TSVInput.self)
  static let html = InputFormat(HTMLInput.self)
  static let feed = InputFormat(FeedInput.self)
  static let sqlite = InputFormat(SQLiteInput.self)

  init(_ format: any ReaderFormat.Type) { self.init(rawValue: format.format.name) }

  public static var typeName: String { String.typeName }
  public static var schema: JSONValue { String.schema }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> InputFormat {
    InputFormat(rawValue: try String.decode(node))
  }
  public var yaml: String? { rawValue }
}

extension ReaderFormats {
  /// The forms of the distribution.
  public static let standard = ReaderFormats([
    TextInput.self, JSONLinesInput.self, JSONInput.self, CSVInput.self, TSVInput.self,
    HTMLInput.self,
    FeedInput.self, WARCInput.self, ARCInput.self, SQLiteInput.self,
  ])
}
