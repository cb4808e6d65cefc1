#if HTTP
  import Isnad
  import IsnadHTTP
  import Logging
  import SystemPackage

  /// The new entries of feeds that are fetched from their servers.
  ///
  /// **Invariants.** An entry is given once, and again when it says something else. A feed counts as read, with the
  /// tag by which its server knows it, when its last entry is given: a run that was killed in between fetches it again,
  /// and passes over what it had given. Of one server one thing is asked at a time. What is fetched and not yet given is
  /// bounded: while it waits, nothing more is fetched. A feed that fails is told of once, and asked less and less often.
  final class FeedRecords: RecordSource {
    /// Requests at once, and entries that may wait before no more feeds are fetched.
    private static let maxRequests = 32
    private static let maxReady = 500
    private static let maxHops = 5
    private static let maxPause = 86_400.0
    /// How long a `robots.txt` holds, and how long the lack of an answer about it.
    private static let robotsTime = Duration.seconds(86_400)
    private static let robotsPause = Duration.seconds(600)
    /// What is looked at between two waits: whether the run is to stop.
    private static let tick = Duration.milliseconds(200)

    private let settings: FeedSettings
    private let cutting: CutterSettings
    private let fields: FieldMap
    private let maxBytes: Int
    private let logger: Logger
    private let client: HTTPClient
    private var feeds: [Feed] = []
    /// Whether a feed's state has changed since somebody asked for the position.
    private var hasMoved = false
    private var isTold = false
    private var hosts: [String: HostQueue] = [:]
    private var running: [HTTPClient.Ticket: (job: FeedJob, host: String)] = [:]
    private var ready: [Ready] = []
    private var readyStart = 0
    /// The feed that was the first to have an entry.
    private var owners: [UInt64: Int] = [:]
    private(set) var readBytes = 0
    private(set) var unreadable: [Diagnostic] = []

    private struct Feed {
      var state: FeedState
      var isActive = false
      /// Entries that it gave in this run.
      var given = 0
      var saved: JSONValue?
      /// What is to be noted when all its entries are given.
      var fetched: (tag: String?, modified: String?, location: String, count: Int)?
      /// Entries whose pages are being fetched, and how many are not there yet.
      var entries: [FeedEntries.Entry] = []
      var pages: [Int: Record] = [:]
      var missing = 0
      /// Entries that wait to be given.
      var waiting = 0
    }

    private struct Ready {
      let feed: Int
      let entry: FeedEntries.Entry
    }

    /// - Parameter position: where an interrupted run was; nil to begin.
    init(
      _ settings: FeedSettings, cutting: CutterSettings, fields: FieldMap, logger: Logger,
      at position: JSONValue?
    ) throws {
      self.settings = settings
      self.cutting = cutting
      self.fields = fields
      self.logger = logger
      maxBytes = cutting.maxBytes
      do {
        client = try HTTPClient()
      } catch {
        throw Diagnostic(.unreadable, "feeds can't be fetched: \(error.message).")
      }
      var known: [String: FeedState] = [:]
      if let position {
        guard let states = position["feeds"]?.array else { throw Self.badPosition }
        for value in states {
          guard let state = FeedState(value) else { throw Self.badPosition }
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

    var position: JSONValue? {
      hasMoved = false
      for index in feeds.indices where feeds[index].saved == nil {
        feeds[index].saved = feeds[index].state.json
      }
      return .object([.init("feeds", .array(feeds.compactMap(\.saved)))])
    }

    func next() throws -> Record? {
      if !isTold {
        isTold = true
        RunMonitor.tell(feeds.map(\.state.source))
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
        try ReadingPause.check(hasMoved: hasMoved)
        schedule()
        if settings.every == nil, running.isEmpty, feeds.allSatisfy(\.state.isDone) { return nil }
        startRequests()
        for (ticket, result) in client.wait(for: Self.tick) {
          guard let (job, host) = running.removeValue(forKey: ticket) else { continue }
          answered(job, host, result)
        }
      }
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
      hasMoved = true
      var source = feeds[feed].state.source
      source.records = feeds[feed].given
      RunMonitor.tell(source, at: feed)
    }

    // MARK: When

    /// Puts feeds that are due to what is to be fetched.
    private func schedule() {
      let now = RetryAfter.now
      for index in feeds.indices
      where !feeds[index].isActive && !feeds[index].state.isDone && feeds[index].state.due <= now {
        feeds[index].isActive = true
        enqueue(FeedJob(kind: .feed(index), url: feeds[index].state.location))
      }
    }

    private func enqueue(_ job: FeedJob, first: Bool = false) {
      guard let origin = HTTPOrigin(job.url) else {
        failed(job, "'\(job.url)' is no URL of http or https")
        return
      }
      if first {
        hosts[origin.name, default: HostQueue()].jobs.insert(job, at: 0)
      } else {
        hosts[origin.name, default: HostQueue()].jobs.append(job)
      }
    }

    private func startRequests() {
      let now = ContinuousClock.now
      for (name, host) in hosts where !host.isBusy && host.next <= now && !host.jobs.isEmpty {
        guard running.count < Self.maxRequests, ready.count - readyStart < Self.maxReady else { return }
        if settings.asksRobots, host.rules == nil || host.rulesEnd <= now {
          start(FeedJob(kind: .robots, url: "\(name)/robots.txt"), at: name)
          continue
        }
        let job = hosts[name]?.jobs.removeFirst()
        guard let job else { continue }
        if let rules = host.rules, settings.asksRobots, let origin = HTTPOrigin(job.url),
          !rules.allows(origin.path)
        {
          failed(job, "the robots.txt of its server does not allow it")
          continue
        }
        start(job, at: name)
      }
    }

    private func start(_ job: FeedJob, at host: String) {
      var request = HTTPRequest(
        job.url, userAgent: settings.userAgent, maxBytes: maxBytes, timeout: settings.timeout,
        allowsPrivate: settings.allowsPrivate)
      switch job.kind {
      case .feed(let index):
        let state = feeds[index].state
        request.headers.append(
          (
            "Accept",
            "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8"
          ))
        if let tag = state.tag { request.headers.append(("If-None-Match", tag)) }
        if let modified = state.modified { request.headers.append(("If-Modified-Since", modified)) }
      case .page: request.headers.append(("Accept", "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"))
      case .robots: request.maxBytes = RobotsRules.maxBytes
      }
      do throws(HTTPFailure) {
        running[try client.start(request)] = (job, host)
        hosts[host]?.isBusy = true
      } catch {
        answered(job, host, .failure(error))
      }
    }

    // MARK: Answers

    private func answered(_ job: FeedJob, _ host: String, _ result: Result<HTTPAnswer, HTTPFailure>) {
      let now = ContinuousClock.now
      let pause = max(settings.delay, hosts[host]?.rules?.delay ?? .zero)
      hosts[host]?.isBusy = false
      hosts[host]?.next = now + pause
      if case .success(let answer) = result {
        readBytes += answer.body.count
        if [301, 302, 303, 307, 308].contains(answer.status), let target = answer.redirect {
          return redirected(job, host, to: target, isForGood: [301, 308].contains(answer.status))
        }
      }
      switch job.kind {
      case .robots: readRobots(host, result)
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
        case .failure(let failure): failed(job, failure.message)
        }
      }
    }

    private func redirected(_ job: FeedJob, _ host: String, to target: String, isForGood: Bool) {
      var job = job
      job.hops += 1
      job.url = target
      job.isForGood = job.isForGood && isForGood
      guard job.hops <= Self.maxHops else {
        return failed(job, "it redirects more than \(Self.maxHops) times")
      }
      guard case .robots = job.kind else { return enqueue(job, first: true) }
      // What the other server says holds for this one, and is asked at once.
      start(job, at: host)
    }

    private func readRobots(_ host: String, _ result: Result<HTTPAnswer, HTTPFailure>) {
      let now = ContinuousClock.now
      hosts[host]?.rulesEnd = now + Self.robotsTime
      switch result {
      case .success(let answer) where answer.status == 200:
        hosts[host]?.rules = RobotsRules(answer.body, product: settings.product)
      case .success(let answer) where (400..<500).contains(answer.status) && answer.status != 429:
        hosts[host]?.rules = .allowingAll
      case .failure(.tooLarge): hosts[host]?.rules = .allowingAll
      case .success, .failure:
        // Who can't say what is allowed is left alone for a while; the feeds tell why.
        let reason: String
        if case .failure(let failure) = result {
          reason = failure.message
        } else {
          reason = "it answers with an error"
        }
        hosts[host]?.rules = nil
        hosts[host]?.rulesEnd = now
        let jobs = hosts[host]?.jobs ?? []
        hosts[host]?.jobs = []
        for job in jobs { failed(job, "the robots.txt of its server can't be fetched: \(reason)") }
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
          job, "its server answers with \(answer.status)",
          pause: RetryAfter.seconds(answer["Retry-After"], now: RetryAfter.now))
      case 410: failed(job, "it is gone (410)", pause: Self.maxPause)
      default: failed(job, "its server answers with \(answer.status)")
      }
    }

    private func readEntries(_ index: Int, _ job: FeedJob, _ answer: HTTPAnswer) {
      let found: FeedEntries
      do {
        found = try FeedEntries(answer.body, of: feeds[index].state.url, cutting: cutting, fields: fields)
      } catch {
        return failed(job, "\(error)")
      }
      if found.entries.isEmpty, let problem = found.problem { return failed(job, problem) }
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
      feeds[index].entries = entries
      feeds[index].pages = [:]
      feeds[index].missing = entries.count
      for (number, entry) in entries.enumerated() {
        if let url = entry.url, HTTPOrigin(url) != nil {
          enqueue(FeedJob(kind: .page(feed: index, entry: number), url: url))
        } else {
          arrived(index, number, nil)
        }
      }
    }

    private func followed(_ feed: Int, _ entry: Int, _ url: String, _ answer: HTTPAnswer) -> Record? {
      guard feeds[feed].entries.indices.contains(entry), WebPage.isText(answer["Content-Type"] ?? "text/html")
      else {
        return nil
      }
      return FollowedPage.record(
        feeds[feed].entries[entry].record, url: url, type: answer["Content-Type"], page: answer.body)
    }

    /// A page is there, or won't come. When all of a feed's are, its entries go on in their order.
    private func arrived(_ feed: Int, _ entry: Int, _ page: Record?) {
      feeds[feed].pages[entry] = page
      feeds[feed].missing -= 1
      guard feeds[feed].missing == 0 else { return }
      let (entries, pages) = (feeds[feed].entries, feeds[feed].pages)
      (feeds[feed].entries, feeds[feed].pages) = ([], [:])
      ready += entries.enumerated().map { number, entry in
        Ready(
          feed: feed,
          entry: FeedEntries.Entry(
            record: pages[number] ?? entry.record, id: entry.id, content: entry.content, url: entry.url))
      }
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
        $0.memory.trim(holding: fetched.count)
      }
    }

    /// Something could not be fetched: of a page the feed's own text stands for it, a feed is tried again later.
    private func failed(_ job: FeedJob, _ reason: String, pause: Double? = nil) {
      let index: Int
      switch job.kind {
      case .robots: return
      case .page(let feed, let entry): return arrived(feed, entry, nil)
      case .feed(let feed): index = feed
      }
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
