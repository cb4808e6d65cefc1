import Isnad
import IsnadDatabase
import SystemPackage

/// brat standoff: a text and its annotations for each document, in a folder.
///
/// The files are called by the document's id and a digest of its place, so that two documents of one id
/// don't become one and a document that is written again replaces itself.
struct BratSession: WriterSession {
  private static let configuration = """
    [entities]
    PER
    LOC
    ORG
    MISC
    NORP
    Number
    Quote
    Cue
    Speaker
    [relations]
    said-by	Arg1:Quote, Arg2:Speaker
    cued-by	Arg1:Quote, Arg2:Cue
    [events]
    [attributes]
    Denied	Arg:Quote

    """

  static let configurationName = "annotation.conf"

  private let folder: FilePath

  init(_ folder: FilePath) throws {
    self.folder = folder
    try write(Array(Self.configuration.utf8), to: Self.configurationName)
  }

  mutating func write(_ items: [BratFiles]) throws {
    for item in items {
      for (name, bytes) in item.files { try write(bytes, to: name) }
    }
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    var file = try ResumableFile(folder.appending(name))
    try file.write(bytes)
    try file.finish()
  }

  /// Every file is complete and on the disk when it has its name.
  mutating func commit() throws -> JSONValue? { .object([]) }
  mutating func finish() throws {}
  mutating func abandon() -> String? { "What was written so far is in '\(folder)'." }
}

/// A document as brat's two files.
public struct BratFiles: Sendable {
  let files: [(name: String, bytes: [UInt8])]
}

/// A text and its annotations for each document, in a folder, as brat has them.
public struct BratOutput: WriterFormat {
  public struct Options: StageOptions {
    @StageOption("path", help: OutputHelp.folder, .path())
    public var path = "-"

    public init() {}
  }

  public static let format = FormatDescription(
    "brat", "two files a document, in the folder 'path'", to: .folder)

  public static func layers(_ options: Options) -> StageLayers {
    StageLayers(uses: Table.layers.map(\.name) + [TokenLayer.name])
  }

  private let output: OutputPlace

  public init(options: Options, context: StageContext) { output = OutputPlace(options.path, context) }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<BratFiles> {
    try output.opening { try BratSession(try output.named()) }
  }

  public var outputs: [OutputFile] {
    output.path.map { [OutputFile($0.appending(BratSession.configurationName), at: output.place)] } ?? []
  }

  public func encode(_ document: Document) -> BratFiles {
    let name = Self.name(of: document)
    return BratFiles(files: [
      ("\(name).txt", document.text.bytes), ("\(name).ann", Array(annotations(document).utf8)),
    ])
  }

  private static let maxScalars = 60
  private static let maxBytes = 180

  private static func name(of document: Document) -> String {
    var stem = ""
    for scalar in document.id.unicodeScalars.prefix(maxScalars) {
      let isSafe =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_.".unicodeScalars.contains(scalar)
      let letter = isSafe ? String(scalar) : "_"
      // Names are bytes to a file system, and of these it takes 255.
      guard stem.utf8.count + letter.utf8.count <= maxBytes else { break }
      stem += letter
    }
    let digest = Fingerprint.of("\(document.source.uri)\n\(document.source.record ?? 0)\n\(document.id)")
    // A name that begins with a point would be hidden.
    return (stem.hasPrefix(".") ? "_" : "") + stem + "-" + String(digest, radix: 16)
  }

  private func annotations(_ document: Document) -> String {
    let index = OffsetIndex(document.text, unit: .codepoint)
    var out = ""
    var number = 0
    var relation = 0
    /// Adds a text-bound annotation; a span over line breaks is several pieces.
    func bound(_ label: String, _ span: TextSpan) -> String {
      number += 1
      let pieces = Self.lines(of: span, document.text)
      let places = pieces.map { "\(index.offset(ofByte: $0.start)) \(index.offset(ofByte: $0.end))" }
      let text = pieces.map { document[$0] }.joined(separator: " ")
      out += "T\(number)\t\(label) \(places.joined(separator: ";"))\t\(text)\n"
      return "T\(number)"
    }
    for entity in document.entities ?? [] {
      let mention = bound(Self.label(entity.label.rawValue), entity.span)
      if entity.name != document[entity.span] {
        out += "#\(number)\tAnnotatorNotes \(mention)\t\(Self.line(entity.name))\n"
      }
    }
    for found in document.numbers ?? [] {
      let mention = bound("Number", found.span)
      out +=
        "#\(number)\tAnnotatorNotes \(mention)\t\(found.kind.rawValue) \(Self.line(SummaryEncoder.reading(found)))\n"
    }
    for quote in document.quotes ?? [] {
      let content = bound("Quote", quote.span)
      if quote.polarity == .denied { out += "A\(number)\tDenied \(content)\n" }
      for (name, label, span) in [("said-by", "Speaker", quote.speaker), ("cued-by", "Cue", quote.cue)] {
        guard let span else { continue }
        let argument = bound(label, span)
        relation += 1
        out += "R\(relation)\t\(name) Arg1:\(content) Arg2:\(argument)\n"
        if name == "said-by", let speaker = quote.speakerName, speaker != document[span] {
          out += "#\(number)\tAnnotatorNotes \(argument)\t\(Self.line(speaker))\n"
        }
      }
    }
    return out
  }

  /// A span without its line breaks.
  private static func lines(of span: TextSpan, _ text: SourceText) -> [TextSpan] {
    var pieces: [TextSpan] = []
    var start = span.start
    for offset in span.range where text.bytes[offset] == 0x0A || text.bytes[offset] == 0x0D {
      if start < offset { pieces.append(TextSpan(start, offset)) }
      start = offset + 1
    }
    if start < span.end { pieces.append(TextSpan(start, span.end)) }
    return pieces.isEmpty ? [span] : pieces
  }

  /// brat's labels have no blanks.
  private static func label(_ text: String) -> String { String(text.map { $0.isWhitespace ? "_" : $0 }) }
  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
