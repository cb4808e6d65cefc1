import Isnad

/// Makes a document of a record by its form.
///
/// What a form is, is asked once: to ask each time costs as much as a short document.
struct RecordDecoding: Sendable {
  private enum Form {
    /// It knows the reader's options.
    case own(any CutFormat)
    /// A plug-in's.
    case foreign(any ReaderFormat)

    init(_ form: any ReaderFormat) {
      self = (form as? any CutFormat).map(Form.own) ?? .foreign(form)
    }
  }

  private var forms: OrderedDictionary<String, Form> = [:]
  private let decoders: Decoders
  private let context: StageContext

  init(_ formats: ReaderFormats, _ decoders: Decoders, _ context: StageContext) {
    self.decoders = decoders
    self.context = context
    for name in formats.descriptions.map(\.name) { forms[name] = formats[name].map(Form.init) }
    forms[FollowedPage.format.name] = .own(FollowedPage())
  }

  /// - Throws: a ``StageFailure`` for a record that is no document.
  func document(_ record: Record) throws -> Document {
    switch forms[record.format] ?? .own(TextInput()) {
    case .own(let form): try form.decode(record, with: decoders)
    case .foreign(let form): try form.decode(record, context: context)
    }
  }
}
