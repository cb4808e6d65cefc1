/// Names a layer and says what is in it.
///
/// A plug-in defines a layer of its own with a type of a few lines:
///
/// ```swift
/// public enum Alerts: LayerKey {
///   public static let name = "alerts"
///   public typealias Value = [Alert]   // Alert: Annotation
/// }
/// document[Alerts.self] = alerts
/// ```
public protocol LayerKey: Sendable {
  associatedtype Value: LayerValue
  /// The name in pipelines, in messages and in the output.
  static var name: String { get }
}

/// What a layer holds: most often an array of annotations.
public protocol LayerValue: Sendable {
  /// How many annotations, for the run report.
  var annotationCount: Int { get }
  /// Writes the annotations to whatever format there is.
  func encode(into sink: inout some AnnotationSink)
}

extension Array: LayerValue where Element: Annotation {
  public var annotationCount: Int { count }

  @inlinable public func encode(into sink: inout some AnnotationSink) {
    for annotation in self {
      sink.begin()
      annotation.encode(into: &sink)
      sink.end()
    }
  }
}

/// The layers of one document. Few and small, so they are searched in order.
public struct LayerSet: Sendable {
  private struct Entry: Sendable {
    let key: ObjectIdentifier
    let name: String
    var value: any LayerValue
  }

  private var entries: [Entry] = []

  public init() {}

  public subscript<Key: LayerKey>(key: Key.Type) -> Key.Value? {
    get { entries.first { $0.key == ObjectIdentifier(key) }?.value as? Key.Value }
    set {
      let id = ObjectIdentifier(key)
      let index = entries.firstIndex { $0.key == id }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(key: id, name: key.name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Puts a layer in that has no key in Swift, in place of one of that name.
  public mutating func set(_ value: [ForeignAnnotation], named name: String) {
    let entry = Entry(key: ObjectIdentifier(ForeignAnnotation.self), name: name, value: value)
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
  }

  /// Names of the layers that are there, in the order in which they came.
  public var names: [String] { entries.map(\.name) }

  /// A layer by its name, for formats that write whatever there is.
  public subscript(named name: String) -> (any LayerValue)? {
    entries.first { $0.name == name }?.value
  }
}
