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
    /// Redirects behind it, and whether all of them are for good.
    var hops = 0
    var isForGood = true
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
