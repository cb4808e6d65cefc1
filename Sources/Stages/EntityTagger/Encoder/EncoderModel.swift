import CEncoder
import Isnad
import IsnadArabic
import IsnadText
import SystemPackage

/// A pretrained encoder that has learnt names: it reads a window of pieces at once, each in the light of all others,
/// and says of each token's first piece what it is in a name.
struct EncoderModel: Sendable {
  static let version: UInt32 = 1
  static let magic = Array("ISNADENC".utf8)
  /// A larger file is no model, in bytes.
  static let maxBytes = 1 << 30
  private static let largest: Float = 1e6

  let shape: EncoderShape
  /// The header, with training data and scores.
  let header: JSONValue
  let vocabulary: PieceVocabulary
  private let file: MappedFile
  private let parts: EncoderParts
  private let kernel: EncoderKernel
  private let rooms = Memos { EncoderRoom() }

  /// - Throws: ``TaggerModelError`` where the bytes are no encoder, are cut off, or have another version.
  init(_ file: MappedFile, kernel: EncoderKernel = .best) throws(TaggerModelError) {
    let start = try ModelHeader(file.bytes, magic: Self.magic, version: Self.version)
    guard let shape = EncoderShape(start.json) else { throw .notAModel }
    let parts = EncoderParts(shape, from: start.end)
    guard file.count == parts.end else { throw .cut(file.count) }
    for part in parts.floats {
      let numbers = Self.floats(file, part.start, part.count)
      guard numbers.allSatisfy({ abs($0) <= Self.largest }) else { throw .notAModel }
    }
    let starts = UnsafeRawBufferPointer(rebasing: file.bytes[parts.pieceStarts...])
    let text = file.bytes[parts.pieceText..<parts.pieceText + shape.pieceBytes]
    guard
      let vocabulary = PieceVocabulary(
        starts: (0...shape.pieces).map {
          Int(UInt32(littleEndian: starts.load(fromByteOffset: $0 * 4, as: UInt32.self)))
        },
        text: UnsafeRawBufferPointer(rebasing: text),
        scores: Array(Self.floats(file, parts.scores, shape.pieces)))
    else { throw .notAModel }
    (self.shape, self.file, self.parts, self.kernel) = (shape, file, parts, kernel)
    (header, self.vocabulary) = (start.json, vocabulary)
  }

  /// What a scheme's head says of the tokens of an article.
  struct Scores: Sendable {
    /// Rows of ``LabelArcs/width``, one a token.
    var ofLabels: [Float]
    /// The letters of clitics before a name that begins in the token.
    var clitics: [UInt8]
  }

  /// - Parameters:
  ///   - scheme: its number in the shape.
  ///   - replaced: tokens that are read as unknown ones, to know what they are worth.
  func scores(_ tokens: Tokens, _ text: SourceText, scheme: Int, replaced: Range<Int> = 0..<0) -> Scores {
    scores(tokens, text, scheme: scheme, replaced: replaced) {}
  }

  /// - Parameter pause: called before each window.
  func scores(
    _ tokens: Tokens, _ text: SourceText, scheme: Int, replaced: Range<Int> = 0..<0,
    pause: () throws -> Void
  ) rethrows -> Scores {
    try rooms.with { room in
      let windows = EncoderWindow.all(
        of: tokens, text, positions: shape.positions, vocabulary, &room.memo, replaced: replaced)
      var scores = Scores(
        ofLabels: [Float](repeating: 0, count: tokens.count * LabelArcs.width),
        clitics: [UInt8](repeating: 0, count: tokens.count))
      for (window, share) in zip(windows, EncoderWindow.shares(of: windows)) {
        try pause()
        read(window, &room)
        for token in share {
          let state = room.states.span.extracting(
            droppingFirst: window.firsts[token - window.tokens.lowerBound] * shape.width)
          for (label, sum) in apply(scheme, state).enumerated() {
            scores.ofLabels[token * LabelArcs.width + label] = sum
          }
          let letters = apply(shape.schemes.count, state)
          scores.clitics[token] = UInt8(letters.indices.max { letters[$0] < letters[$1] } ?? 0)
        }
      }
      return scores
    }
  }

