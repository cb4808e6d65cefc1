import Foundation
import Isnad
import IsnadArabic

@testable import IsnadStages

/// Names that were found by hand, as mentions for the clusters.
enum ClusterGold {
  static func path(_ part: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/gold/news/\(part).jsonl").standardizedFileURL.path
  }

  struct Mention: Decodable {
    let start: Int
    let end: Int
    let type: String
    let canonical: String
  }

  struct Article: Decodable {
    let id: String
    let text: String
    let entities: [Mention]

    init(_ line: Substring) throws { self = try JSONDecoder().decode(Self.self, from: Data(line.utf8)) }

    /// The tokens of each mention, from where its clitics end.
    func candidates(_ tokens: Tokens) -> ([NameCandidate], [Mention]) {
      let scalars = Array(text.unicodeScalars)
      var offsets = [0]
      for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
      let normalize = Normalizer(.matchForm)
      var candidates: [NameCandidate] = []
      var mentions: [Mention] = []
      for mention in entities.sorted(by: { $0.start < $1.start }) {
        let (start, end) = (offsets[mention.start], offsets[mention.end])
        let range = tokens.items.indices.filter { tokens[$0].start < end && tokens[$0].end > start }
        guard let first = range.first, let last = range.last else { continue }
        let clitics = String(
          decoding: Array(text.utf8)[min(start, tokens[first].start)..<start], as: UTF8.self)
        candidates.append(
          NameCandidate(
            tokens: first..<last + 1, stripped: normalize(clitics).utf8.count,
            label: EntityLabel(rawValue: mention.type), confidence: 1, rule: "gold"))
        mentions.append(mention)
      }
      return (candidates, mentions)
    }
  }

  struct Score {
    private var found: [String: Int] = [:]
    private var right: [String: Int] = [:]
    private var pairs: [String: (tied: Int, gold: Int, both: Int)] = [:]
    private(set) var errors: [String] = []

    mutating func add(_ entities: [Entity], _ mentions: [Mention], _ id: String) {
      for (entity, mention) in zip(entities, mentions) {
        found[mention.type, default: 0] += 1
        if Self.plain(entity.name) == Self.plain(mention.canonical) {
          right[mention.type, default: 0] += 1
        } else {
          errors.append(
            "\(mention.type) \(id) @\(mention.start) [\(entity.name)] gold [\(mention.canonical)]")
        }
      }
      count(zip(entities, mentions).map { ["\($1.type)", "\($0.cluster)", ""] }) { $0.tied += $1 }
      count(zip(entities, mentions).map { ["\($1.type)", Self.plain($1.canonical), ""] }) { $0.gold += $1 }
      count(zip(entities, mentions).map { ["\($1.type)", Self.plain($1.canonical), "\($0.cluster)"] }) {
        $0.both += $1
      }
    }

    private mutating func count(
      _ keys: [[String]], _ add: (inout (tied: Int, gold: Int, both: Int), Int) -> Void
    ) {
      for (key, same) in Dictionary(grouping: keys, by: { $0 }) {
        add(&pairs[key[0], default: (0, 0, 0)], same.count * (same.count - 1) / 2)
      }
    }

    private static func plain(_ name: String) -> String {
      String(
        String.UnicodeScalarView(
          name.unicodeScalars.filter {
            !(0x64B...0x652).contains($0.value) && $0.value != 0x670 && $0.value != 0x640
          })
      )
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func share(_ type: String) -> Double { Double(right[type] ?? 0) / Double(max(1, found[type] ?? 0)) }
    func precision(_ type: String) -> Double {
      pairs[type].map { Double($0.both) / Double(max(1, $0.tied)) } ?? 0
    }
    func recall(_ type: String) -> Double {
      pairs[type].map { Double($0.both) / Double(max(1, $0.gold)) } ?? 0
    }

    func report(_ part: String) -> String {
      func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
      return found.keys.sorted().map {
        "\(part) \($0) \(found[$0] ?? 0): name \(percent(share($0))), pairs P \(percent(precision($0))) R \(percent(recall($0)))"
      }.joined(separator: "\n")
    }
  }
}
