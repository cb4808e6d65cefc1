/// How well labels follow one another, as rows of ``LabelArcs/width`` numbers of which those behind the labels are
/// zero: a row is read in one go.
struct LabelArcs: Sendable {
  /// Labels a row has room for.
  static let width = 16

  /// From the start of a sentence (row 0) and from each label (row n: label n - 1) to each label.
  let out: [Float]
  /// To each label from each label.
  let into: [Float]

  /// - Parameter factors: rows of `count`, the first from the start, the others from each label.
  init(_ factors: [Float], _ count: Int) {
    var out = [Float](repeating: 0, count: (count + 1) * Self.width)
    var into = [Float](repeating: 0, count: count * Self.width)
    for row in 0...count {
      for label in 0..<count {
        out[row * Self.width + label] = factors[row * count + label]
        if row > 0 { into[label * Self.width + row - 1] = factors[row * count + label] }
      }
    }
    (self.out, self.into) = (out, into)
  }

  subscript(last: Int, label: Int) -> Float { out[(last + 1) * Self.width + label] }
}