  /// A head's sums for a state.
  private func apply(_ head: Int, _ state: Span<Float>) -> [Float] {
    let weights = Self.floats(file, parts.heads[head].weight, headSize(head) * shape.width)
    var sums = Array(Self.floats(file, parts.heads[head].bias, headSize(head)))
    for label in sums.indices {
      // Sixteen sums side by side: an order that every processor keeps.
      var lanes = SIMD16<Float>.zero
      for start in stride(from: 0, to: shape.width, by: 16) {
        for lane in 0..<16 {
          lanes[lane] += weights[label * shape.width + start + lane] * state[start + lane]
        }
      }
      sums[label] += lanes.sum()
    }
    return sums
  }

  private func headSize(_ head: Int) -> Int {
    head < shape.schemes.count ? shape.schemes[head].labels.count : EncoderShape.cliticClasses
  }

  // MARK: The encoder

  /// Reads a window into `room.states`.
  private func read(_ window: EncoderWindow, _ room: inout EncoderRoom) {
    let layers = parts.layers.map(layer)
    layers.withUnsafeBufferPointer { layers in
      guard let first = layers.baseAddress else { return }
      var encoder = isnad_encoder(
        width: Int32(shape.width), inner: Int32(shape.inner), heads: Int32(shape.heads),
        layer_count: Int32(shape.layers), positions: Int32(shape.positions), pieces: Int32(shape.pieces),
        epsilon: 1e-12, words: at(parts.words), word_scales: at(parts.wordScales), places: at(parts.places),
        norm: norm(parts.norm), layers: first)
      let count = Int32(window.pieces.count)
      room.grow(scratch: isnad_encoder_scratch(&encoder, count), states: window.pieces.count * shape.width)
      room.scratch.withUnsafeMutableBytes { scratch in
        room.states.withUnsafeMutableBufferPointer { states in
          isnad_encoder_read(
            &encoder, kernel.raw, window.pieces, count, scratch.baseAddress, states.baseAddress)
        }
      }
    }
  }

  private func layer(_ layer: EncoderParts.Layer) -> isnad_layer {
    isnad_layer(
      attention: matrix(layer.attention, shape.width, 3 * shape.width),
      out: matrix(layer.out, shape.width, shape.width), attention_norm: norm(layer.attentionNorm),
      up: matrix(layer.up, shape.width, shape.inner), down: matrix(layer.down, shape.inner, shape.width),
      output_norm: norm(layer.outputNorm))
  }

  private func matrix(_ matrix: EncoderParts.Matrix, _ depth: Int, _ count: Int) -> isnad_matrix {
    isnad_matrix(
      weights: at(matrix.weights), scales: at(matrix.scales), bias: at(matrix.bias), depth: Int32(depth),
      count: Int32(count))
  }

  private func norm(_ norm: EncoderParts.Norm) -> isnad_norm {
    isnad_norm(weight: at(norm.weight), bias: at(norm.bias))
  }

  private func at<Number>(_ place: Int) -> UnsafePointer<Number>? {
    (file.bytes.baseAddress.map { $0 + place })?.assumingMemoryBound(to: Number.self)
  }

  private static func floats(_ file: MappedFile, _ start: Int, _ count: Int) -> UnsafeBufferPointer<Float> {
    UnsafeRawBufferPointer(rebasing: file.bytes[start..<start + count * 4]).assumingMemoryBound(
      to: Float.self)
  }
}

/// Which instructions read an encoder. All give the same bits.
struct EncoderKernel: Sendable, Hashable {
  let raw: isnad_kernel

  /// The fastest of this processor.
  static let best = EncoderKernel(raw: isnad_best_kernel())

  /// All that this processor has.
  static var all: [EncoderKernel] {
    [ISNAD_PORTABLE, ISNAD_NEON, ISNAD_AVX2, ISNAD_AVX512].filter { isnad_has_kernel($0) != 0 }.map(Self.init)
  }

  private init(raw: isnad_kernel) { self.raw = raw }

  static func == (a: Self, b: Self) -> Bool { a.raw.rawValue == b.raw.rawValue }
  func hash(into hasher: inout Hasher) { hasher.combine(raw.rawValue) }
}

/// Memory for windows, and what is known of words: kept from article to article.
struct EncoderRoom: Sendable {
  var memo = PieceMemo()
  /// In units of 64 bytes, to which the encoder's parts are aligned.
  var scratch: [SIMD16<Float>] = []
  var states: [Float] = []

  mutating func grow(scratch bytes: Int, states count: Int) {
    if scratch.count * 64 < bytes { scratch = [SIMD16<Float>](repeating: .zero, count: (bytes + 63) / 64) }
    if states.count < count { states = [Float](repeating: 0, count: count) }
  }
}
