import Isnad
import IsnadDatabase

/// A program that a table is opened with, and that takes some texts for more than texts.
public enum SafeFor: String, OptionChoice {
  case none, excel
}

/// The options of tables in a folder.
public struct DelimitedOptions: StageOptions {
  @StageOption("path", help: OutputHelp.folder, .path())
  public var path = "-"

  @StageOption("offsets", help: "The unit of offsets.")
  public var offsets = OffsetUnit.codepoint

  @StageOption(
    "safe-for",
    help:
      "excel puts an apostrophe before texts that a spreadsheet would take for a formula (= + - @), and a byte order mark at the head of each file."
  )
  public var safeFor = SafeFor.none

  public init() {}
}

/// What stands between the values of a row.
public protocol ValueSeparator: Sendable {
  static var format: FormatDescription { get }
  static var byte: UInt8 { get }
}

public enum Comma: ValueSeparator {
  public static let format = FormatDescription(
    "csv", "a file a layer, in the folder 'path'", extensions: ["csv"], to: .folder)
  public static let byte = UInt8(ascii: ",")
}

public enum Tab: ValueSeparator {
  public static let format = FormatDescription(
    "tsv", "the same with tabs", extensions: ["tsv"], to: .folder)
  public static let byte = UInt8(ascii: "\t")
}

/// Tables in a folder, a file a layer: `csv` and `tsv`.
public struct DelimitedOutput<Separator: ValueSeparator>: WriterFormat {
  public static var format: FormatDescription { Separator.format }

  private let output: OutputPlace
  private let options: DelimitedOptions
  private let suffix: String
  /// Layers of plug-ins that come to it.
  private let own: [String]

  public init(options: DelimitedOptions, context: StageContext) {
    output = OutputPlace(options.path, context)
    self.options = options
    suffix = Separator.format.name
    own = context.layers.filter(OwnTable.isOne)
  }

  public func encode(_ document: Document) -> DocumentTables {
    DocumentTables(document, offsets: options.offsets)
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<DocumentTables> {
    try output.opening {
      try DelimitedSession(
        try output.named(), delimiter: Separator.byte, suffix: suffix, opening, options.safeFor, own: own)
    }
  }

  public var outputs: [OutputFile] {
    guard let path = output.path else { return [] }
    return Table.all.map { OutputFile(path.appending("\($0.name).\(suffix)"), at: output.place) }
      + own.map { OutputFile(OwnTableFile.path($0, in: path, suffix: suffix), at: output.place) }
  }
}
