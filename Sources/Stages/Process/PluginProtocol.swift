import Isnad

/// What Isnad and a process say to each other, a line of JSON each: version 1 of the protocol that
/// plugins/PROTOCOL.md describes.
enum PluginProtocol {
  static let version = "isnad-process/1"
  /// Only the normalizer makes these; other stages stand on them.
  static let ownLayers: Set<String> = ["tokens", "sentences", "normalized"]

  /// The first line, to the process.
  static func hello(stage: String, options: JSONValue) -> [UInt8] {
    line(
      .object([
        .init("protocol", .string(version)), .init("stage", .string(stage)), .init("options", options),
      ]))
  }

  /// What a process says of itself.
  struct Introduction: Sendable, Equatable {
    var name: String
    var version: String
    var offsets = OffsetUnit.codepoint
    var layers = StageLayers()

    /// `romanize@0.1`
    var signature: String { "\(name)@\(version)" }
  }

  /// Reads the first line from the process.
  /// - Throws: a ``StageFailure`` with what is wrong, or with what the process says is wrong.
  static func introduction(_ line: [UInt8]) throws(StageFailure) -> Introduction {
    guard let value = try? JSONParser.parse(ArraySlice(line)), case .object = value else {
      throw failure("its first line is no JSON object: '\(excerpt(line))'")
    }
    if let error = value["error"]?.string { throw StageFailure(code: "plugin-refused", message: error) }
    guard value["protocol"]?.string == version else {
      throw failure("it speaks '\(value["protocol"]?.string ?? "?")', and this isnad '\(version)'")
    }
    guard let name = value["name"]?.string, !name.isEmpty else { throw failure("it does not say its 'name'") }
    var introduction = Introduction(name: name, version: value["version"]?.string ?? "0.1")
    if let unit = value["offsets"]?.string {
      guard let unit = OffsetUnit(rawValue: unit) else {
        throw failure("'\(unit)' is no unit of offsets; there are codepoint, utf8 and utf16")
      }
      introduction.offsets = unit
    }
    introduction.layers.requires = try layers("requires", value)
    introduction.layers.uses = try layers("uses", value)
    introduction.layers.provides = try layers("provides", value)
    if let own = introduction.layers.provides.first(where: ownLayers.contains) {
      throw failure("it provides '\(own)', which only the normalizer can")
    }
    return introduction
  }

  private static func layers(_ key: String, _ value: JSONValue) throws(StageFailure) -> [String] {
    guard let list = value[key], !list.isNull else { return [] }
    guard let names = list.array, names.allSatisfy({ $0.string != nil }) else {
      throw failure("'\(key)' is no list of layers")
    }
    return names.compactMap(\.string)
  }

  /// A document as the process gets it, with a line break at the end.
  static func encode(_ document: Document, _ introduction: Introduction) -> [UInt8] {
    let layers = introduction.layers.requires + introduction.layers.uses
    return JSONLinesEncoder(offsets: introduction.offsets, layers: layers.isEmpty ? ["-"] : layers)
      .encode(document)
  }

  /// The lines that ask about documents, the first of which has the key `base`.
  static func requests(_ documents: [[UInt8]], from base: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(documents.reduce(0) { $0 + $1.count + 40 })
    for (index, document) in documents.enumerated() {
      bytes += "{\"key\":\(base + index),\"document\":".utf8
      bytes += document.dropLast()
      bytes += "}\n".utf8
    }
    return bytes
  }

  /// The process's answer to one document.
  struct Answer: Sendable {
    var key: Int
    var value: JSONValue
  }

  /// - Throws: a ``StageFailure`` for a line that answers no document.
  static func answer(_ line: [UInt8]) throws(StageFailure) -> Answer {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(ArraySlice(line))
    } catch {
      throw failure("it answered with what is no JSON (\(error)): '\(excerpt(line))'")
    }
    guard let key = value["key"]?.int else { throw failure("its answer has no 'key': '\(excerpt(line))'") }
    return Answer(key: key, value: value)
  }

  /// Puts what an answer says into the document.
  /// - Throws: a ``StageFailure``: the process's own for this document, or what is wrong with the answer.
  static func apply(_ answer: JSONValue, to document: inout Document, _ introduction: Introduction)
    throws(StageFailure)
  {
    if let error = answer["error"], !error.isNull {
      throw StageFailure(
        code: error["code"]?.string ?? "plugin-error",
        message: error["message"]?.string ?? error.string ?? "the process gives no reason",
        isTransient: error["transient"] == .bool(true))
    }
    if let reason = answer["filter"]?.string { document.filter(reason: reason) }
    if case .object(let members)? = answer["metadata"] {
      for member in members { document.metadata[member.name] = member.value }
    }
    guard let layers = answer["layers"], !layers.isNull else { return }
    guard case .object(let members) = layers else { throw failure("'layers' is no object") }
    let decoder = LayerDecoder(
      document.text, offsets: introduction.offsets, by: introduction.signature + "/process")
    for member in members {
      guard introduction.layers.provides.contains(member.name) else {
        throw failure(
          "it answers with the layer '\(member.name)', which it has not declared under 'provides'")
      }
      try decoder.decode(member.value, layer: member.name, into: &document)
    }
  }

  static func failure(_ message: String) -> StageFailure {
    StageFailure(code: "bad-answer", message: message)
  }

  private static func line(_ value: JSONValue) -> [UInt8] {
    var json = JSONWriter()
    json.value(value)
    json.newline()
    return json.bytes
  }

  private static func excerpt(_ line: [UInt8]) -> String {
    let text = String(decoding: line.prefix(80), as: UTF8.self)
    return line.count > 80 ? text + "…" : text
  }
}
