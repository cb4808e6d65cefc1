#if HTTP
  import Isnad
  import IsnadHTTP
  import Logging

  /// The new entries of feeds that are fetched from their servers.
  ///
  /// **Invariants.** An entry is given once, and again when it says something else. A feed counts as read, with the
  /// tag by which its server knows it, when its last entry is given: a run that was killed in between fetches it again,
  /// and passes over what it had given. What is fetched and not yet given is bounded: while it waits, nothing more is
  /// fetched. A feed that fails is told of once, and asked less and less often.
  final class FeedRecords: RecordSource {
    /// Entries that may wait before no more feeds are fetched.
    private static let maxReady = 500
    private static let maxPause = 86_400.0
    /// Feeds that are named at the start; more are counted.
    private static let maxTold = 20
    /// What is looked at between two waits: whether the run is to stop.
    private static let tick = Duration.milliseconds(200)

    private let settings: FeedSettings
    private let cutting: CutterSettings
    private let fields: FieldMap
    /// Of the reader, as the command line calls it.
    private let id: String
    private let logger: Logger
    private let client: PoliteClient
    private var feeds: [Feed] = []
    private var isTold = false
    private var ready: [Ready] = []
    private var readyStart = 0
    /// The feed that was the first to have an entry.
    private var owners: [UInt64: Int] = [:]
    private(set) var unreadable: [Diagnostic] = []
    private(set) var hasNewPosition = false

    private struct Feed {
      var state: FeedState
      var isActive = false
      /// Entries that it gave in this run.
      var given = 0
      var saved: JSONValue?
      /// What is to be noted when all its entries are given.
      var fetched: (tag: String?, modified: String?, location: String, count: Int)?
      /// Entries whose pages are being fetched.
      var articles: PendingArticles?
      /// Entries that wait to be given.
      var waiting = 0
    }

    private struct Ready {
      let feed: Int
      let entry: FeedEntries.Entry
    }

    /// - Parameters:
    ///   - goesOn: whether feeds that an earlier run has read once are read again.
    ///   - position: where an earlier run was; nil to begin.
    init(
      _ settings: FeedSettings, cutting: CutterSettings, fields: FieldMap, id: String, logger: Logger,
      goesOn: Bool,
      at position: JSONValue?
    ) throws {
      self.settings = settings
      self.cutting = cutting
      self.fields = fields
      self.id = id
      self.logger = logger
      do {
        client = try PoliteClient(settings, maxBytes: cutting.maxBytes)
      } catch {
        throw Diagnostic(.unreadable, "feeds can't be fetched: \(error.message).")
      }
      var known: [String: FeedState] = [:]
      if let position {
        guard let states = position["feeds"]?.array else { throw Self.badPosition }
        for value in states {
          guard var state = FeedState(value) else { throw Self.badPosition }
          if goesOn { state.isDone = false }
          known[state.url] = state
        }
      }
      var seen: Set<String> = []
      for url in settings.feeds where seen.insert(url).inserted {
        var state = known[url] ?? FeedState(url)
        if let every = settings.every {
          // It may have been fetched less often, or once, before.
          state.isDone = false
          if state.failures == 0 { state.due = min(state.due, RetryAfter.now + every / .seconds(1)) }
          if state.failures > 0, settings.asksFailedAtOnce { state.due = RetryAfter.now }
        }
        feeds.append(Feed(state: state))
      }
      for index in feeds.indices {
        for id in feeds[index].state.memory.ids where owners[id] == nil { owners[id] = index }
      }
    }

    private static let badPosition = Diagnostic(
      .badCheckpoint, "the checkpoint says no place in the feeds.", suggestion: "Begin anew with --restart.")

    var wouldBlock: Bool { readyStart == ready.count }
    var totalBytes: Int? { nil }
    var readBytes: Int { client.readBytes }

    var position: JSONValue? {
      hasNewPosition = false
      for index in feeds.indices where feeds[index].saved == nil {
        feeds[index].saved = feeds[index].state.json
      }
      return .object([.init("feeds", .array(feeds.compactMap(\.saved)))])
    }

    func next() throws -> Record? {
      if !isTold {
        isTold = true
        RunMonitor.tell(feeds.map(\.state.source))
        tellOfPauses()
      }
      while true {
        if readyStart < ready.count {
          let next = ready[readyStart]
          readyStart += 1
          if readyStart == ready.count { (ready, readyStart) = ([], 0) }
          give(next)
          return next.entry.record
        }
        try ReadingStop.check()
        try ReadingPause.check()
        schedule()
        if settings.every == nil, client.isQuiet, feeds.allSatisfy(\.state.isDone) { return nil }
        let mayStart = ready.count - readyStart < Self.maxReady
        for (job, result) in client.wait(for: ReadingPause.within(Self.tick), mayStart: mayStart) {
          answered(job, result)
        }
      }
    }

    /// Says which feeds are not asked at once, since they could not be read in an earlier run.
    private func tellOfPauses() {
      let now = RetryAfter.now
      let resting = feeds.map(\.state).filter { $0.failures > 0 && !$0.isDone && $0.due > now }
      for state in resting.prefix(Self.maxTold) {
        let times = state.failures == 1 ? "could not be read" : "could not be read \(state.failures) times"
        let problem = state.problem.map { " (\($0))" } ?? ""
        logger.notice(
          "the feed '\(state.url)' \(times)\(problem); it is asked again in \(TimeSpan.text(state.due - now)). To ask at once, start with --set \(id).ask-failed=at-once"
        )
      }
      guard resting.count > Self.maxTold else { return }
      logger.notice(
        "\(resting.count - Self.maxTold) more feeds are asked again later; 'isnad feeds' lists them")
    }

    /// Notes that an entry is given, and with the last one that its feed is read.
    private func give(_ next: Ready) {
      let now = RetryAfter.now
      feeds[next.feed].given += 1
      change(next.feed) {
        $0.memory.set(next.entry.id, next.entry.content)
        $0.lastEntry = now
      }
      feeds[next.feed].waiting -= 1
      if feeds[next.feed].waiting == 0 { finish(next.feed) }
    }

    private func change(_ feed: Int, _ body: (inout FeedState) -> Void) {
      body(&feeds[feed].state)
      feeds[feed].saved = nil
      hasNewPosition = true
      var source = feeds[feed].state.source
      source.records = feeds[feed].given
      RunMonitor.tell(source, at: feed)
    }

    /// Puts feeds that are due to what is to be fetched.
    private func schedule() {
      let now = RetryAfter.now
      for index in feeds.indices
      where !feeds[index].isActive && !feeds[index].state.isDone && feeds[index].state.due <= now {
        feeds[index].isActive = true
        client.ask(.feed(index, feeds[index].state))
      }
    }

    // MARK: Answers

    private func answered(_ job: FeedJob, _ result: Result<HTTPAnswer, FetchFailure>) {
      switch job.kind {
      case .robots: break
      case .page(let feed, let entry):
        var page: Record?
        if case .success(let answer) = result, answer.status == 200 {
          page = followed(feed, entry, job.url, answer)
        }
        if page == nil {
          logger.info("the page '\(job.url)' can't be read; the feed's own text stands for it")
        }
        arrived(feed, entry, page)
      case .feed(let index):
        switch result {
        case .success(let answer): readFeed(index, job, answer)
        case .failure(let failure): failed(index, failure.reason)
        }
      }
    }

    private func readFeed(_ index: Int, _ job: FeedJob, _ answer: HTTPAnswer) {
      switch answer.status {
      case 304:
        feeds[index].fetched = nil
        finish(index)
      case 200: readEntries(index, job, answer)
      case 429, 503:
        failed(
          index, "its server answers with \(answer.status)",
          pause: RetryAfter.seconds(answer["Retry-After"], now: RetryAfter.now))
      case 410: failed(index, "it is gone (410)", pause: Self.maxPause)
      default: failed(index, "its server answers with \(answer.status)")
      }
    }

    private func readEntries(_ index: Int, _ job: FeedJob, _ answer: HTTPAnswer) {
      let found: FeedEntries
      do {
        found = try FeedEntries(answer.body, of: feeds[index].state.url, cutting: cutting, fields: fields)
      } catch {
        return failed(index, "\(error)")
      }
      if found.entries.isEmpty, let problem = found.problem { return failed(index, problem) }
      var new: [FeedEntries.Entry] = []
      var ids: Set<UInt64> = []
      for entry in found.entries where ids.insert(entry.id).inserted {
        let known = feeds[index].state.memory.content(of: entry.id)
        // Another feed has it as well, in words of its own.
        if known == nil, let owner = owners[entry.id], owner != index { continue }
        owners[entry.id] = index
        if known != entry.content {
          new.append(entry)
        } else {
          feeds[index].state.memory.set(entry.id, entry.content)
          feeds[index].saved = nil
        }
      }
      feeds[index].fetched = (
        // Of a feed that was cut off the rest may come the next time.
        found.problem == nil ? answer["ETag"] : nil, found.problem == nil ? answer["Last-Modified"] : nil,
        job.isForGood ? job.url : feeds[index].state.location, ids.count
      )
      // The oldest first, as feeds have them last.
      hand(index, new.reversed())
    }

    /// Gives entries on, at once or with their pages.
    private func hand(_ index: Int, _ entries: [FeedEntries.Entry]) {
      guard !entries.isEmpty else { return finish(index) }
      feeds[index].waiting = entries.count
      guard settings.follows else {
        ready += entries.map { Ready(feed: index, entry: $0) }
        return
      }
      feeds[index].articles = PendingArticles(entries)
      for (number, entry) in entries.enumerated() {
        if let url = entry.url, HTTPOrigin(url) != nil {
          client.ask(.page(feed: index, entry: number, url: url))
        } else {
          arrived(index, number, nil)
        }
      }
    }

    private func followed(_ feed: Int, _ entry: Int, _ url: String, _ answer: HTTPAnswer) -> Record? {
      guard let entry = feeds[feed].articles?[entry], WebPage.isText(answer["Content-Type"] ?? "text/html")
      else { return nil }
      return FollowedPage.record(
        entry.record, url: url, type: answer["Content-Type"], page: answer.body)
    }

    private func arrived(_ feed: Int, _ entry: Int, _ page: Record?) {
      guard let entries = feeds[feed].articles?.note(page, of: entry) else { return }
      feeds[feed].articles = nil
      ready += entries.map { Ready(feed: feed, entry: $0) }
    }

    // MARK: Ends

    /// A feed is read: it is due again when its time has come.
    private func finish(_ index: Int) {
      let fetched = feeds[index].fetched
      feeds[index].fetched = nil
      feeds[index].isActive = false
      if feeds[index].state.failures > 0 {
        logger.notice("the feed '\(feeds[index].state.url)' is read again")
      }
      let now = RetryAfter.now
      let pause = settings.every.map { $0 / .seconds(1) }
      var forgotten: [UInt64] = []
      change(index) {
        $0.failures = 0
        $0.problem = nil
        $0.lastSuccess = now
        $0.due = now + (pause ?? 0)
        $0.isDone = pause == nil
        guard let fetched else { return }
        $0.tag = fetched.tag
        $0.modified = fetched.modified
        $0.location = fetched.location
        forgotten = $0.memory.trim(holding: fetched.count)
      }
      for id in forgotten where owners[id] == index { owners[id] = nil }
    }

    /// A feed that could not be read is tried again later, each time after a longer pause.
    private func failed(_ index: Int, _ reason: String, pause: Double? = nil) {
      let now = RetryAfter.now
      let every = settings.every.map { $0 / .seconds(1) }
      let isFirst = feeds[index].state.failures == 0
      feeds[index].isActive = false
      change(index) {
        $0.failures += 1
        $0.problem = reason
        $0.isDone = every == nil
        // What is for good elsewhere may have been a mistake.
        if $0.failures > 3 { $0.location = $0.url }
        let backoff = min((every ?? 0) * Double(1 << min($0.failures, 10)), Self.maxPause)
        $0.due = now + max(backoff, pause ?? 0)
      }
      let message = "the feed '\(feeds[index].state.url)' can't be read: \(reason)."
      guard every != nil else {
        unreadable.append(Diagnostic(.unreadable, message))
        return
      }
      if isFirst { logger.warning("\(message) It is tried again, less and less often.") }
    }
  }
#endif
