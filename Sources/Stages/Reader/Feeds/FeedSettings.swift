import Isnad

/// How feeds are fetched.
struct FeedSettings {
  var feeds: [String]
  /// How often; nil to read each once.
  var every: Duration?
  /// Between two requests to one server.
  var delay: Duration
  var timeout: Duration
  var userAgent: String
  var allowsPrivate: Bool
  var asksRobots: Bool
  /// Whether the article of an entry is taken from its page.
  var follows: Bool
  /// Whether feeds that could not be read in an earlier run are asked when this one starts.
  var asksFailedAtOnce: Bool

  init(_ options: ArticleReader.Options, feeds: [String]) {
    self.feeds = feeds
    every = options.every
    delay = options.delay
    timeout = options.timeout
    userAgent = options.userAgent
    allowsPrivate = options.allowPrivate
    asksRobots = options.robots
    follows = options.articles == .follow
    asksFailedAtOnce = options.askFailed == .atOnce
  }

  /// The first word of the `User-Agent`, by which a `robots.txt` calls us.
  var product: String { String(userAgent.prefix { $0.isLetter || $0 == "-" || $0 == "_" }) }
}
