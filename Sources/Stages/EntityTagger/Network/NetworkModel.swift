import Isnad
import IsnadArabic

/// A network that reads each sentence in both directions: vectors of words and of their letters, features of their
/// own, what a model of features holds of each token, one layer of long short-term memory, the states of the same
/// word elsewhere in the article, and a conditional random field over the labels.
struct NetworkModel: Sendable {
  let shape: NetworkShape
  let chain: LabelChain
  let calibration: Calibration
  /// The header, with training data and scores.
  let header: JSONValue
  /// Rows of ``vectors`` by words' fingerprints.
  let words: FingerprintTable<Int32>
  /// Of words, of strings of letters, of features.
  let vectors: ByteTable
  let letters: ByteTable
  let features: ByteTable
  let input: DenseMatrix
  let inputBias: [Float]
  let gates: DenseMatrix
  let gatesBias: [Float]
  let forwardOpinion: DenseMatrix
  let backwardOpinion: DenseMatrix
  let forward: Recurrence
  let backward: Recurrence
  let output: DenseMatrix
  let outputBias: [Float]
  /// The model of features that the network hears.
  let opinion: TaggerModel
  /// How much it counts for a label that the model of features holds it for likely.
  let opinionWeight: Float

  /// What is made of a token's vectors.
  /// - Parameters:
  ///   - form: the token's match form.
  ///   - bareStart: bytes of clitics and article in front of it.
  ///   - hidden: what the network is not to see.
  func input(
    _ tokens: Tokens, _ form: TextSpan, _ word: NetworkWord, bareStart: Int, _ hidden: NameReason?
  ) -> [Float] {
    var vector = [Float](repeating: 0, count: 2 * shape.vector + shape.feature)
    var sum = vector.mutableSpan
    if hidden != .word {
      let row = (0..<word.readingCount).lazy.compactMap { words[word.readings[$0]] }.first
      addWord(row, tokens, form, to: &sum, from: 0)
      let bare = TextSpan(form.start + bareStart, form.end)
      addWord(words[word.bare], tokens, bare, to: &sum, from: shape.vector)
    }
    let first = hidden == .lastLetters ? word.letterCount : 0
    let end = hidden == .lexicon ? word.letterCount : word.featureCount
    for place in first..<max(first, end) {
      features.add(Int(word.features[place]), to: &sum, from: 2 * shape.vector)
    }
    var result = inputBias
    var total = result.mutableSpan
    input.multiply(sum.span, addingTo: &total)
    for unit in 0..<shape.input { total[unit] = Activation.tanh(total[unit]) }
    return result
  }

  /// The vector of a word, or where there is none that of its letters.
  private func addWord(
    _ row: Int32?, _ tokens: Tokens, _ form: TextSpan, to sum: inout MutableSpan<Float>, from start: Int
  ) {
    if let row { return vectors.add(Int(row), to: &sum, from: start) }
    let rows = LetterStrings.rows(tokens.forms.span, form)
    for row in rows { letters.add(row, to: &sum, from: start, factor: 1 / Float(rows.count)) }
  }

  /// A row of small numbers a thing.
  struct ByteTable: Sendable {
    let scale: Float
    let columns: Int
    let numbers: [Int8]

    /// Adds a row, `factor` times, to `sum` from `start` on.
    @inline(__always)
    func add(_ row: Int, to sum: inout MutableSpan<Float>, from start: Int, factor: Float = 1) {
      precondition(row >= 0 && (row + 1) * columns <= numbers.count && start + columns <= sum.count)
      let numbers = numbers.span
      let scale = scale * factor
      for column in 0..<columns {
        sum[unchecked: start &+ column] += Float(numbers[unchecked: row &* columns &+ column]) * scale
      }
    }
  }
}
