import Isnad

/// Names, numbers, and what plug-ins found, as tables with links into the text.
struct FactTables {
  /// A layer that the page knows nothing of.
  struct ForeignLayer {
    struct Row {
      /// Bytes; nil where an annotation has no place.
      let span: TextSpan?
      let by: String
      let fields: [(name: String, value: String)]

      var summary: String { fields.map { "\($0.name): \($0.value)" }.joined(separator: " · ") }
    }

    let name: String
    /// Begins the ids of its annotations.
    let key: String
    let rows: [Row]
  }

  private static let known: Set<String> = [
    "sentences", "tokens", "normalized", "entities", "numbers", "quotes", "figures",
  ]
  private static let placeFields: Set<String> = ["start", "end", "text", "by"]
  private static let geoNames = "geonames:"
  /// Links to mentions of one name.
  private static let maxLinks = 30

  private let view: ArticleView
  private var document: Document { view.document }

  init(_ view: ArticleView) { self.view = view }

  static func foreignLayers(_ document: Document) -> [ForeignLayer] {
    document.layers.names.filter { !known.contains($0) }.enumerated().map { number, name in
      let rows = document.layers[named: name].map { FieldCollector.rows(of: $0, in: document.text) } ?? []
      return ForeignLayer(
        name: name, key: "x\(number + 1)-",
        rows: rows.map { row in
          var span: TextSpan?
          if let start = row["start"].flatMap({ Int($0) }), let end = row["end"].flatMap({ Int($0) }),
            document.text.isValid(TextSpan(start, end))
          {
            span = TextSpan(start, end)
          }
          return ForeignLayer.Row(
            span: span, by: row["by"] ?? "",
            fields: row.filter { !placeFields.contains($0.key) }.map { ($0.key, $0.value) })
        })
    }
  }

  func write(_ html: inout HTMLWriter) {
    figures(&html)
    entities(&html)
    numbers(&html)
    for layer in Self.foreignLayers(document) where !layer.rows.isEmpty { foreign(layer, &html) }
  }

  private func table(
    _ columns: [String], _ html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
  ) {
    html.element("table") { html in
      html.element("thead") { html in
        html.element("tr") { html in
          for column in columns { html.element("th", ["scope": "col"], column) }
        }
      }
      html.element("tbody") { body(&$0) }
    }
  }

  private func link(_ name: String, _ text: String, _ html: inout HTMLWriter) {
    html.element("a", ["href": "#\(view.id(name))"]) { $0.element("bdi", text) }
  }

  // MARK: Figures

  /// What, how many, where, when, and on whose word.
  private func figures(_ html: inout HTMLWriter) {
    let figures = (document.figures ?? []).filter { $0.event != nil }
    guard !figures.isEmpty else { return }
    view.section(view.words.figures, "figures", &html) { html in
      table(view.words.figureColumns, &html) { html in
        for figure in figures { row(figure, &html) }
      }
    }
  }

  private func row(_ figure: Figure, _ html: inout HTMLWriter) {
    html.element(
      "tr",
      [
        "data-kind": figure.event.map { "figure-\($0.rawValue)" }, "data-speaker": figure.sourceName,
        "data-event": figure.event?.rawValue, "data-event-name": figure.event.map(view.words.event),
        "data-item": view.id("f\(figure.id)"), "id": view.id("f\(figure.id)"),
      ]
    ) { html in
      html.element("th", ["scope": "row"]) { link("n\(figure.number)", document[figure.span], &$0) }
      html.element("td", figure.event.map(view.words.event) ?? "")
      html.element("td") { html in
        if let place = figure.place {
          part(place, figure.placeEntity.map { "e\($0)" }, &html)
        } else if let place = figure.inferredPlace {
          part(place, figure.inferredPlaceEntity.map { "e\($0)" }, &html)
          html.text(" ")
          html.element("span", ["class": "inferred"], view.words.inferred)
        }
      }
      html.element("td") { html in
        if let time = figure.time { part(time, figure.timeNumber.map { "n\($0)" }, &html) }
      }
      html.element("td") { html in
        if figure.polarity == .denied { html.text(view.words.denied + " ") }
        guard let source = figure.sourceName else { return html.text("—") }
        if let quote = figure.quote {
          link("q\(quote)-card", source, &html)
        } else {
          html.element("bdi", source)
        }
      }
    }
    html.lineBreak()
  }

