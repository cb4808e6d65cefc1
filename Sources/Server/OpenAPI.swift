import IsnadJSON

/// What the API is, as an OpenAPI 3.1 document: for programs that make clients and tests of it.
enum OpenAPI {
  static func description(_ settings: ServerSettings) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("openapi", "3.1.0"),
      .init(
        "info",
        [
          "title": "Isnad", "version": "1",
          "description":
            "Turns Arabic news into sourced, structured facts: who, where, how many, when, who said what.",
        ]),
      .init(
        "paths",
        [
          "/v1/annotate": ["post": annotate(settings)],
          "/v1/stages": [
            "get": operation(
              "stages", "The stages of the pipeline, and all that there are.",
              ["200": answer("The stages.", "application/json", ["type": "object"])], settings)
          ],
          "/healthz": [
            "get": operation(
              "health", "Whether the server is there.",
              [
                "200": answer(
                  "It is.", "application/json",
                  [
                    "type": "object", "required": ["status", "pipeline"],
                    "properties": ["status": ["const": "ok"], "pipeline": text],
                  ])
              ], nil)
          ],
          "/metrics": [
            "get": operation(
              "metrics", "Figures of the server and of every stage, in Prometheus' text format.",
              ["200": answer("The figures.", "text/plain", text)], nil)
          ],
          "/openapi.json": [
            "get": operation(
              "description", "This document.",
              ["200": answer("The document.", "application/json", ["type": "object"])], nil)
          ],
        ]),
    ]
    var components: [JSONValue.Member] = [.init("schemas", DocumentSchema.schemas)]
    if settings.token != nil {
      components.append(.init("securitySchemes", ["token": ["type": "http", "scheme": "bearer"]]))
    }
    members.append(.init("components", .object(components)))
    return .object(members)
  }

  static let text: JSONValue = ["type": "string"]

  static func answer(_ description: String, _ type: String, _ schema: JSONValue) -> JSONValue {
    ["description": .string(description), "content": .object([.init(type, ["schema": schema])])]
  }

  static func problem(_ description: String) -> JSONValue {
    answer(description, "application/problem+json", DocumentSchema.reference("Problem"))
  }

  /// - Parameter settings: of a server that may ask for a token; nil where the operation never does.
  static func operation(
    _ id: String, _ summary: String, _ answers: JSONValue, _ settings: ServerSettings?,
    _ more: [JSONValue.Member] = []
  ) -> JSONValue {
    guard case .object(var responses) = answers else { return .null }
    var members: [JSONValue.Member] = [.init("operationId", .string(id)), .init("summary", .string(summary))]
    if settings?.token != nil {
      responses.append(.init("401", problem("The token is missing or wrong.")))
      members.append(.init("security", [["token": []]]))
    }
    members.append(.init("responses", .object(responses)))
    return .object(members + more)
  }

  private static func annotate(_ settings: ServerSettings) -> JSONValue {
    let article = "An article: its text, a web page in which it stands, or an object with 'text'."
    let input: JSONValue = [
      "description": .string("\(article) As JSON Lines, many of them; in a form, one file."),
      "required": true,
      "content": .object([
        .init("application/json", ["schema": DocumentSchema.reference("Article")]),
        // Any bytes in the encoding that the header names; what they hold is for the reader of pages to say.
        .init("text/plain", ["example": "قال الوزير إن 5 أشخاص وصلوا إلى بغداد يوم الثلاثاء."]),
        .init("text/html", ["example": "<article><p>قال الوزير إن 5 أشخاص وصلوا إلى بغداد.</p></article>"]),
        .init("application/x-ndjson", [:]),
      ]),
    ]
    let parameters: JSONValue = [
      [
        "name": "offsets", "in": "query", "description": "The unit of offsets.",
        "schema": ["enum": ["codepoint", "utf8", "utf16"], "default": "codepoint"],
      ],
      [
        "name": "layers", "in": "query",
        "description": "Layers to write, with commas between them; all but tokens and normalized without it.",
        "schema": text,
      ],
    ]
    let done: JSONValue = [
      "description": "The document with what was found, or one a line for JSON Lines.",
      "content": .object([
        .init("application/json", ["schema": DocumentSchema.reference("Document")]),
        .init("application/x-ndjson", ["schema": text]), .init("text/html", ["schema": text]),
      ]),
    ]
    let answers: JSONValue = [
      "200": done, "400": problem("The body is not what it says it is, or a parameter is wrong."),
      "403": problem("The request comes from a page of another site."),
      "406": problem("The answer can't be in a form that is accepted."),
      "408": problem("The body came too slowly, or the work took too long."),
      "413": problem(
        "The body has more than \(settings.maxBodyBytes) bytes or \(settings.maxDocuments) documents."),
      "415": problem("The Content-Type or the Content-Encoding is not known."),
      "422": problem("The body is no article, or a stage failed on it or took it out."),
      "429": problem("More than \(settings.maxRequests) requests are being worked on."),
    ]
    return operation(
      "annotate", "Annotates an article, or many as JSON Lines.", answers, settings,
      [.init("parameters", parameters), .init("requestBody", input)])
  }
}
