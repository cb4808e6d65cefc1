import CLexicon
import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the quote attributor has learnt from annotated articles, read from a file: `isnadqm1`, then for each
/// forest the length of a list of its columns' names, the list, and the trees; last the calibration. Numbers are little-endian.
struct QuoteModel: Sendable {
  static let magic = Array("isnadqm1".utf8)
  static let maxBytes = 1 << 22

  /// Scores who speaks.
  let speaker: Forest
  /// Scores whether it is speech at all: above 0 where it is more likely than not.
  let speech: Forest
  /// From scores to the share of quotations that are right in content and speaker: the weights of the score of speech
  /// and of the speaker's lead over the next one, and what is added, for a logistic function (Platt, 1999).
  let calibration: (speech: Float, lead: Float, constant: Float)

  /// The model that lies in the program, read once for all stages; nil where it was learnt with other columns.
  static let news = embedded.flatMap { QuoteModel($0) }

  /// The bytes of the model that lies in the program.
  static var embedded: [UInt8]? {
    var size = 0
    let start = isnad_quote_model(&size)
    return start.map { Array(UnsafeRawBufferPointer(start: $0, count: size)) }
  }

  /// A model that knows nothing.
  init() { (speaker, speech, calibration) = (Forest(), Forest(), (0, 0, 0)) }

  /// - Returns: nil for bytes that are no model, or one of other columns.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard reader.take(Self.magic.count) == Self.magic[...],
      let speaker = reader.forest(of: FactTable<SpeakerFact>.columns),
      let speech = reader.forest(of: FactTable<SpeechFact>.columns), let first = reader.float(),
      let second = reader.float(), let constant = reader.float(), reader.isAtEnd
    else { return nil }
    (self.speaker, self.speech, calibration) = (speaker, speech, (first, second, constant))
  }

  /// How likely a quotation is right in content and speaker, 0 to 1.
  /// - Parameter lead: of the chosen speaker's score over the next one's.
  func confidence(speech: Float, lead: Float) -> Double {
    let sum = calibration.speech * speech + calibration.lead * min(lead, Self.mostLead) + calibration.constant
    return 1 / (1 + exp(-Double(sum)))
  }

  /// More of a lead says no more.
  private static let mostLead: Float = 5

  /// - Parameter name: `news`, or a path.
  /// - Throws: a ``Diagnostic``.
  static func named(_ name: String, _ context: StageContext) throws -> QuoteModel {
    let suggestion = "'news' is built in; 'make quotes-model' makes one."
    if name == "news", let news { return news }
    let path = context.resolve(name)
    do {
      let file = try MappedFile(path, limit: maxBytes)
      if let model = withExtendedLifetime(file, { QuoteModel(Array(file.bytes)) }) { return model }
    } catch {
      throw Diagnostic(
        .unreadable, "the model '\(path)' can't be read: \(error).", at: context.place, suggestion: suggestion
      )
    }
    throw Diagnostic(
      .unreadable, "'\(path)' is no model of this quote attributor.", at: context.place,
      suggestion: suggestion)
  }
}

/// Takes numbers from bytes, as far as they go.
private struct Reader {
  let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, bytes.count - at >= count else { return nil }
    defer { at += count }
    return bytes[at..<at + count]
  }

  mutating func number(_ width: Int) -> Int? {
    take(width).map { $0.reversed().reduce(0) { $0 << 8 | Int($1) } }
  }

  mutating func float() -> Float? {
    number(4).map { Float(bitPattern: UInt32($0)) }.flatMap { $0.isFinite ? $0 : nil }
  }

  mutating func short() -> Int16? { number(2).map { Int16(bitPattern: UInt16($0)) } }

  /// A forest that was learnt with these columns.
  mutating func forest(of columns: [String]) -> Forest? {
    guard let length = number(4), let names = take(length), columns.count <= Forest.columns,
      String(decoding: names, as: UTF8.self) == columns.joined(separator: " "), let count = number(2)
    else { return nil }
    var forest = Forest()
    for _ in 0..<count {
      guard let tree = tree(columns: columns.count) else { return nil }
      let first = forest.splits.count
      forest.splits += tree.splits
      forest.trees.append(.init(splits: first..<forest.splits.count, firstLeaf: forest.leaves.count))
      forest.leaves += tree.leaves
    }
    return forest
  }

  /// A tree's number of leaves; its nodes, each before its children; its leaves, from the left.
  private mutating func tree(columns: Int) -> (splits: [Forest.Split], leaves: [Float])? {
    guard let size = number(2), (2...Forest.mostLeaves).contains(size) else { return nil }
    var nodes: [Node] = []
    for _ in 1..<size {
      guard let column = number(1), column < columns, let missing = number(1), let threshold = short(),
        let left = short(), let right = short()
      else { return nil }
      nodes.append(
        Node(
          column: column, missingGoesLeft: missing != 0,
          threshold: max(-Forest.most, min(Forest.most, threshold)), left: Int(left),
          right: Int(right)))
    }
    var leaves: [Float] = []
    for _ in 0..<size {
      guard let value = float() else { return nil }
      leaves.append(value)
    }
    var splits: [Forest.Split] = []
    var seen = 0
    guard Self.split(0, nodes, columns, &splits, &seen), seen == size else { return nil }
    return (splits, leaves)
  }

  private struct Node {
    let column: Int
    let missingGoesLeft: Bool
    let threshold: Int16
    /// Where a node lies, or from -1 down a leaf.
    let left, right: Int
  }

  /// Adds a node's splits and those below it.
  /// - Parameter seen: leaves that stand on its left, and after it also its own. They must come in their order.
  /// - Returns: whether it is a tree.
  private static func split(
    _ place: Int, _ nodes: [Node], _ columns: Int, _ splits: inout [Forest.Split], _ seen: inout Int
  ) -> Bool {
    let node = nodes[place]
    let first = seen
    func descend(_ child: Int) -> Bool {
      if child < 0 {
        seen += 1
        return -child == seen && seen <= Forest.mostLeaves
      }
      return child > place && child < nodes.count && split(child, nodes, columns, &splits, &seen)
    }
    guard descend(node.left) else { return false }
    let left = (1 << UInt32(seen)) - (1 << UInt32(first))
    splits.append(
      .init(
        place: UInt16(node.missingGoesLeft ? node.column : node.column + columns), threshold: node.threshold,
        left: Int16(truncatingIfNeeded: left)))
    return descend(node.right)
  }
}
