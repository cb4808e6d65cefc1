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
  /// The name in pipelines, in messages and in the output: it is what the layer is known by.
  static var name: String { get }
  /// What a process has put in under this name, as the stage sees it. Without it a stage that asks for the layer fails
  /// on a document that has it from a process; with ``ForeignDecodable`` annotations it is there already.
  /// - Throws: a ``StageFailure`` that names what is wrong.
  static func decode(_ annotations: [ForeignAnnotation]) throws(StageFailure) -> Value
}

extension LayerKey {
  public static func decode(_ annotations: [ForeignAnnotation]) throws(StageFailure) -> Value {
    throw StageFailure(
      code: "wrong-layer", message: "the layer '\(name)' comes from a process, and is read as \(Value.self)")
  }
}

/// An annotation that can be read from what a process says of it.
public protocol ForeignDecodable: Annotation {
  /// - Throws: a ``StageFailure`` for fields that are missing or wrong.
  init(_ foreign: ForeignAnnotation) throws(StageFailure)
}

extension LayerKey where Value: RangeReplaceableCollection, Value.Element: ForeignDecodable {
  public static func decode(_ annotations: [ForeignAnnotation]) throws(StageFailure) -> Value {
    var value = Value()
    for annotation in annotations { value.append(try Value.Element(annotation)) }
    return value
  }
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

/// The layers of one document. A layer is known by its name; few and small, so they are searched in order.
public struct LayerSet: Sendable {
  private struct Entry: Sendable {
    let name: String
    var value: any LayerValue
  }

  private var entries: [Entry] = []

  public init() {}

  /// The layer of the key's name, where it holds what the key says; ``Document/require(_:)`` tells the other cases apart.
  public subscript<Key: LayerKey>(key: Key.Type) -> Key.Value? {
    // A cast costs something even where there is nothing to cast.
    get { self[named: key.name].flatMap { $0 as? Key.Value } }
    set {
      if let newValue {
        put(newValue, named: key.name)
      } else {
        entries.removeAll { $0.name == key.name }
      }
    }
  }

  /// Puts a layer in that has no key in Swift, in place of one of that name.
  public mutating func set(_ value: [ForeignAnnotation], named name: String) { put(value, named: name) }

  private mutating func put(_ value: any LayerValue, named name: String) {
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index].value = value
    } else {
      entries.append(Entry(name: name, value: value))
    }
  }

  /// Names of the layers that are there, in the order in which they came.
  public var names: [String] { entries.map(\.name) }

  /// A layer by its name, for formats that write whatever there is.
  public subscript(named name: String) -> (any LayerValue)? {
    entries.first { $0.name == name }?.value
  }
}
