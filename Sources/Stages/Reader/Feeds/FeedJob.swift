#if HTTP
  import Isnad
  import IsnadHTTP

  /// Something to fetch.
  struct FeedJob {
    enum Kind {
      case feed(Int)
      case page(feed: Int, entry: Int)
      case robots
    }
    let kind: Kind
    var url: String
    var headers: [(name: String, value: String)] = []
    /// Redirects behind it, and whether all of them are for good.
    var hops = 0
    var isForGood = true
    /// How often it ran out of time since its answer was not taken.
    var neglects = 0

    /// A feed, unless it is what it was.
    static func feed(_ index: Int, _ state: FeedState) -> FeedJob {
      var job = FeedJob(kind: .feed(index), url: state.location)
      job.headers.append(
        (
          "Accept",
          "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8"
        ))
      if let tag = state.tag { job.headers.append(("If-None-Match", tag)) }
      if let modified = state.modified { job.headers.append(("If-Modified-Since", modified)) }
      return job
    }

    static func page(feed: Int, entry: Int, url: String) -> FeedJob {
      var job = FeedJob(kind: .page(feed: feed, entry: entry), url: url)
      job.headers.append(("Accept", "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"))
      return job
    }
  }

  /// What is to be fetched from one server, one request at a time.
  struct HostQueue {
    var jobs: [FeedJob] = []
    var isBusy = false
    /// When the next request may go.
    var next = ContinuousClock.now
    var rules: RobotsRules?
    var rulesEnd = ContinuousClock.now
  }
#endif