  private func part(_ span: TextSpan, _ name: String?, _ html: inout HTMLWriter) {
    if let name { link(name, document[span], &html) } else { html.element("bdi", document[span]) }
  }

  // MARK: Names

  private func entities(_ html: inout HTMLWriter) {
    guard let entities = document.entities, !entities.isEmpty else { return }
    var clusters: OrderedDictionary<Int, [Entity]> = [:]
    for entity in entities { clusters[entity.cluster, default: []].append(entity) }
    let sorted = clusters.values.enumerated().sorted {
      ($0.element.count, $1.offset) > ($1.element.count, $0.offset)
    }
    view.section(view.words.entities, "entities", &html) { html in
      table(view.words.entityColumns, &html) { html in
        for (_, mentions) in sorted { row(mentions, &html) }
      }
    }
  }

  private func row(_ mentions: [Entity], _ html: inout HTMLWriter) {
    guard let first = mentions.first else { return }
    html.element(
      "tr",
      [
        "data-kind": first.label.rawValue, "data-cluster": "c\(first.cluster)",
        "data-name": first.name, "data-item": view.id("c\(first.cluster)"),
      ]
    ) { html in
      html.element("th", ["scope": "row"]) { html in
        html.element("bdi", first.name)
        if let place = mentions.lazy.compactMap(\.kbID).first { knowledge(place, &html) }
      }
      html.element("td", view.words.label(first.label))
      html.element("td", ["class": "places"]) { html in
        for entity in mentions.prefix(Self.maxLinks) {
          html.element(
            "a", ["href": "#\(view.id("e\(entity.id)"))"],
            String(view.paragraph(of: entity.span.start)))
          html.text(" ")
        }
        if mentions.count > Self.maxLinks { html.text("(\(mentions.count))") }
      }
    }
    html.lineBreak()
  }

  /// The entity in a knowledge base, with a link where the page knows the way. A reader who follows it leaves the
  /// page; nothing is fetched for it.
  private func knowledge(_ id: String, _ html: inout HTMLWriter) {
    let number = id.hasPrefix(Self.geoNames) ? Int(id.dropFirst(Self.geoNames.count)) : nil
    html.text(" ")
    if let number {
      html.element(
        "a",
        [
          "class": "kb", "dir": "ltr", "href": "https://www.geonames.org/\(number)",
          "rel": "noreferrer noopener",
        ], id)
    } else {
      html.element("bdi", ["class": "kb"], id)
    }
  }

  // MARK: Numbers

  private func numbers(_ html: inout HTMLWriter) {
    guard let numbers = document.numbers, !numbers.isEmpty else { return }
    view.section(view.words.numbers, "numbers", &html) { html in
      table(view.words.numberColumns, &html) { html in
        for number in numbers {
          let item = view.id("n\(number.id)")
          html.element("tr", ["data-kind": number.kind.rawValue, "data-item": item]) { html in
            html.element("th", ["scope": "row"]) { link("n\(number.id)", document[number.span], &$0) }
            html.element("td") { html in
              html.element("bdi", ["dir": "ltr"], number.reading.figure ?? "—")
              if let unit = number.reading.unit {
                html.text(" ")
                html.element("bdi", unit)
              }
              if let hijri = number.hijri {
                html.element("bdi", ["class": "hijri", "dir": "ltr"], "\(hijri) هـ")
              }
            }
            html.element("td", view.words.kind(number.kind))
          }
          html.lineBreak()
        }
      }
    }
  }

  // MARK: Layers of plug-ins

  private func foreign(_ layer: ForeignLayer, _ html: inout HTMLWriter) {
    view.section(layer.name, layer.key + "layer", &html) { html in
      table(view.words.foreignColumns, &html) { html in
        for (position, row) in layer.rows.enumerated() {
          let name = "\(layer.key)\(position + 1)"
          html.element("tr", ["data-kind": layer.name, "data-item": view.id(name)]) { html in
            html.element("th", ["scope": "row"]) { html in
              if let span = row.span { link(name, document[span], &html) }
            }
            html.element("td", ["dir": "auto"], row.summary)
            html.element("td") { $0.element("code", ["dir": "ltr"], row.by) }
          }
          html.lineBreak()
        }
      }
    }
  }
}
