/// Reads layers from the JSON in which the output has them: what a process answers.
///
/// `entities`, `numbers`, `quotes` and `figures` become what the built-in stages make, so that stages behind the
/// process use them; any other layer keeps its fields as they are. Offsets are checked: a span that
/// leaves the text, cuts a code point, is empty, or does not hold the `text` beside it is an error.
public struct LayerDecoder: Sendable {
  private let text: SourceText
  private let index: OffsetIndex
  private let by: String

  /// - Parameters:
  ///   - text: the document's.
  ///   - offsets: the unit of the offsets in the JSON.
  ///   - by: who made the annotations, where they don't say it: `romanize@0.1`.
  public init(_ text: SourceText, offsets: OffsetUnit, by: String) {
    self.text = text
    index = OffsetIndex(text, unit: offsets)
    self.by = by
  }

  /// Puts a layer into a document.
  /// - Throws: a ``StageFailure`` that names layer and annotation.
  public func decode(_ value: JSONValue, layer: String, into document: inout Document) throws(StageFailure) {
    guard let items = value.array else {
      throw failure("'\(layer)' must be a list of annotations, not \(value.kindName)")
    }
    switch layer {
    case EntityLayer.name:
      var entities: [Entity] = []
      for item in items { entities.append(try entity(item, entities.count + 1)) }
      document[EntityLayer.self] = entities
    case NumberLayer.name:
      var numbers: [NumberMention] = []
      for item in items { numbers.append(try number(item, numbers.count + 1)) }
      document[NumberLayer.self] = numbers
    case QuoteLayer.name:
      var quotes: [Quote] = []
      for item in items { quotes.append(try quote(item, quotes.count + 1)) }
      document[QuoteLayer.self] = quotes
    case FigureLayer.name:
      var figures: [Figure] = []
      for item in items { figures.append(try figure(item, figures.count + 1)) }
      document[FigureLayer.self] = figures
    default:
      var annotations: [ForeignAnnotation] = []
      for item in items {
        guard case .object(let members) = item else {
          throw failure("'\(layer)' holds \(item.kindName) in place of an annotation")
        }
        annotations.append(
          ForeignAnnotation(
            span: try span(item, layer),
            fields: members.filter { !["start", "end", "text", "by"].contains($0.name) },
            by: item["by"]?.string ?? by))
      }
      document.layers.set(annotations, named: layer)
    }
  }

  private func failure(_ message: String) -> StageFailure {
    StageFailure(code: "bad-answer", message: message)
  }

  private func span(_ item: JSONValue, _ layer: String) throws(StageFailure) -> TextSpan {
    guard let start = item["start"]?.int, let end = item["end"]?.int else {
      throw failure("an annotation of '\(layer)' has no 'start' and 'end'")
    }
    guard let first = index.byte(ofOffset: start), let last = index.byte(ofOffset: end), first < last else {
      throw failure("\(start)..<\(end) in '\(layer)' is no span of the text")
    }
    let span = TextSpan(first, last)
    if let said = item["text"]?.string, !said.utf8.elementsEqual(text.bytes[span.range]) {
      throw failure("\(start)..<\(end) in '\(layer)' is '\(text[span])', not '\(said)'")
    }
    return span
  }

  private func optionalSpan(_ item: JSONValue?, _ layer: String) throws(StageFailure) -> TextSpan? {
    guard let item, !item.isNull else { return nil }
    return try span(item, layer)
  }

  /// What may stand in a name such as `e3`.
  private static let numbers = 1...(1 << 31)

  /// `e3` as 3.
  private func number(in item: JSONValue, _ name: String, _ prefix: Character, _ layer: String)
    throws(StageFailure) -> Int?
  {
    guard let id = item[name], !id.isNull else { return nil }
    guard let text = id.string, text.first == prefix, let number = Int(text.dropFirst()),
      Self.numbers.contains(number)
    else {
      throw failure("'\(name)' in '\(layer)' must be a name such as \(prefix)1, not \(Self.excerpt(id))")
    }
    return number
  }

  /// A share; what rounding has put a little beyond its bounds is taken back.
  private func share(_ item: JSONValue, _ name: String, _ layer: String) throws(StageFailure) -> Double {
    guard let value = item[name], !value.isNull else { return 1 }
    guard let share = value.double, (-1e-6...1 + 1e-6).contains(share) else {
      throw failure("'\(name)' in '\(layer)' must be a number from 0 to 1, not \(Self.excerpt(value))")
    }
    return min(max(share, 0), 1)
  }

  private static func excerpt(_ value: JSONValue) -> String {
    var json = JSONWriter()
    json.value(value)
    return json.bytes.count > 80 ? "\(value.kindName)" : json.text
  }

  private func provenance(_ item: JSONValue) -> Provenance {
    let text = item["by"]?.string ?? by
    guard let slash = text.firstIndex(of: "/") else { return Provenance(stage: text, rule: "process") }
    return Provenance(stage: String(text[..<slash]), rule: String(text[text.index(after: slash)...]))
  }

  private func decimal(_ item: JSONValue, _ name: String, _ layer: String) throws(StageFailure)
    -> ExactDecimal?
  {
    guard case .number(let number)? = item[name] else { return nil }
    guard let value = ExactDecimal(json: number.text) else {
      throw failure("'\(name)' in '\(layer)' has more than \(ExactDecimal.maxDigits) digits")
    }
    return value
  }

