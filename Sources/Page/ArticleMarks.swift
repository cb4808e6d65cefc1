import Isnad

/// Everything that is drawn in an article's text.
struct ArticleMarks {
  private let view: ArticleView
  private var document: Document { view.document }

  init(_ view: ArticleView) { self.view = view }

  var all: [Mark] { quotes + entities + numbers + foreign }

  private var quotes: [Mark] {
    (document.quotes ?? []).flatMap { quote in
      let speaker = view.speaker(of: quote)
      let cluster = view.cluster(of: quote).map { "c\($0)" }
      let number = String(quote.id)
      let id = view.id("q\(quote.id)")
      var content = Mark(
        span: quote.span, rank: 0,
        open: { html, isContinued in
          html.open(
            "span",
            [
              "class": quote.polarity == .denied ? "quote denied" : "quote", "id": isContinued ? nil : id,
              "data-item": id, "data-kind": quote.kind.rawValue, "data-speaker": speaker,
              "data-cluster": cluster,
            ])
        }, tag: "span")
      content.after = { html in
        html.element(
          "a",
          [
            "class": "reference", "href": "#\(id)-card", "data-number": number,
            "aria-label": "\(view.words.quote) \(number): \(speaker)",
          ]
        ) { _ in }
      }
      let parts = [(quote.cue, "cue", 1), (quote.speaker, "speaker", 2), (quote.via, "speaker via", 2)]
      return [content]
        + parts.compactMap { span, name, rank in
          span.map { span in
            Mark(
              span: span, rank: rank,
              open: { html, _ in html.open("span", ["class": name, "data-quote": id]) }, tag: "span")
          }
        }
    }
  }

  private var entities: [Mark] {
    (document.entities ?? []).map { entity in
      annotation(
        entity.span, "e\(entity.id)", kind: entity.label.rawValue, cluster: "c\(entity.cluster)",
        says: view.words.label(entity.label), value: entity.name, by: entity.by.text,
        confidence: entity.confidence, rank: 4, name: "entity \(Self.style(entity.label))")
    }
  }

  /// The class of a label that a model may have made up.
  private static func style(_ label: EntityLabel) -> String {
    switch label {
    case .person: "per"
    case .place: "loc"
    case .organisation: "org"
    case .group: "norp"
    default: "misc"
    }
  }

  private var numbers: [Mark] {
    (document.numbers ?? []).map { number in
      annotation(
        number.span, "n\(number.id)", kind: number.kind.rawValue, cluster: nil,
        says: view.words.kind(number.kind),
        value: [number.reading.figure, number.reading.unit].compactMap { $0 }.joined(separator: " "),
        by: number.by.text, confidence: nil, rank: 3, name: "number")
    }
  }

  /// Annotations of layers that a plug-in defines.
  private var foreign: [Mark] {
    FactTables.foreignLayers(document).flatMap { layer in
      layer.rows.enumerated().compactMap { position, row in
        row.span.map { span in
          annotation(
            span, "\(layer.key)\(position + 1)", kind: layer.name, cluster: nil, says: layer.name,
            value: row.summary, by: row.by, confidence: nil, rank: 5, name: "foreign")
        }
      }
    }
  }

  private func annotation(
    _ span: TextSpan, _ name: String, kind: String, cluster: String?, says: String, value: String, by: String,
    confidence: Double?, rank: Int, name style: String
  ) -> Mark {
    let id = view.id(name)
    let share = confidence.map { "\($0.percent)%" }
    return Mark(
      span: span, rank: rank,
      open: { html, isContinued in
        html.open(
          "mark",
          [
            "class": style, "id": isContinued ? nil : id, "data-item": id, "data-kind": kind,
            "data-cluster": cluster, "data-says": says, "data-value": value, "data-by": by,
            "data-share": share,
          ])
      }, tag: "mark")
  }
}
