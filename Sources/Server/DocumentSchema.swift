import IsnadJSON

/// JSON Schemas of what goes into the API and comes out of it.
enum DocumentSchema {
  static let schemas: JSONValue = [
    "Article": article, "Document": document, "Problem": problem, "Part": part, "Entity": entity,
    "Number": number,
    "Quote": quote, "Figure": figure,
  ]

  private static let text: JSONValue = ["type": "string"]
  private static let optionalText: JSONValue = ["type": ["string", "null"]]
  private static let integer: JSONValue = ["type": "integer"]
  private static let optionalNumber: JSONValue = ["type": ["number", "null"]]
  private static let share: JSONValue = ["type": ["number", "null"], "minimum": 0, "maximum": 1]

  private static func object(_ properties: JSONValue, required: JSONValue? = nil) -> JSONValue {
    guard case .object(let members) = properties else { return .null }
    return [
      "type": "object", "properties": properties,
      "required": required ?? .array(members.map { .string($0.name) }),
    ]
  }

  private static func list(of name: String) -> JSONValue {
    ["type": "array", "items": reference(name)]
  }

  private static func optional(_ name: String) -> JSONValue {
    ["anyOf": [reference(name), ["type": "null"]]]
  }

  static func reference(_ name: String) -> JSONValue { ["$ref": "#/components/schemas/\(name)"] }

  private static let article: JSONValue = [
    "type": "object", "required": ["text"],
    "properties": [
      "text": [
        "anyOf": [
          ["type": "string"],
          ["type": "array", "items": ["type": ["string", "null"]], "contains": ["type": "string"]],
        ],
        "description":
          "The article, or a list of its paragraphs. Its first line is the title where an empty line follows.",
      ],
      "id": ["type": ["string", "number", "null"]],
      "metadata": [
        "type": ["object", "null"],
        "description": "title, date (ISO 8601), outlet, url, language, country, and what else is known.",
      ],
    ],
    "description": "Other members with a single value become metadata.",
  ]

  private static let problem = object(
    [
      "type": text, "title": text, "status": integer, "detail": text,
      "field": [
        "type": "string", "description": "The header, the parameter, the member or the line that is wrong.",
      ],
    ], required: ["type", "title", "status", "detail"])

  private static let part = object(["start": integer, "end": integer, "text": text])

  private static let document = object(
    [
      "schema": ["const": "isnad/1"], "offsets": ["enum": ["codepoint", "utf8", "utf16"]], "id": text,
      "source": ["type": "object"], "metadata": ["type": "object"], "text": text,
      "sentences": ["type": "array", "items": ["type": "object", "required": ["start", "end"]]],
      "entities": list(of: "Entity"), "numbers": list(of: "Number"), "quotes": list(of: "Quote"),
      "figures": list(of: "Figure"),
      "layers": ["type": "object"], "errors": ["type": "array"],
    ])

  private static let entity = object([
    "id": text, "start": integer, "end": integer, "text": text, "label": text, "name": text, "cluster": text,
    "kb_id": optionalText, "country": optionalText, "latitude": optionalNumber, "longitude": optionalNumber,
    "confidence": share, "by": text,
  ])

  private static let number = object([
    "id": text, "start": integer, "end": integer, "text": text, "kind": text, "value": optionalNumber,
    "min": optionalNumber, "max": optionalNumber, "unit": optionalText, "currency": optionalText,
    "iso": optionalText, "hijri": optionalText, "modifier": optionalText, "by": text,
  ])

  private static let quote = object([
    "id": text, "start": integer, "end": integer, "text": text,
    "kind": ["enum": ["direct", "indirect", "mixed"]],
    "polarity": ["enum": ["asserted", "denied"]], "cue": optional("Part"), "speaker": optional("Part"),
    "speaker_name": optionalText, "speaker_type": text, "speaker_entity": optionalText,
    "via": optional("Part"),
    "nested_in": optionalText, "confidence": share, "by": text,
  ])

  private static let figure = object([
    "id": text, "start": integer, "end": integer, "text": text, "number": text, "value": optionalNumber,
    "min": optionalNumber, "max": optionalNumber, "unit": optionalText, "modifier": optionalText,
    "event": optionalText, "trigger": optional("Part"), "subject": optional("Part"),
    "place": optional("Part"),
    "place_entity": optionalText, "place_scope": ["enum": ["clause", "sentence", .null]],
    "inferred_place": optional("Part"), "inferred_place_entity": optionalText, "time": optional("Part"),
    "time_number": optionalText, "source_name": optionalText, "source_entity": optionalText,
    "quote": optionalText, "part_of": optionalText, "polarity": ["enum": ["asserted", "denied"]],
    "confidence": share, "by": text,
  ])
}
