/// What kind of name an entity is. A model may bring labels of its own.
public struct EntityLabel: RawRepresentable, Sendable, Hashable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A person's name, without title.
  public static let person = EntityLabel(rawValue: "PER")
  /// A place: country, city, region, river.
  public static let place = EntityLabel(rawValue: "LOC")
  /// An organisation: company, party, ministry, team, outlet.
  public static let organisation = EntityLabel(rawValue: "ORG")
  /// Another name: event, work, product.
  public static let other = EntityLabel(rawValue: "MISC")
  /// A word for a nationality or a group: أميركي، الفلسطينيون.
  public static let group = EntityLabel(rawValue: "NORP")
}

/// Where an entity is on the map.
public struct MapPlace: Sendable, Hashable {
  /// ISO 3166-1 alpha-2; nil for what lies in several countries.
  public var country: String?
  /// Degrees, north and east positive.
  public var latitude: ExactDecimal?
  public var longitude: ExactDecimal?

  public init(country: String?, latitude: ExactDecimal?, longitude: ExactDecimal?) {
    self.country = country
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// A name in the text.
public struct Entity: Annotation, Hashable {
  /// From 1, in order of place; written as `e1`.
  public var id: Int
  /// Starts after an attached و ف ب ك ل.
  public var span: TextSpan
  public var label: EntityLabel
  /// The fullest form of the name in the document.
  public var name: String
  /// Mentions of one entity share a cluster, counted from 1; written as `c1`.
  public var cluster: Int
  /// The entity in a knowledge base: `geonames:360630`.
  public var kbID: String?
  /// Written as `country`, `latitude` and `longitude`; nil for what is no place or is not known.
  public var place: MapPlace?
  /// From 0 to 1.
  public var confidence: Double
  public var by: Provenance

  public init(
    id: Int, span: TextSpan, label: EntityLabel, name: String, cluster: Int, kbID: String? = nil,
    place: MapPlace? = nil, confidence: Double, by: Provenance
  ) {
    self.id = id
    self.span = span
    self.label = label
    self.name = name
    self.cluster = cluster
    self.kbID = kbID
    self.place = place
    self.confidence = confidence
    self.by = by
  }

  @inlinable public func encode(into sink: inout some AnnotationSink) {
    sink.identifier("id", prefix: "e", id)
    sink.span(span)
    sink.string("label", label.rawValue)
    sink.string("name", name)
    sink.identifier("cluster", prefix: "c", cluster)
    sink.string("kb_id", kbID)
    sink.string("country", place?.country)
    sink.decimal("latitude", place?.latitude)
    sink.decimal("longitude", place?.longitude)
    sink.share("confidence", confidence)
    sink.provenance(by)
  }
}
