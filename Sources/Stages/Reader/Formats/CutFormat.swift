import Isnad

/// A form of the distribution: it knows the reader's options, and most hold several documents in a file.
protocol CutFormat: ReaderFormat {
  /// Whether a file is one document.
  var isOne: Bool { get }
  /// The same, for a reader with these options.
  func isOne(_ settings: CutterSettings) -> Bool
  /// Whether the first bytes are looked at though the file's name says the form: they may be something else.
  var isLookedAt: Bool { get }
  /// Whether the bytes behind damage in a compressed file make sense by themselves.
  var skipsDamage: Bool { get }
  /// Whether what is added to a file at its end is more records, so that one that grows can be followed.
  func canGrow(_ settings: CutterSettings) -> Bool
  /// Whether the cutter finds the place itself where an interrupted run was, from the file's beginning.
  var findsPlace: Bool { get }
  /// Cuts a file into records.
  /// - Throws: ``UnreadableInput``; a ``Diagnostic`` where it is not the file that an interrupted run had read.
  func cutter(_ input: CutInput) throws -> any RecordCutter
  /// A digest of what is read of a file, where that is not its bytes.
  func content(of file: InputFile, _ settings: CutterSettings) -> UInt64?
  func decode(_ record: Record, with decoders: Decoders) throws -> Document
}

extension CutFormat {
  var isOne: Bool { false }
  func isOne(_ settings: CutterSettings) -> Bool { isOne }
  var isLookedAt: Bool { isOne }
  var skipsDamage: Bool { false }
  var findsPlace: Bool { false }
  func canGrow(_ settings: CutterSettings) -> Bool { false }
  func content(of file: InputFile, _ settings: CutterSettings) -> UInt64? { nil }

  func cutter(_ input: CutInput) throws -> any RecordCutter {
    throw UnreadableInput(message: "a file of it is one document")
  }

  public func decode(_ record: Record, context: StageContext) throws -> Document {
    try decode(record, with: Decoders(FieldMap(), .auto, context))
  }
}

/// A file that is to be cut.
struct CutInput {
  /// In UTF-8 where the form is text.
  let source: any ByteSource
  /// The same as it stands in the file.
  let stream: ByteStream
  /// Nil for what comes through a pipe.
  let file: InputFile?
  let name: String
  /// Where an interrupted run was in it.
  let resumed: InputPosition.Current?
  let settings: CutterSettings
  /// Whether more may be added to it while it is read.
  var isGrowing = false

  var maxBytes: Int { settings.maxBytes }
}

/// What makes documents of records, with the reader's options.
struct Decoders: Sendable {
  let values: RecordDecoder
  let pages: PageDecoder

  init(_ fields: FieldMap, _ encoding: TextEncoding, _ context: StageContext) {
    values = RecordDecoder(fields: fields)
    pages = PageDecoder(encoding: encoding, maxBytes: context.maxDocumentBytes, stage: context.id)
  }
}
