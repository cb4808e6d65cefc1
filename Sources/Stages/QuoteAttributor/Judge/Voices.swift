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

  /// Speakers that are remembered by their words.
  private static let reach = 48
  /// Speakers whose order is known.
  private static let mostRecent = 48
  /// Nouns of a speaker.
  private static let mostNouns = 24

  private(set) var all: [Voice] = []
  /// Places in ``all``, whoever spoke last first.
  private(set) var recent: [Int] = []
  private var ofMember: [Int: Int] = [:]

  /// The place of a member of the cast; nil where it has not spoken.
  func place(ofMember member: Int) -> Int? { ofMember[member] }

  /// Whoever spoke last.
  var last: SpeakerChoice.Candidate? {
    recent.first.map { voice in all[voice].member.map { .member($0) } ?? .voice(voice) }
  }

  /// How many others spoke after its last turn, up to 7.
  func others(since voice: Int) -> Int { min(7, recent.firstIndex(of: voice) ?? 7) }

  /// Whether a noun was said of somebody who spoke lately.
  func said(_ noun: UInt64) -> Bool {
    all[max(0, all.count - Self.reach)...].contains { $0.nouns.contains(noun) }
  }

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
    all[place].nouns += nouns.prefix(max(0, Self.mostNouns - all[place].nouns.count))
    if let before = recent.firstIndex(of: place) {
      recent.remove(at: before)
    } else if recent.count == Self.mostRecent {
      recent.removeLast()
    }
    recent.insert(place, at: 0)
  }
}
