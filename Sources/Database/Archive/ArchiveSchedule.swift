#if SQLite
  /// When a run brings the archive up to date before it ends: at a commit behind which something new is, as often as
  /// takes a twentieth of its time. Who is who is told from all names of the database, so this takes longer with it.
  ///
  /// A first load that is fast waits for its end: what the archive is made of is indexed there at half the cost.
  struct ArchiveSchedule {
    /// A first load that brings so many documents from one commit to the next is fast.
    private static let fast = 1_000
    /// How many times as long as an update took, the next one waits.
    private static let share = 20
    private static let least = Duration.seconds(5)

    private var new = 0
    private var sinceCommit = 0
    private var due: ContinuousClock.Instant?

    mutating func came(_ documents: Int) {
      new += documents
      sinceCommit += documents
    }

    /// To be asked once at each commit.
    mutating func isDue(isFirstLoad: Bool) -> Bool {
      defer { sinceCommit = 0 }
      if isFirstLoad, sinceCommit >= Self.fast { return false }
      return new > 0 && due.map { ContinuousClock.now >= $0 } ?? true
    }

    mutating func ran(from start: ContinuousClock.Instant) {
      let now = ContinuousClock.now
      due = now + max(Self.least, (now - start) * Self.share)
      new = 0
    }
  }
#endif
