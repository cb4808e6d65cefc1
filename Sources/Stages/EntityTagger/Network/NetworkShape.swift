import Isnad

/// How large the parts of a network are, as its file's header says.
struct NetworkShape: Sendable, Hashable {
  /// Rows of the tables of letters and of features.
  static let rows = 1 << 15
  private static let most = 1 << 20

  /// `O`, `B-PER`, `I-PER`, …
  var labels: [String]
  /// Words with vectors.
  var words: Int
  /// Numbers of a word's vector.
  var vector: Int
  /// Numbers of the vector of a token's features.
  var feature: Int
  /// Numbers of what is made of the three vectors of a token.
  var input: Int
  /// Numbers of a state, in each direction; a multiple of four.
  var hidden: Int

  /// - Returns: nil where the header is not that of a network, or of one too large to be any.
  init?(_ header: JSONValue) {
    guard let labels = header["labels"]?.array?.compactMap(\.string),
      (3...TaggerModel.maxLabels).contains(labels.count), TaggerModel.areLabels(labels),
      let words = header["words"]?.int, let vector = header["vector"]?.int,
      let feature = header["feature"]?.int, let input = header["input"]?.int,
      let hidden = header["hidden"]?.int, (1...Self.most).contains(words),
      [vector, feature, input, hidden].allSatisfy({ (1...512).contains($0) }), hidden % 4 == 0
    else { return nil }
    self.labels = labels
    (self.words, self.vector, self.feature) = (words, vector, feature)
    (self.input, self.hidden) = (input, hidden)
  }

  var json: [JSONValue.Member] {
    [
      .init("labels", .array(labels.map { .string($0) })), .init("words", .integer(words)),
      .init("vector", .integer(vector)), .init("feature", .integer(feature)),
      .init("input", .integer(input)), .init("hidden", .integer(hidden)),
    ]
  }

  /// The tables, one signed byte a number: rows and columns.
  var tables: [(rows: Int, columns: Int)] { [(words, vector), (Self.rows, vector), (Self.rows, feature)] }

  /// The matrices, with a scale a row: from the vectors to the input; from the input to the gates of both
  /// directions; from the model of features to those of each; from each last state to its gates; from states to
  /// labels.
  var matrices: [(rows: Int, columns: Int)] {
    [
      (input, 2 * vector + feature), (8 * hidden, input), (4 * hidden, labels.count),
      (4 * hidden, labels.count), (4 * hidden, hidden), (4 * hidden, hidden),
      (labels.count, 4 * hidden + labels.count),
    ]
  }

  /// What is added to the products with the first, the second and the last matrix, and the transitions.
  var floats: [Int] { [input, 8 * hidden, labels.count, (labels.count + 1) * labels.count] }

  /// Bytes behind the header.
  var byteCount: Int {
    words * 8 + tables.reduce(0) { $0 + 4 + $1.rows * $1.columns }
      + matrices.reduce(0) { $0 + $1.rows * (4 + $1.columns) } + floats.reduce(0, +) * 4
  }
}
