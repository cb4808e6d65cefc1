import Isnad
import Synchronization

/// A mapping of a pipeline that is handed on as JSON. Plain scalars that are numbers, booleans or null
/// in JSON are those; what stands in quotation marks is text.
public struct JSONOption: OptionValue {
  public var value = JSONValue.object([])

  public init() {}

  public static var typeName: String { "mapping" }
  public static var schema: JSONValue { .object([.init("type", .string("object"))]) }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> JSONOption {
    guard node.mapping != nil else {
      throw OptionError("must be a mapping, not \(node.kindName)", at: node.place)
    }
    var option = JSONOption()
    option.value = json(node)
    return option
  }

  public var yaml: String? { nil }

  /// Any node as JSON.
  public static func json(_ node: YAMLNode) -> JSONValue {
    switch node.content {
    case .sequence(let nodes): return .array(nodes.map(json))
    case .mapping(let pairs):
      return .object(pairs.map { .init($0.key.scalar?.text ?? "", json($0.value)) })
    case .scalar(let scalar):
      if node.isNull { return .null }
      guard scalar.isPlain, let value = try? JSONParser.parse(scalar.text) else {
        return .string(scalar.text)
      }
      switch value {
      case .number, .bool: return value
      default: return .string(scalar.text)
      }
    }
  }
}

/// A number that tasks share.
final class Counter: Sendable {
  private let count = Mutex(0)

  @discardableResult
  func increase(by amount: Int = 1) -> Int {
    count.withLock { count in
      count += amount
      return count
    }
  }

  func reset() { count.withLock { $0 = 0 } }
}
