import Isnad
import IsnadArabic

/// Who may speak in an article: its people, institutions and places, with all their mentions.
struct SpeakerCast {
  struct Member {
    let entity: Entity
    /// Tokens of its mentions, in order.
    var mentions: [Range<Int>]
    /// Whether a mention stands in the first line.
    var isInHeadline: Bool

    var isPerson: Bool { entity.label == .person }
    var isPlace: Bool { entity.label == .place || entity.label == .other }
  }

  private(set) var members: [Member] = []
  /// The member that a token belongs to, or -1.
  private(set) var memberAt: [Int32]

  init(_ speech: SpeechTokens) {
    memberAt = [Int32](repeating: -1, count: speech.count)
    var byCluster: [Int: Int] = [:]
    let firstLine = speech.lineEnd(after: 0)
    var index = 0
    while index < speech.count {
      guard let entity = speech.entity(index) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < speech.count, speech.entity(end)?.id == entity.id { end += 1 }
      let mention = index..<end
      index = end
      guard entity.label != .group else { continue }
      let number = byCluster[entity.cluster] ?? members.count
      if number == members.count {
        byCluster[entity.cluster] = number
        members.append(Member(entity: entity, mentions: [], isInHeadline: false))
      }
      members[number].mentions.append(mention)
      if mention.lowerBound < firstLine { members[number].isInHeadline = true }
      for token in mention { memberAt[token] = Int32(number) }
    }
  }

  /// The member that a token belongs to.
  func member(_ token: Int) -> Int? { memberAt[token] < 0 ? nil : Int(memberAt[token]) }

  /// The place in a member's mentions of the last one that begins before a token; nil where none does.
  func last(_ member: Int, before token: Int) -> Int? {
    let mentions = members[member].mentions
    var (low, high) = (0, mentions.count)
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].lowerBound < token { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// The first mention of a member that shares a token with a range.
  func mention(_ member: Int, in range: Range<Int>) -> Range<Int>? {
    let mentions = members[member].mentions
    let first = last(member, before: range.lowerBound + 1) ?? 0
    return mentions[first...].prefix(2).first { $0.overlaps(range) }
  }
}
