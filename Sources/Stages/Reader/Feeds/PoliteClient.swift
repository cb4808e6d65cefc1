#if HTTP
  import Isnad
  import IsnadHTTP

  /// Fetches from many servers and is polite to each: one request at a time, a pause between two, nothing that its
  /// `robots.txt` forbids. It follows redirects, to whose server it is polite too.
  ///
  /// While documents wait for a slow output nobody calls ``wait(for:mayStart:)``, and answers are not taken. A request
  /// that has run out of time so is no failure of its server: it is sent again.
  final class PoliteClient {
    /// What came of a job: an answer that is no redirect, or why there is none, as the end of a sentence.
    typealias Outcome = (job: FeedJob, result: Result<HTTPAnswer, FetchFailure>)

    private static let maxRequests = 32
    private static let maxHops = 5
    private static let maxNeglects = 10
    private static let longestNeglect = Duration.seconds(1)
    /// How long a `robots.txt` holds.
    private static let robotsTime = Duration.seconds(86_400)
    /// Servers that are remembered though nothing is asked of them.
    private static let maxHosts = 4096

    private let settings: FeedSettings
    private let maxBytes: Int
    private let client: HTTPClient
    private var hosts: [String: HostQueue] = [:]
    private var running: [HTTPClient.Ticket: (job: FeedJob, host: String)] = [:]
    /// Those of them whose answers nobody took for a while.
    private var neglected: Set<HTTPClient.Ticket> = []
    private var lastWait = ContinuousClock.now
    private var outcomes: [Outcome] = []
    private(set) var readBytes = 0

    init(_ settings: FeedSettings, maxBytes: Int) throws(HTTPFailure) {
      self.settings = settings
      self.maxBytes = maxBytes
      client = try HTTPClient()
    }

    /// Whether no request has been sent off.
    var isQuiet: Bool { running.isEmpty && outcomes.isEmpty }

    func ask(_ job: FeedJob) { ask(job, first: false) }

    private func ask(_ job: FeedJob, first: Bool) {
      guard let origin = HTTPOrigin(job.url) else {
        return fail(job, "'\(job.url)' is no URL of http or https")
      }
      if hosts[origin.name] == nil, hosts.count >= Self.maxHosts {
        hosts = hosts.filter { $0.value.isBusy || !$0.value.jobs.isEmpty }
      }
      if first {
        hosts[origin.name, default: HostQueue()].jobs.insert(job, at: 0)
      } else {
        hosts[origin.name, default: HostQueue()].jobs.append(job)
      }
    }

    /// What has come, waiting so long at the most where nothing has.
    /// - Parameter mayStart: whether more requests may be sent off.
    func wait(for time: Duration, mayStart: Bool) -> [Outcome] {
      if lastWait.duration(to: .now) > Self.longestNeglect { neglected.formUnion(running.keys) }
      defer { lastWait = .now }
      if mayStart { startRequests() }
      for (ticket, result) in client.wait(for: outcomes.isEmpty ? time : .zero) {
        guard case (var job, let host)? = running.removeValue(forKey: ticket) else { continue }
        let isNeglected = neglected.remove(ticket) != nil
        if isNeglected, case .failure(.timedOut) = result, job.neglects < Self.maxNeglects {
          job.neglects += 1
          start(job, at: host)
        } else {
          answered(job, host, result)
        }
      }
      defer { outcomes = [] }
      return outcomes
    }

    private func fail(_ job: FeedJob, _ reason: String) {
      outcomes.append((job, .failure(FetchFailure(reason: reason))))
    }

    private func startRequests() {
      let now = ContinuousClock.now
      for (name, host) in hosts where !host.isBusy && host.next <= now && !host.jobs.isEmpty {
        guard running.count < Self.maxRequests else { return }
        if settings.asksRobots, host.rules == nil || host.rulesEnd <= now {
          start(FeedJob(kind: .robots, url: "\(name)/robots.txt"), at: name)
          continue
        }
        guard let job = hosts[name]?.jobs.removeFirst() else { continue }
        if let rules = host.rules, settings.asksRobots, let origin = HTTPOrigin(job.url),
          !rules.allows(origin.path)
        {
          fail(job, "the robots.txt of its server does not allow it")
          continue
        }
        start(job, at: name)
      }
    }

    private func start(_ job: FeedJob, at host: String) {
      var request = HTTPRequest(
        job.url, userAgent: settings.userAgent, maxBytes: maxBytes, timeout: settings.timeout,
        allowsPrivate: settings.allowsPrivate)
      request.headers = job.headers
      if case .robots = job.kind { request.maxBytes = RobotsRules.maxBytes }
      do throws(HTTPFailure) {
        running[try client.start(request)] = (job, host)
        hosts[host]?.isBusy = true
      } catch {
        answered(job, host, .failure(error))
      }
    }

    private func answered(_ job: FeedJob, _ host: String, _ result: Result<HTTPAnswer, HTTPFailure>) {
      let pause = max(settings.delay, hosts[host]?.rules?.delay ?? .zero)
      hosts[host]?.isBusy = false
      hosts[host]?.next = .now + pause
      if case .success(let answer) = result {
        readBytes += answer.body.count
        if [301, 302, 303, 307, 308].contains(answer.status), let target = answer.redirect {
          return redirected(job, host, to: target, isForGood: [301, 308].contains(answer.status))
        }
      }
      if case .robots = job.kind { return readRobots(host, result) }
      outcomes.append((job, result.mapError { FetchFailure(reason: $0.message) }))
    }

    private func redirected(_ job: FeedJob, _ host: String, to target: String, isForGood: Bool) {
      var job = job
      job.hops += 1
      job.url = target
      job.isForGood = job.isForGood && isForGood
      guard job.hops <= Self.maxHops else {
        if case .robots = job.kind { return readRobots(host, .failure(.failed("it redirects too often"))) }
        return fail(job, "it redirects more than \(Self.maxHops) times")
      }
      guard case .robots = job.kind else { return ask(job, first: true) }
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
        var reason = "it answers with an error"
        if case .failure(let failure) = result { reason = failure.message }
        hosts[host]?.rules = nil
        hosts[host]?.rulesEnd = now
        let jobs = hosts[host]?.jobs ?? []
        hosts[host]?.jobs = []
        for job in jobs { fail(job, "the robots.txt of its server can't be fetched: \(reason)") }
      }
    }
  }

  /// Why something was not fetched, as the end of a sentence.
  struct FetchFailure: Error {
    let reason: String
  }
#endif