  private func entity(_ item: JSONValue, _ id: Int) throws(StageFailure) -> Entity {
    let span = try span(item, EntityLayer.name)
    guard let label = item["label"]?.string else { throw failure("an entity has no 'label'") }
    let place = MapPlace(
      country: item["country"]?.string, latitude: try decimal(item, "latitude", EntityLayer.name),
      longitude: try decimal(item, "longitude", EntityLayer.name))
    return Entity(
      id: id, span: span, label: EntityLabel(rawValue: label), name: item["name"]?.string ?? text[span],
      cluster: try number(in: item, "cluster", "c", EntityLayer.name) ?? id, kbID: item["kb_id"]?.string,
      place: place == MapPlace(country: nil, latitude: nil, longitude: nil) ? nil : place,
      confidence: try share(item, "confidence", EntityLayer.name), by: provenance(item))
  }

  private func number(_ item: JSONValue, _ id: Int) throws(StageFailure) -> NumberMention {
    guard let kind = item["kind"]?.string.flatMap(NumberMention.Kind.init(rawValue:)) else {
      throw failure("a number has no 'kind', or one that is not known")
    }
    var mention = NumberMention(
      span: try span(item, NumberLayer.name), kind: kind,
      value: try decimal(item, "value", NumberLayer.name), by: provenance(item))
    mention.id = id
    mention.min = try decimal(item, "min", NumberLayer.name)
    mention.max = try decimal(item, "max", NumberLayer.name)
    mention.unit = item["unit"]?.string
    mention.currency = item["currency"]?.string
    mention.iso = item["iso"]?.string
    mention.hijri = item["hijri"]?.string
    mention.modifier = item["modifier"]?.string.flatMap(NumberMention.Modifier.init(rawValue:))
    return mention
  }

  private func figure(_ item: JSONValue, _ id: Int) throws(StageFailure) -> Figure {
    let layer = FigureLayer.name
    guard let of = try number(in: item, "number", "n", layer) else {
      throw failure("a figure has no 'number'")
    }
    if let event = item["event"]?.string, Figure.Event(rawValue: event) == nil {
      throw failure("a figure has the 'event' '\(event)', which is not known")
    }
    var mention = NumberMention(
      span: try span(item, layer), kind: .cardinal, value: try decimal(item, "value", layer),
      by: provenance(item))
    mention.id = of
    mention.min = try decimal(item, "min", layer)
    mention.max = try decimal(item, "max", layer)
    mention.unit = item["unit"]?.string
    mention.modifier = item["modifier"]?.string.flatMap(NumberMention.Modifier.init(rawValue:))
    var figure = Figure(of: mention, confidence: try share(item, "confidence", layer), by: provenance(item))
    figure.id = id
    figure.event = item["event"]?.string.flatMap(Figure.Event.init(rawValue:))
    figure.trigger = try optionalSpan(item["trigger"], layer)
    figure.subject = try optionalSpan(item["subject"], layer)
    figure.place = try optionalSpan(item["place"], layer)
    figure.placeEntity = try number(in: item, "place_entity", "e", layer)
    figure.placeScope = item["place_scope"]?.string.flatMap(Figure.PlaceScope.init(rawValue:))
    figure.inferredPlace = try optionalSpan(item["inferred_place"], layer)
    figure.inferredPlaceEntity = try number(in: item, "inferred_place_entity", "e", layer)
    figure.time = try optionalSpan(item["time"], layer)
    figure.timeNumber = try number(in: item, "time_number", "n", layer)
    figure.sourceName = item["source_name"]?.string
    figure.sourceEntity = try number(in: item, "source_entity", "e", layer)
    figure.quote = try number(in: item, "quote", "q", layer)
    figure.partOf = try number(in: item, "part_of", "f", layer)
    figure.polarity = item["polarity"]?.string.flatMap(Quote.Polarity.init(rawValue:)) ?? .asserted
    return figure
  }

  private func quote(_ item: JSONValue, _ id: Int) throws(StageFailure) -> Quote {
    guard let kind = item["kind"]?.string.flatMap(Quote.Kind.init(rawValue:)) else {
      throw failure("a quote has no 'kind', or one that is not known")
    }
    var quote = Quote(
      span: try span(item, QuoteLayer.name), kind: kind,
      cue: try optionalSpan(item["cue"], QuoteLayer.name),
      speakerType: item["speaker_type"]?.string.flatMap(Quote.SpeakerType.init(rawValue:)) ?? .named,
      confidence: try share(item, "confidence", QuoteLayer.name), by: provenance(item))
    quote.id = id
    quote.polarity = item["polarity"]?.string.flatMap(Quote.Polarity.init(rawValue:)) ?? .asserted
    quote.speaker = try optionalSpan(item["speaker"], QuoteLayer.name)
    quote.speakerName = item["speaker_name"]?.string
    quote.speakerEntity = try number(in: item, "speaker_entity", "e", QuoteLayer.name)
    quote.via = try optionalSpan(item["via"], QuoteLayer.name)
    quote.nestedIn = try number(in: item, "nested_in", "q", QuoteLayer.name)
    return quote
  }
}
