/// Who has spoken so far in an article.
struct Voices {
  /// Somebody who has spoken.
  struct Voice {
    let name: String
    /// The place in the cast; nil for somebody without a name.
    let member: Int?
    let isAnonymous: Bool
    /// Nouns of the words that named it beside a cue, without articles.
    var nouns: [UInt64] = []
    var lastCue = 0
    var count = 0
    var feminine = 0
    var masculine = 0
  }

  /// Speakers that are remembered by their words, and turns of which the order is known.
  private static let reach = 48

  private(set) var all: [Voice] = []
  /// Places in ``all`` by turn, the last speaker last.
  private(set) var turns: [Int] = []
  private var ofMember: [Int: Int] = [:]

  /// The place of a member of the cast; nil where it has not spoken.
  func place(ofMember member: Int) -> Int? { ofMember[member] }

  /// How many others spoke after its last turn, up to 7.
  func others(since voice: Int) -> Int {
    var seen: [Int] = []
    for turn in turns.suffix(Self.reach).reversed() {
      if turn == voice { return seen.count }
      if !seen.contains(turn) { seen.append(turn) }
      if seen.count > 6 { break }
    }
    return 7
  }

  /// Speakers without a name, the last one first.
  func nameless(_ most: Int) -> [Int] {
    var found: [Int] = []
    for turn in turns.suffix(Self.reach).reversed() where all[turn].member == nil && !found.contains(turn) {
      found.append(turn)
      if found.count == most { break }
    }
    return found
  }

  /// Whether a noun was said of somebody who spoke lately.
  func said(_ noun: UInt64) -> Bool { all.suffix(Self.reach).contains { $0.nouns.contains(noun) } }

  /// Notes a turn.
  /// - Parameter nouns: of the words beside the cue.
  mutating func speak(
    _ name: String, member: Int?, isAnonymous: Bool, cue: Int, word: SpeechWord?, nouns: [UInt64]
  ) {
    let place: Int
    if let member, let known = ofMember[member] {
      place = known
    } else if member == nil,
      let known = all.suffix(Self.reach).lastIndex(where: { $0.member == nil && $0.name == name })
    {
      place = known
    } else {
      place = all.count
      all.append(Voice(name: name, member: member, isAnonymous: isAnonymous))
      if let member { ofMember[member] = place }
    }
    all[place].lastCue = cue
    all[place].count += 1
    if let word, word.form == .past || word.form == .present, !word.isPlural {
      if word.isFeminine { all[place].feminine += 1 } else { all[place].masculine += 1 }
    }
    all[place].nouns += nouns.prefix(max(0, 24 - all[place].nouns.count))
    turns.append(place)
  }
}
