import Isnad
import SystemPackage

/// Reads articles from text files and JSON Lines.
public struct ArticleReader: Reader {
  public enum Format: String, OptionChoice {
    case auto, text, jsonl
  }

  public struct Options: StageOptions {
    public var paths: [String] = []
    public var format = Format.auto
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField(
          "paths", \.paths,
          help:
            "Files, folders (searched for .txt, .text, .jsonl and .ndjson) and patterns (*, ?, [a-z], **); - is standard input. gzip and zstd are read as what is in them.",
          required: true),
        OptionField(
          "format", \.format,
          help:
            "text: a file is an article; jsonl: a line is one, with text, id and metadata; auto goes by the extension, standard input is jsonl."
        ),
      ]
    }
  }

  public static let description = StageDescription(
    name: "reader", summary: "Reads articles from text files, folders and JSON Lines.",
    provides: [])

  private let options: Options
  private let context: StageContext

  public init(options: Options, context: StageContext) throws {
    self.options = options
    self.context = context
  }

  public func open(at position: JSONValue?) throws -> any RecordSource {
    var finder = InputFinder(format: options.format)
    for path in options.paths {
      finder.add(path == "-" ? FilePath("-") : context.resolve(path), given: path)
    }
    guard !finder.inputs.isEmpty else { throw Diagnostics(finder.problems) }
    return try FileRecords(
      inputs: finder.inputs, maxBytes: context.maxDocumentBytes, problems: finder.problems, at: position)
  }

  /// The files that paths of a reader stand for, those that are there; standard input is none.
  public static func files(_ paths: [String], in folder: FilePath) -> [FilePath] {
    var finder = InputFinder(format: .auto)
    let context = StageContext(id: "reader", directory: folder)
    for path in paths where path != "-" { finder.add(context.resolve(path), given: path) }
    return finder.inputs.map(\.path)
  }

  public func decode(_ record: Record) throws -> Document {
    var document =
      record.format == Format.jsonl.rawValue
      ? try JSONLinesDecoder.decode(record) : try Self.text(record)
    Headline.describe(&document)
    return document
  }

  /// A text file: the id is its path.
  private static func text(_ record: Record) throws -> Document {
    guard !record.bytes.isEmpty else {
      throw StageFailure(code: "empty-document", message: "the file is empty")
    }
    do throws(InvalidUTF8) {
      let text = try SourceText(validating: record.bytes)
      return Document(id: record.source.uri, source: record.source, text: text)
    } catch {
      throw StageFailure(invalid: error, in: record)
    }
  }
}

extension StageFailure {
  /// Names the line and the column (in bytes) of a byte that is not UTF-8.
  init(invalid error: InvalidUTF8, in record: Record) {
    let before = record.bytes[..<error.offset]
    let line = before.count { $0 == 0x0A } + 1
    let column = error.offset - (before.lastIndex(of: 0x0A) ?? -1)
    let hex = String(error.byte, radix: 16, uppercase: true)
    let place = record.source.record == nil ? "line \(line), byte \(column)" : "byte \(error.offset + 1)"
    self.init(
      code: "invalid-utf8",
      message: "\(place): 0x\(hex) is not UTF-8; convert the file, for example with iconv")
  }
}
