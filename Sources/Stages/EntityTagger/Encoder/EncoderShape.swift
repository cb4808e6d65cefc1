import CEncoder
import Isnad

/// How large an encoder's parts are, and where each lies in its file.
///
/// On disk, little-endian: a ``ModelHeader`` (`ISNADENC`), then each part behind the other, from the next multiple of
/// 64 bytes on: where pieces begin in the text of all (UInt32, one more than there are pieces), that text (UTF-8),
/// the pieces' scores; their vectors (Int8, then a Float32 scale each); vectors of positions; the norm of both; the
/// layers, each with its matrices (UInt8 in the panels of `CEncoder.h`, scales, bias) and norms; and for each
/// scheme and for clitics a matrix of Float32 and its bias.
struct EncoderShape: Sendable, Equatable {
  let width: Int
  let inner: Int
  let heads: Int
  let layers: Int
  /// The longest window, in pieces.
  let positions: Int
  let pieces: Int
  /// Bytes of all pieces together.
  let pieceBytes: Int
  let schemes: [Scheme]

  /// A guideline for names that the encoder has learnt, with a head of its own.
  struct Scheme: Sendable, Equatable {
    let name: String
    let labels: [String]
  }

  /// Letters of clitics that a name's first word may have in front, and none.
  static let cliticClasses = 4
  /// Numbers of a head of attention, which `CEncoder` is made for.
  static let headSize = 32

  init?(_ header: JSONValue) {
    func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
      header[name]?.int.flatMap { range.contains($0) ? $0 : nil }
    }
    guard let heads = number("heads", 2...64), let width = number("width", 64...2048),
      let inner = number("inner", 64...8192), let layers = number("layers", 1...48),
      let positions = number("positions", 16...4096), let pieces = number("pieces", 5...1 << 20),
      let bytes = number("bytes", 5...1 << 24), width == heads * Self.headSize,
      width.isMultiple(of: Int(ISNAD_PANEL)), inner.isMultiple(of: Int(ISNAD_PANEL)),
      let list = header["schemes"]?.array, (1...8).contains(list.count)
    else { return nil }
    var schemes: [Scheme] = []
    for item in list {
      guard let name = item["name"]?.string, let labels = item["labels"]?.array?.compactMap(\.string),
        labels.count <= TaggerModel.maxLabels, TaggerModel.areLabels(labels)
      else { return nil }
      schemes.append(Scheme(name: name, labels: labels))
    }
    (self.width, self.inner, self.heads, self.layers) = (width, inner, heads, layers)
    (self.positions, self.pieces, pieceBytes, self.schemes) = (positions, pieces, bytes, schemes)
  }
}

/// Where the parts of an encoder lie, in bytes from the file's beginning.
struct EncoderParts: Sendable {
  struct Matrix: Sendable { let weights, scales, bias: Int }
  struct Norm: Sendable { let weight, bias: Int }
  struct Layer: Sendable {
    let attention, out: Matrix
    let attentionNorm: Norm
    let up, down: Matrix
    let outputNorm: Norm
  }

  let pieceStarts, pieceText, scores, words, wordScales, places: Int
  let norm: Norm
  let layers: [Layer]
  /// Weights and bias of each scheme, and of clitics.
  let heads: [Norm]
  /// Where the last part ends.
  let end: Int
  /// All parts that are Float32, with how many numbers they have.
  let floats: [(start: Int, count: Int)]

  init(_ shape: EncoderShape, from start: Int) {
    var end = start
    var floats: [(start: Int, count: Int)] = []
    func part(_ count: Int, bytes: Int) -> Int {
      let begin = (end + 63) / 64 * 64
      end = begin + count * bytes
      return begin
    }
    func numbers(_ count: Int) -> Int {
      let begin = part(count, bytes: 4)
      floats.append((begin, count))
      return begin
    }
    func norm(_ count: Int) -> Norm { Norm(weight: numbers(count), bias: numbers(count)) }
    func matrix(_ inputs: Int, _ outputs: Int) -> Matrix {
      Matrix(weights: part(inputs * outputs, bytes: 1), scales: numbers(outputs), bias: numbers(outputs))
    }
    pieceStarts = part(shape.pieces + 1, bytes: 4)
    pieceText = part(shape.pieceBytes, bytes: 1)
    scores = numbers(shape.pieces)
    words = part(shape.pieces * shape.width, bytes: 1)
    wordScales = numbers(shape.pieces)
    places = numbers(shape.positions * shape.width)
    self.norm = norm(shape.width)
    layers = (0..<shape.layers).map { _ in
      Layer(
        attention: matrix(shape.width, 3 * shape.width), out: matrix(shape.width, shape.width),
        attentionNorm: norm(shape.width), up: matrix(shape.width, shape.inner),
        down: matrix(shape.inner, shape.width), outputNorm: norm(shape.width))
    }
    heads = (shape.schemes.map(\.labels.count) + [EncoderShape.cliticClasses]).map {
      Norm(weight: numbers($0 * shape.width), bias: numbers($0))
    }
    self.end = end
    self.floats = floats
  }
}
