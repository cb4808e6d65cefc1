import CEncoder
import Foundation
import Isnad
import IsnadTesting
import SystemPackage
import Testing

@testable import IsnadArabic
@testable import IsnadStages

/// The encoder of the entity tagger: its pieces, its windows, its arithmetic against sums one by one, its file.
@Suite struct EncoderTests {
  private static let pieces = [
    "<s>", "<pad>", "</s>", "<unk>", "▁", "▁سا", "مي", "▁سامي", "س", "ا", "م", "ي", ".", "...",
  ]
  private static let scores: [Float] = [0, 0, 0, 0, -3, -4, -4, -5, -6, -6, -6, -6, -2, -2]

  private func vocabulary() throws -> PieceVocabulary {
    let bytes = Self.pieces.flatMap { Array($0.utf8) }
    let starts = Self.pieces.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.utf8.count) }
    return try #require(
      bytes.withUnsafeBytes { PieceVocabulary(starts: starts, text: $0, scores: Self.scores) })
  }

  // MARK: Pieces

  @Test(arguments: [
    ("سامي", true, ["▁سامي"]),  // -5 is more likely than -4 and -4
    ("سامي", false, ["س", "ا", "مي"]),
    ("ســامِي", true, ["▁سامي"]),  // no tatweel, no marks
    ("سxxم", false, ["س", "<unk>", "م"]),  // letters without a piece are one
    ("…", false, ["..."]),
    ("\u{64B}", false, ["<unk>"]),  // nothing is left of it
  ])
  func theLikeliestPiecesAreChosen(_ token: String, _ hasSpace: Bool, _ expected: [String]) throws {
    let found = try vocabulary().pieces(of: Array(token.utf8), hasSpace: hasSpace)
    #expect(found.map { Self.pieces[Int($0)] } == expected)
  }

  @Test func piecesThatLeaveTheirTextAreRefused() {
    let bytes = Array("abcde".utf8)
    for starts in [[0, 1, 2, 3, 4, 6], [0, 1, 2, 3, 4, 4], [1, 1, 2, 3, 4, 5]] {
      bytes.withUnsafeBytes {
        #expect(PieceVocabulary(starts: starts, text: $0, scores: [0, 0, 0, 0, 0]) == nil)
      }
    }
  }

  @Test func aTokenOfAMegabyteIsReadAsFarAsItMayBe() throws {
    let found = try vocabulary().pieces(of: Array(repeating: 0x78, count: 1 << 20), hasSpace: true)
    #expect(found == [4, 3])
  }

  // MARK: Windows

  @Test(arguments: [1, 3, 200, 2000])
  func windowsReadEachTokenOnce(_ count: Int) throws {
    let text = SourceText(Array(repeating: "سامي .\n", count: count).joined())
    let tokens = Tokenizer()(text)
    var memo = PieceMemo()
    let windows = EncoderWindow.all(of: tokens, text, positions: 128, try vocabulary(), &memo)
    #expect(EncoderWindow.shares(of: windows).flatMap { Array($0) } == Array(0..<tokens.count))
    for (window, share) in zip(windows, EncoderWindow.shares(of: windows)) {
      #expect(window.pieces.count <= 128)
      #expect(window.firsts.count == window.tokens.count)
      #expect(window.tokens.lowerBound <= share.lowerBound && share.upperBound <= window.tokens.upperBound)
      #expect(window.pieces.first == PieceVocabulary.begin && window.pieces.last == PieceVocabulary.end)
      for first in window.firsts { #expect(window.pieces[first] != PieceVocabulary.end) }
    }
  }

  // MARK: The whole

  private static let labels = ["O", "B-PER", "I-PER"]

  /// An encoder of random numbers, two layers of 64.
  private func file(changing change: (inout [UInt8]) -> Void = { _ in }) throws -> MappedFile {
    var random = SeededGenerator(seed: 7)
    let header: JSONValue = [
      "width": 64, "inner": 128, "heads": 2, "layers": 2, "positions": 256,
      "pieces": .integer(Self.pieces.count),
      "bytes": .integer(Self.pieces.reduce(0) { $0 + $1.utf8.count }),
      "schemes": [["name": "news", "labels": ["O", "B-PER", "I-PER"]]],
    ]
    guard case .object(let members) = header else { throw TaggerModelError.notAModel }
    var bytes = ModelHeader.bytes(magic: EncoderModel.magic, version: EncoderModel.version, members)
    let shape = try #require(EncoderShape(header))
    let parts = EncoderParts(shape, from: bytes.count)
    bytes += (bytes.count..<parts.end).map { _ in UInt8.random(in: 0...255, using: &random) }
    func put<Number>(_ numbers: [Number], at place: Int) {
      numbers.withUnsafeBytes { bytes.replaceSubrange(place..<place + $0.count, with: $0) }
    }
    for part in parts.floats {
      put((0..<part.count).map { _ in Float.random(in: -0.1...0.1, using: &random) }, at: part.start)
    }
    put(Self.scores, at: parts.scores)
    put(
      Self.pieces.reduce(into: [UInt32(0)]) { $0.append(($0.last ?? 0) + UInt32($1.utf8.count)) },
      at: parts.pieceStarts)
    put(Self.pieces.flatMap { Array($0.utf8) }, at: parts.pieceText)
    for norm in [parts.norm] + parts.layers.flatMap({ [$0.attentionNorm, $0.outputNorm] }) {
      put([Float](repeating: 1, count: 64), at: norm.weight)
    }
    for layer in parts.layers {
      for matrix in [layer.attention, layer.out, layer.up, layer.down] {
        put(
          [Float](repeating: 0.002, count: matrix.weights == layer.up.weights ? 128 : 64), at: matrix.scales)
      }
    }
    change(&bytes)
    let path = FilePath(FileManager.default.temporaryDirectory.appending(path: "\(UUID()).model").path())
    let output = try FileDescriptor.open(path, .writeOnly, options: [.create], permissions: .ownerReadWrite)
    try output.closeAfter { _ = try output.writeAll(bytes) }
    defer { try? FileManager.default.removeItem(atPath: path.string) }
    return try MappedFile(path, limit: 1 << 24)
  }

  @Test func allKernelsGiveTheSameBits() throws {
    let text = SourceText(Array(repeating: "سامي قال سا . مي\n", count: 90).joined())
    let tokens = Tokenizer()(text)
    let scores = try EncoderKernel.all.map {
      try EncoderModel(try file(), kernel: $0).scores(tokens, text, scheme: 0)
    }
    let first = try #require(scores.first)
    #expect(EncoderKernel.all.contains(.best))
    #expect(Set(first.ofLabels).count > 100)
    for other in scores {
      #expect(other.ofLabels.map(\.bitPattern) == first.ofLabels.map(\.bitPattern))
      #expect(other.clitics == first.clitics)
    }
  }

  @Test func anEndIsLookedForBeforeEachWindow() throws {
    let model = try EncoderModel(try file(), kernel: .best)
    let text = SourceText(Array(repeating: "سامي قال سا . مي\n", count: 90).joined())
    let tokens = Tokenizer()(text)
    var windows = 0
    _ = model.scores(tokens, text, scheme: 0) { windows += 1 }
    #expect(windows > 2)
    var seen = 0
    #expect(throws: StageFailure.self) {
      try model.scores(tokens, text, scheme: 0) {
        seen += 1
        if seen == 2 { throw StageFailure(code: "timeout", message: "over") }
      }
    }
    #expect(seen == 2)
  }

  /// The same window by sums of double precision, one by one.
  @Test func statesAreThoseOfPlainArithmetic() throws {
    let model = try EncoderModel(try file(), kernel: .best)
    let text = SourceText("سامي . سا مي")
    let tokens = Tokenizer()(text)
    let scores = model.scores(tokens, text, scheme: 0)
    let plain = try PlainEncoder(file()).scores([0, 7, 4, 12, 5, 4, 6, 2])
    // Firsts: ▁سامي, ▁ of ".", ▁سا, ▁ of مي.
    var (wrong, whole) = (0.0, 0.0)
    for (token, row) in [1, 2, 4, 5].enumerated() {
      for label in 0..<3 {
        let difference = Double(scores.ofLabels[token * LabelArcs.width + label]) - plain[row][label]
        wrong += difference * difference
        whole += plain[row][label] * plain[row][label]
      }
    }
    // Eight bits between the layers cost some hundredths; a wrong weight or place costs all.
    #expect((wrong / whole).squareRoot() < 0.06)
  }

  @Test func damagedFilesAreRefused() throws {
    #expect(throws: TaggerModelError.self) { try EncoderModel(file { $0[0] = 0 }) }
    #expect(throws: TaggerModelError.self) { try EncoderModel(file { $0.removeLast() }) }
    #expect(throws: TaggerModelError.self) { try EncoderModel(file { $0.append(0) }) }
    #expect(throws: TaggerModelError.self) { try EncoderModel(file { $0[8] = 9 }) }
    // A weight that is no number, at the end of the last head's bias.
    #expect(throws: TaggerModelError.notAModel) {
      try EncoderModel(file { $0.replaceSubrange($0.count - 4..<$0.count, with: [0, 0, 0xC0, 0x7F]) })
    }
  }

  @Test(arguments: ["width", "inner", "heads", "layers", "positions", "pieces", "bytes"])
  func shapesOutOfRangeAreRefused(_ name: String) {
    func header(_ value: JSONValue) -> JSONValue {
      let values: [(String, JSONValue)] = [
        ("width", 64), ("inner", 128), ("heads", 2), ("layers", 2), ("positions", 256), ("pieces", 14),
        ("bytes", 60),
      ]
      return .object(
        values.map { .init($0.0, $0.0 == name ? value : $0.1) } + [
          .init("schemes", [["name": "news", "labels": ["O", "B-PER", "I-PER"]]])
        ])
    }
    #expect(EncoderShape(header(.integer(1 << 40))) == nil)
    #expect(EncoderShape(header(-1)) == nil)
    #expect(EncoderShape(header("many")) == nil)
  }

  @Test(arguments: [("وبايدن", 1, 2), ("لبنان", 0, 0), ("ولبنان", 2, 4), ("بيروت", 3, 2), ("و", 1, 0)])
  func cliticsAreLettersThatCanBeSome(_ word: String, _ letters: Int, _ bytes: Int) {
    #expect(Tokenizer()(SourceText(word)).clitics(0, letters: letters) == bytes)
  }
}

