#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadJSON

  extension OpenAPI {
    /// What the API of an archive is.
    static func archive(_ settings: ServerSettings) -> JSONValue {
      let object: JSONValue = ["type": "object"]
      let wrong: JSONValue.Member = .init("400", problem("A parameter is wrong."))
      let missing: JSONValue.Member = .init("404", problem("There is none of this id."))
      func get(
        _ id: String, _ summary: String, _ parameters: [JSONValue], _ answers: [JSONValue.Member],
        types: [(String, JSONValue)] = [("application/json", ["type": "object"])]
      ) -> JSONValue {
        let done: JSONValue.Member = .init(
          "200",
          [
            "description": .string(summary),
            "headers": ["ETag": ["schema": text, "description": "Send it as If-None-Match."]],
            "content": .object(types.map { .init($0.0, ["schema": $0.1]) }),
          ])
        return [
          "get": operation(
            id, summary,
            .object(
              [done, .init("304", ["description": "What If-None-Match names is what there is."])] + answers
                + [.init("429", problem("More than \(settings.maxRequests) requests are being worked on."))]),
            settings, [.init("parameters", .array(parameters))])
        ]
      }
      let described: JSONValue = [
        "/v1/archive/quotes": get(
          "quotes", "Quotes that answer a search, a page of them.",
          question + [
            cursor, limit(20), choice("format", ["json", "jsonl", "csv", "citation"], "json"),
          ], [wrong],
          types: [
            ("application/json", object), ("application/jsonl", text), ("text/csv", text),
            ("text/plain", text),
          ]),
        "/v1/archive/facets": get(
          "facets", "How many quotes that answer a search are whose, where, how and when.", question,
          [wrong]),
        "/v1/archive/people": get(
          "people", "Persons, organisations and places across articles, those in most articles first.",
          [
            parameter("name", "The beginning of a name, in any spelling.", text),
            parameter("label", "Such as PER, ORG, LOC.", text), limit(50),
            parameter(
              "offset", "How many to leave out.", ["type": "integer", "minimum": 0, "maximum": 1_000_000]),
          ], [wrong]),
        "/v1/archive/people/{id}": get(
          "person", "What the archive tells of somebody.", [inPath("id", text)], [wrong, missing]),
        "/v1/archive/articles/{key}": get(
          "article", "An article with what was found in it.", [inPath("key", ["type": "integer"])],
          [wrong, missing],
          types: [("application/json", DocumentSchema.reference("Document"))]),
        "/v1/archive/articles/{key}/also": get(
          "also", "Other articles of the same story, those with the most words in common first.",
          [inPath("key", ["type": "integer"])], [wrong, missing]),
        "/v1/archive/figures": get(
          "figures", "The newest figures of an event, a place or a source.",
          [
            choice("event", Figure.Event.allCases.map(\.rawValue), nil),
            parameter("place", "The id of a place.", id),
            parameter("source", "The id of who says it.", id),
            limit(200),
          ], [wrong]),
        "/healthz": [
          "get": operation(
            "health", "Whether the server is there.",
            [
              "200": answer("It is.", "application/json", object),
              "304": ["description": "What If-None-Match names is what there is."],
            ], nil)
        ],
        "/metrics": [
          "get": operation(
            "metrics", "Figures of the server, in Prometheus' text format.",
            ["200": answer("The figures.", "text/plain", text)], nil)
        ],
        "/openapi.json": [
          "get": operation(
            "description", "This document.",
            [
              "200": answer("The document.", "application/json", object),
              "304": ["description": "What If-None-Match names is what there is."],
            ], nil)
        ],
      ]
      guard case .object(var paths) = described else { return .null }
      if settings.corrections != nil { paths.append(.init("/v1/archive/corrections", corrections(settings))) }
      var members: [JSONValue.Member] = [
        .init("openapi", "3.1.0"),
        .init(
          "info",
          [
            "title": "Isnad archive", "version": "1",
            "description": "Who said what, people across articles, figures over time.",
          ]),
        .init("paths", .object(paths)),
      ]
      var components: [JSONValue.Member] = [.init("schemas", DocumentSchema.schemas)]
      if settings.token != nil {
        components.append(.init("securitySchemes", ["token": ["type": "http", "scheme": "bearer"]]))
      }
      members.append(.init("components", .object(components)))
      return .object(members)
    }

    private static func corrections(_ settings: ServerSettings) -> JSONValue {
      func kind(_ name: String, _ more: [JSONValue.Member] = [], needs: [String] = []) -> JSONValue {
        let members: [JSONValue.Member] = [
          .init(
            "article",
            [
              "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991,
              "description": "The key of an article.",
            ]),
          .init("quote", ["type": "string", "maxLength": 32, "description": "The id of one of its quotes."]),
          .init("wrong", ["const": .string(name)]),
        ]
        return [
          "type": "object", "required": .array((["article", "quote", "wrong"] + needs).map { .string($0) }),
          "properties": .object(members + more), "additionalProperties": false,
        ]
      }
      func words(_ name: String, _ least: Int, _ most: Int) -> JSONValue.Member {
        .init(
          name,
          [
            "type": "string", "minLength": .integer(least), "maxLength": .integer(most),
            "pattern": least > 0 ? "\\S" : ".*",
          ])
      }
      func values(_ name: String, _ values: [String]) -> JSONValue.Member {
        .init(name, ["enum": .array(values.map { .string($0) })])
      }
      let schema: JSONValue = [
        "oneOf": [
          kind("not-a-quote"),
          kind("content", [words("content", 1, Correction.longestContent)], needs: ["content"]),
          kind(
            "speaker",
            [words("speaker", 0, Correction.longestSpeaker), values("label", Correction.labels)],
            needs: ["speaker"]),
          kind(
            "polarity", [values("polarity", Quote.Polarity.allCases.map(\.rawValue))], needs: ["polarity"]),
          kind("kind", [values("kind", Quote.Kind.allCases.map(\.rawValue))], needs: ["kind"]),
        ]
      ]
      let object: JSONValue = ["type": "object"]
      return [
        "post": operation(
          "correct", "Marks a quote as wrong, and says what is right.",
          [
            "200": answer("The mark was there already.", "application/json", object),
            "201": answer("The mark is in the file of corrections.", "application/json", object),
            "400": problem("The body is no correction."), "403": problem("A page of another site asks."),
            "404": problem("There is no such article, or no such quote in it."),
            "413": problem("The body has more than \(CorrectionsEndpoint.maxBytes) bytes."),
            "415": problem("The body is not application/json."),
            "422": problem("The words do not stand in the article."),
            "429": problem("More requests, or more corrections, came than the server takes."),
            "507": problem("The file of corrections may not become larger."),
          ], settings,
          [
            .init(
              "requestBody",
              ["required": true, "content": .object([.init("application/json", ["schema": schema])])])
          ])
      ]
    }

    private static let id: JSONValue = ["type": "string", "pattern": "^[0-9a-z]{1,11}$"]
    private static let cursor = parameter(
      "after", "What the page before gave as its 'next'.", ["type": "string", "pattern": "^[0-9a-z]{1,11}$"])

    private static var question: [JSONValue] {
      [
        parameter(
          "q",
          "Words in any form, \"phrases\", -exclusions, speaker:, about:, outlet:, since:, until:, kind:, polarity:.",
          ["type": "string", "maxLength": .integer(ArchiveQuestion.maxLength)]),
        parameter("speaker", "The id of who speaks.", id),
        parameter("outlet", "The whole name of an outlet.", text),
        choice("kind", Quote.Kind.allCases.map(\.rawValue), nil),
        choice("polarity", Quote.Polarity.allCases.map(\.rawValue), nil), date("since"), date("until"),
        choice("sort", ArchiveQuestion.Order.allCases.map(\.rawValue), "date"),
      ]
    }

    private static func parameter(_ name: String, _ description: String, _ schema: JSONValue) -> JSONValue {
      ["name": .string(name), "in": "query", "description": .string(description), "schema": schema]
    }

    private static func choice(_ name: String, _ values: [String], _ usual: String?) -> JSONValue {
      var schema: [JSONValue.Member] = [.init("enum", .array(values.map { .string($0) }))]
      if let usual { schema.append(.init("default", .string(usual))) }
      return parameter(name, "One of these.", .object(schema))
    }

    private static func date(_ name: String) -> JSONValue {
      parameter(
        name, "A day, a month or a year.",
        ["type": "string", "pattern": "^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"])
    }

    private static func limit(_ usual: Int) -> JSONValue {
      parameter(
        "limit", "How many at the most.",
        [
          "type": "integer", "minimum": 1, "maximum": .integer(ArchiveService.maxPage),
          "default": .integer(usual),
        ])
    }

    private static func inPath(_ name: String, _ schema: JSONValue) -> JSONValue {
      ["name": .string(name), "in": "path", "required": true, "schema": schema]
    }
  }
#endif
