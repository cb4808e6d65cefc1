/// A form that the stage `reader` reads: `use: reader, with: { paths: [news], format: docx }`.
///
/// A file of it is one document. A source that holds several, or is no file, is a ``Reader`` of its own.
public protocol ReaderFormat: DocumentFormat {
  init()
  /// Whether the first bytes of a file, some four thousand, are those of this form. Asked where a file's name says
  /// nothing; of a compressed file it is what is in it.
  func recognises(_ head: [UInt8]) -> Bool
  /// Whether a file is letters, which the reader puts into UTF-8 before (its option `encoding`). Not for a form that
  /// says itself how its letters are written, or has none.
  var isText: Bool { get }
  /// Whether a folder is searched for such files where nobody asks for them.
  var isSearched: Bool { get }
  /// Makes a document of a file. The document's id is best the record's place.
  /// - Throws: a ``StageFailure`` for a file that is no document.
  func decode(_ record: Record, context: StageContext) throws -> Document
}

extension ReaderFormat {
  public func recognises(_ head: [UInt8]) -> Bool { false }
  public var isText: Bool { false }
  public var isSearched: Bool { true }
}

/// The forms that a reader knows, in the order in which they are asked for a file whose name says nothing.
public struct ReaderFormats: Sendable {
  /// How a compressed file ends, behind what its content would end in.
  public static let packed: Set<String> = ["gz", "gzip", "zst", "zstd"]

  private var types: OrderedDictionary<String, any ReaderFormat.Type> = [:]
  private var endings: [String: String] = [:]

  public init(_ formats: [any ReaderFormat.Type] = []) {
    for format in formats { register(format) }
  }

  /// Adds a form; one of the same name, or of the same ending, is replaced.
  public mutating func register(_ format: any ReaderFormat.Type) {
    types[format.format.name] = format
    for ending in format.format.extensions { endings[ending] = format.format.name }
  }

  public var isEmpty: Bool { types.isEmpty }
  public var all: [any DocumentFormat.Type] { types.values.map { $0 } }
  public var descriptions: [FormatDescription] { types.values.map { $0.format } }

  /// The endings that a folder is searched for, each with its point.
  public var searched: [String] {
    types.values.filter { $0.init().isSearched }.flatMap { $0.format.extensions }.map { ".\($0)" }
  }

  public subscript(name: String) -> (any ReaderFormat)? { types[name]?.init() }

  /// The form that a file's name tells, of a compressed file that of what is in it.
  public func named(by file: String) -> String? {
    var parts = file.lowercased().split(separator: ".").map(String.init)
    guard parts.count > 1 else { return nil }
    if Self.packed.contains(parts[parts.count - 1]) { parts.removeLast() }
    return parts.count > 1 ? endings[parts[parts.count - 1]] : nil
  }

  /// The form that the first bytes of a file show; nil where they could be any text.
  public func shown(by head: [UInt8]) -> String? {
    types.first { $0.value.init().recognises(head) }?.key
  }
}

extension StageType {
  /// The same stage with the forms that are read: for the option that says which, and for the stage itself.
  func reading(_ formats: ReaderFormats) -> StageType {
    guard kind == .reader, let option = options.first(where: \.namesForm),
      case .form(let words)? = option.formTrait
    else {
      return self
    }
    let names = words + formats.descriptions.map(\.name)
    let known = OptionDescription(
      name: option.name, help: FormatDescription.help(formats.descriptions) + " " + option.help,
      typeName: names.joined(separator: " | "), defaultText: option.defaultText,
      isRequired: option.isRequired,
      schema: .object([.init("enum", .array(names.map { .string($0) }))]),
      traits: option.traits)
    let plain = self
    @Sendable func unknown(_ node: YAMLNode?, _ file: String) -> Diagnostic? {
      guard let word = node?[option.name], let text = word.scalar?.text, !names.contains(text)
      else {
        return nil
      }
      let error = OptionError.expected("one of \(names.joined(separator: ", "))", word)
      return Diagnostic(
        .invalidOption, "'\(option.name)' of '\(plain.description.name)' \(error.message).",
        at: Diagnostic.Place(file, word.place))
    }
    return StageType(
      description: description, options: { plain.options.map { $0.name == option.name ? known : $0 } },
      kind: kind, isAsynchronous: isAsynchronous, layers: layers,
      check: { node, file, place in
        (unknown(node, file).map { [$0] } ?? []) + plain.check(node, file, place)
      },
      make: { node, file, context in
        if let problem = unknown(node, file) { throw problem }
        var context = context
        context.readerFormats = formats
        return try await plain.make(node, file, context)
      })
  }
}

extension OptionDescription {
  var formTrait: OptionTrait? { traits.first { if case .form = $0 { true } else { false } } }
  var namesForm: Bool { formTrait != nil }
}
