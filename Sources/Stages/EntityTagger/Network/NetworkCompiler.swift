import Isnad
import IsnadArabic

/// Makes the file of a network from what its training has left.
public struct NetworkCompiler {
  private let opinion: TaggerModel
  /// Of its file.
  private let fingerprint: String

  /// - Parameter opinion: the file of the model of features that the network was trained with.
  /// - Throws: where it is none.
  public init(opinion: [UInt8]) throws {
    self.opinion = try opinion.withUnsafeBytes { try TaggerModel($0) }
    fingerprint = Self.fingerprint(of: opinion)
  }

  /// By which a network's header names the model of features that it was trained with.
  static func fingerprint(of file: [UInt8]) -> String {
    String(Fingerprint.of(file.span, from: 0, to: file.count), radix: 16)
  }

  /// What a training has left does not fit together.
  public struct Mismatch: Error, CustomStringConvertible {
    public let description: String
  }

  /// How well a network does on sentences that it did not learn from.
  public struct Score: Sendable {
    public let f1: Double
    fileprivate let calibration: Calibration
  }

  /// - Parameters:
  ///   - header: the shape, and what is known of the training.
  ///   - words: those with vectors.
  ///   - numbers: of the tables, the matrices and the rest, in the order of ``NetworkShape``.
  ///   - development: sentences that it did not learn from: they tell how sure it may be.
  /// - Throws: ``Mismatch``.
  public func file(
    header: JSONValue, words: [String], numbers: [Float], development: [[EntityTraining.Token]]
  ) throws -> (bytes: [UInt8], score: Score) {
    guard let shape = NetworkShape(header) else {
      throw Mismatch(description: "the header describes no network")
    }
    var notes: [JSONValue.Member] = []
    if case .object(let members) = header {
      notes = members.filter { member in !shape.json.contains { $0.name == member.name } }
    }
    let first = try encode(shape, words, numbers, notes)
    let score = try score(first, development)
    let scores: [JSONValue.Member] = [
      .init("opinion", .string(fingerprint)),
      .init("development_f1", .number(JSONNumber(String((score.f1 * 10_000).rounded() / 10_000)))),
      .init("calibration", score.calibration.json),
    ]
    return (try encode(shape, words, numbers, notes + scores), score)
  }

  private func encode(
    _ shape: NetworkShape, _ words: [String], _ numbers: [Float], _ notes: [JSONValue.Member]
  ) throws -> [UInt8] {
    guard let bytes = NetworkModel.encode(shape, words: words, numbers: numbers, notes: notes) else {
      throw Mismatch(
        description: "\(words.count) words and \(numbers.count) numbers don't fit the header")
    }
    return bytes
  }

  private func score(_ file: [UInt8], _ development: [[EntityTraining.Token]]) throws -> Score {
    let model = try file.withUnsafeBytes { try NetworkModel($0, opinion: opinion) }
    let lexicon = try NameLexicon.embedded.get()
    // Ten sentences are about as long as an article.
    let texts = stride(from: 0, to: development.count, by: 10).map { first in
      LabelledText(
        Array(development[first..<min(first + 10, development.count)]), model.chain.labels, lexicon)
    }
    let score = MentionScore(of: model, on: texts)
    return Score(f1: score.f1, calibration: Calibration(score.outcomes))
  }
}
