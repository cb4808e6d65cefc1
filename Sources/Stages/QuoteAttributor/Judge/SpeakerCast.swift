import Isnad
import IsnadArabic

/// Who may speak in an article: its people, institutions and places, with all their mentions.
///
/// A class, for all that looks at candidates holds it.
final class SpeakerCast {
  struct Member {
    /// The place in ``SpeechTokens/entities`` of its first mention.
    let entity: Int
    let kind: SpeechTokens.NameKind
    /// Its mentions, in the text's order, in ``SpeakerCast/mentions``.
    fileprivate(set) var mentions = 0..<0
    /// Whether a mention stands in the first line.
    fileprivate(set) var isInHeadline = false
    /// Whether a title stands before one of the first mentions, and whether a word with ة does.
    fileprivate(set) var hasTitle = false
    fileprivate(set) var hasFemaleTitle = false

    var isPerson: Bool { kind == .person }
    var isPlace: Bool { kind == .place || kind == .other }
  }

  /// Mentions that are looked at for titles.
  private static let titledMentions = 8

  let members: [Member]
  /// Tokens of mentions: each member's behind those of the one before.
  let mentions: [Range<Int>]
  /// The member that a token belongs to, or -1.
  private let memberAt: [Int32]
  /// All mentions with their members, in the text's order.
  private let inOrder: [(member: Int, tokens: Range<Int>)]

  init(_ speech: SpeechTokens) {
    var members: [Member] = []
    var memberAt = [Int32](repeating: -1, count: speech.count)
    var byCluster: [Int: Int] = [:]
    var found: [(member: Int, tokens: Range<Int>)] = []
    var index = 0
    while index < speech.count {
      let entity = speech.entityNumber(index)
      guard entity >= 0, let kind = speech.nameKind(index) else {
        index += 1
        continue
      }
      let start = index
      while speech.entityNumber(index) == entity { index += 1 }
      guard kind != .group else { continue }
      let number = byCluster[speech.entities[entity].cluster] ?? members.count
      if number == members.count {
        byCluster[speech.entities[entity].cluster] = number
        members.append(Member(entity: entity, kind: kind))
      }
      found.append((number, start..<index))
      for token in start..<index { memberAt[token] = Int32(number) }
    }
    // Mentions by member: how many each has, then each behind the last of its own.
    var counts = [Int](repeating: 0, count: members.count)
    for mention in found { counts[mention.member] += 1 }
    var next = 0
    for number in members.indices {
      members[number].mentions = next..<next
      next += counts[number]
    }
    var mentions = [Range<Int>](repeating: 0..<0, count: next)
    let firstLine = speech.lineEnd(after: 0)
    for (number, tokens) in found {
      let place = members[number].mentions.upperBound
      mentions[place] = tokens
      members[number].mentions = members[number].mentions.lowerBound..<place + 1
      if tokens.lowerBound < firstLine { members[number].isInHeadline = true }
      let before = tokens.lowerBound - 1
      if before >= 0, members[number].mentions.count <= Self.titledMentions {
        if speech.tokens[before].flags.contains(.endsInMarbuta) { members[number].hasFemaleTitle = true }
        if speech.flags(before).contains(.title) { members[number].hasTitle = true }
      }
    }
    (self.members, self.mentions, self.memberAt, inOrder) = (members, mentions, memberAt, found)
  }

  /// The member that a token belongs to.
  func member(_ token: Int) -> Int? { memberAt[token] < 0 ? nil : Int(memberAt[token]) }

  /// The mentions that have a token in a range, in the text's order.
  func mentioned(in range: Range<Int>) -> ArraySlice<(member: Int, tokens: Range<Int>)> {
    let first = Self.first(of: inOrder.indices) { inOrder[$0].tokens.upperBound > range.lowerBound }
    let end = Self.first(of: first..<inOrder.count) { inOrder[$0].tokens.lowerBound >= range.upperBound }
    return inOrder[first..<end]
  }

  /// A member's first mention.
  func first(_ member: Int) -> Range<Int> { mentions[members[member].mentions.lowerBound] }

  /// The last mention of a member that begins before a token; nil where none does.
  func last(_ member: Int, before token: Int) -> Range<Int>? {
    let place = place(member, before: token)
    return place < 0 ? nil : mentions[place]
  }

  /// The first mention of a member that shares a token with a range.
  func mention(_ member: Int, in range: Range<Int>) -> Range<Int>? {
    let all = members[member].mentions
    let first = max(place(member, before: range.lowerBound + 1), all.lowerBound)
    for place in first..<min(first + 2, all.upperBound) where mentions[place].overlaps(range) {
      return mentions[place]
    }
    return nil
  }

  /// The place of the last mention that begins before a token, or -1.
  private func place(_ member: Int, before token: Int) -> Int {
    let all = members[member].mentions
    let next = Self.first(of: all) { mentions[$0].lowerBound >= token }
    return next > all.lowerBound ? next - 1 : -1
  }

  /// The first of some places for which holds what also holds for all places behind it; their end where it holds for none.
  private static func first(of places: Range<Int>, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (places.lowerBound, places.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
