import CYAML

/// Reads a YAML file into nodes through libyaml's events.
public enum YAMLParser {
  /// - Returns: the root node; an empty file gives an empty plain scalar.
  /// - Throws: ``YAMLError`` with the place, for malformed YAML, a duplicate key, an unknown or
  ///   recursive alias, a second document, or a file beyond `limits`.
  public static func parse(
    _ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLError) -> YAMLNode {
    guard bytes.count <= limits.bytes else {
      throw YAMLError(
        code: .tooLarge, place: YAMLPlace(line: 1, column: 1),
        message: "the file has \(bytes.count) bytes; a pipeline may have \(limits.bytes)")
    }
    let source = YAMLSource(bytes)
    let result: Result<YAMLNode, YAMLError> = source.bytes.withUnsafeBufferPointer { buffer in
      var parser = yaml_parser_t()
      guard yaml_parser_initialize(&parser) == 1 else {
        return .failure(
          YAMLError(
            code: .syntax, place: YAMLPlace(line: 1, column: 1),
            message: "libyaml could not start: out of memory"))
      }
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var builder = YAMLBuilder(limits: limits)
      do throws(YAMLError) {
        while let event = try next(&parser, source) { try builder.handle(event) }
        return .success(try builder.finish())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  public static func parse(_ text: String) throws(YAMLError) -> YAMLNode {
    try parse(Array(text.utf8))
  }

  /// The next event, or nil after the last one.
  private static func next(_ parser: inout yaml_parser_t, _ source: YAMLSource) throws(YAMLError)
    -> YAMLEvent?
  {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else { throw problem(parser, source) }
    defer { yaml_event_delete(&event) }
    let place = source.place(event.start_mark)
    switch event.type {
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return nil
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(.documentStart, place)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      return YAMLEvent(
        .scalar(YAMLNode.Scalar(text: text, isPlain: isPlain)), place, anchor: name(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      return YAMLEvent(.sequenceStart, place, anchor: name(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      return YAMLEvent(.mappingStart, place, anchor: name(event.data.mapping_start.anchor))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return YAMLEvent(.end, place)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(.alias(name(event.data.alias.anchor) ?? ""), place)
    default: return YAMLEvent(.other, place)
    }
  }

  private static func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func problem(_ parser: yaml_parser_t, _ source: YAMLSource) -> YAMLError {
    let problem = parser.problem.map { String(cString: $0) } ?? "the YAML can't be read"
    // A reader's problem (bad UTF-8, a control character) has an offset and no mark.
    let place =
      parser.error == YAML_READER_ERROR
      ? source.place(ofByte: parser.problem_offset) : source.place(parser.problem_mark)
    return YAMLError(code: .syntax, place: place, message: explain(problem))
  }

  /// libyaml's sentences, with what to do where people meet them most.
  private static func explain(_ problem: String) -> String {
    switch problem {
    case "found character that cannot start any token":
      "\(problem); tabs can't indent and a value with @ ` or % at its start wants quotation marks"
    case "found a tab character that violates indentation": "\(problem); indent with spaces"
    case "mapping values are not allowed in this context":
      "\(problem); a value with ': ' in it wants quotation marks"
    case "did not find expected key", "did not find expected '-' indicator":
      "\(problem); look at the indentation here and above"
    default: problem
    }
  }
}

extension YAMLPlace {
  init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}