/// An encoder in double precision, weight by weight, from the same file.
private struct PlainEncoder {
  let file: MappedFile
  let shape: EncoderShape
  let parts: EncoderParts

  init(_ file: MappedFile) throws {
    self.file = file
    let start = try ModelHeader(file.bytes, magic: EncoderModel.magic, version: EncoderModel.version)
    shape = try #require(EncoderShape(start.json))
    parts = EncoderParts(shape, from: start.end)
  }

  private func float(_ place: Int, _ index: Int) -> Double {
    Double(file.bytes.load(fromByteOffset: place + index * 4, as: Float.self))
  }

  private func apply(_ matrix: EncoderParts.Matrix, _ row: [Double], _ outputs: Int) -> [Double] {
    (0..<outputs).map { output in
      let panel = output / 64 * 64 * row.count
      let sum = row.indices.reduce(0.0) { sum, input in
        let place = panel + input / 4 * 256 + output % 64 * 4 + input % 4
        return sum + row[input] * (Double(file.bytes[matrix.weights + place]) - 128)
      }
      return sum * float(matrix.scales, output) + float(matrix.bias, output)
    }
  }

  private func norm(_ row: [Double], _ norm: EncoderParts.Norm) -> [Double] {
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    return row.indices.map {
      (row[$0] - mean) / (variance + 1e-12).squareRoot() * float(norm.weight, $0) + float(norm.bias, $0)
    }
  }

