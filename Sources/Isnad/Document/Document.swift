@_exported import IsnadText

/// One article: id, source, metadata, the original text, and layers of annotations.
///
/// A document is a value. Its text is shared by all copies and never changed; stages add layers.
public struct Document: Sendable {
  /// The input's id, else made of source and position.
  public var id: String
  public let source: DocumentSource
  public var metadata: Metadata
  /// The original text; every offset of every layer points into it.
  public let text: SourceText
  public var layers = LayerSet()
  /// What went wrong on the way in stages whose `on-error` is `pass`.
  public var errors: [DocumentError] = []
  /// Why a stage took the document out of the run; nil for all others.
  public private(set) var filterReason: String?

  public init(
    id: String, source: DocumentSource, metadata: Metadata = [:], text: SourceText
  ) {
    self.id = id
    self.source = source
    self.metadata = metadata
    self.text = text
  }

  /// A layer by its key; nil where no stage has provided it, or where it holds something else.
  public subscript<Key: LayerKey>(key: Key.Type) -> Key.Value? {
    get {
      guard let layer = layers[named: key.name] else { return nil }
      return layer as? Key.Value ?? (try? Self.decoded(layer, key))
    }
    set { layers[key] = newValue }
  }

  /// A layer that the stage can't do without, as its description says.
  /// - Throws: a ``StageFailure`` where no stage has provided it, or where it holds something else.
  public func require<Key: LayerKey>(_ key: Key.Type) throws(StageFailure) -> Key.Value {
    guard let layer = layers[named: key.name] else {
      throw StageFailure(code: "missing-layer", message: "the document has no layer '\(key.name)'")
    }
    if let value = layer as? Key.Value { return value }
    if let value = try Self.decoded(layer, key) { return value }
    throw StageFailure(
      code: "wrong-layer",
      message: "the layer '\(key.name)' holds \(type(of: layer)), and is read as \(Key.Value.self)")
  }

  /// The layer, where it came from a process and the key can read that.
  private static func decoded<Key: LayerKey>(
    _ layer: any LayerValue, _ key: Key.Type
  ) throws(StageFailure) -> Key.Value? {
    guard let foreign = layer as? [ForeignAnnotation] else { return nil }
    return try key.decode(foreign)
  }

  /// Takes the document out of the run. The run report counts documents by `reason`, so keep to
  /// a few fixed words.
  public mutating func filter(reason: String) { filterReason = reason }

  /// The text of a span.
  public subscript(span: TextSpan) -> String { text[span] }
}

/// Where a document comes from.
public struct DocumentSource: Sendable, Hashable {
  /// The path as the user gave it or as it was found; `-` for standard input.
  public var uri: String
  /// Which record of the source, from 1; nil where the source is one document.
  public var record: Int?
  /// Where the record starts in the source, in bytes.
  public var byteOffset: Int

  public init(uri: String, record: Int? = nil, byteOffset: Int = 0) {
    self.uri = uri
    self.record = record
    self.byteOffset = byteOffset
  }

  /// The place as a person finds it: `news.jsonl:1000`.
  public var place: String {
    guard let record else { return uri }
    // Documents without an id are called so, and to put it together piece by piece takes four times as long.
    let number = String(record).utf8
    return String(unsafeUninitializedCapacity: uri.utf8.count + 1 + number.count) { bytes in
      let colon = bytes.initialize(fromContentsOf: uri.utf8)
      bytes.initializeElement(at: colon, to: UInt8(ascii: ":"))
      return bytes[(colon + 1)...].initialize(fromContentsOf: number)
    }
  }
}

/// An error that a document carries on, since the stage said `on-error: pass`.
public struct DocumentError: Sendable, Hashable {
  public let stage: String
  public let code: String
  public let message: String

  public init(stage: String, code: String, message: String) {
    self.stage = stage
    self.code = code
    self.message = message
  }
}