  private func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map(+) }

  func scores(_ pieces: [Int]) -> [[Double]] {
    var states = pieces.enumerated().map { place, piece in
      norm(
        (0..<shape.width).map { unit in
          Double(Int8(bitPattern: file.bytes[parts.words + piece * shape.width + unit]))
            * float(parts.wordScales, piece) + float(parts.places, place * shape.width + unit)
        }, parts.norm)
    }
    for layer in parts.layers {
      let mixed = states.map { apply(layer.attention, $0, 3 * shape.width) }
      states = states.indices.map { row in
        var found = [Double](repeating: 0, count: shape.width)
        for head in 0..<shape.heads {
          let units = head * 32..<head * 32 + 32
          let weights = mixed.map { other in
            exp(units.reduce(0.0) { $0 + mixed[row][$1] * other[shape.width + $1] } / 32.0.squareRoot())
          }
          for unit in units {
            found[unit] =
              zip(weights, mixed).reduce(0.0) { $0 + $1.0 * $1.1[2 * shape.width + unit] }
              / weights.reduce(0, +)
          }
        }
        return norm(sum(states[row], apply(layer.out, found, shape.width)), layer.attentionNorm)
      }
      states = states.map { row in
        let inner = apply(layer.up, row, shape.inner).map { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }
        return norm(sum(row, apply(layer.down, inner, shape.width)), layer.outputNorm)
      }
    }
    return states.map { row in
      (0..<shape.schemes[0].labels.count).map { label in
        row.indices.reduce(float(parts.heads[0].bias, label)) {
          $0 + row[$1] * float(parts.heads[0].weight, label * shape.width + $1)
        }
      }
    }
  }
}
