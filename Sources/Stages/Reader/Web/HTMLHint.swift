/// What the names in a page's markup say of its parts.
///
/// The lists are of words that templates of news sites use; a name is cut into words first, so that
/// `related-articles` and `relatedArticles` are `related` and `articles`, and `unrelated` is neither.
enum HTMLHint {
  /// Elements that never hold an article's text.
  static let dropped: Set<String> = [
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea",
    "input", "nav",
    "footer", "aside", "figure", "figcaption", "video", "audio", "picture", "img", "object", "embed",
    "canvas", "menu",
    "dialog", "head", "label", "map", "math",
    "amp-ad", "amp-embed", "amp-sidebar", "amp-consent", "amp-lightbox", "amp-image-lightbox", "amp-img",
    "amp-video", "amp-youtube", "amp-iframe", "amp-analytics", "amp-sticky-ad", "amp-user-notification",
    "amp-social-share", "amp-next-page", "amp-audio", "amp-brightcove", "amp-dailymotion", "amp-jwplayer",
    "amp-twitter", "amp-instagram", "amp-facebook", "amp-facebook-comments", "amp-facebook-like",
    "amp-facebook-page", "amp-tiktok", "amp-pinterest", "amp-reddit", "amp-vimeo", "amp-soundcloud",
    "amp-app-banner", "amp-list", "amp-web-push",
  ]

  /// Elements that stand around an article unless they hold it: some systems put a whole page into a form.
  static let doubtful: Set<String> = ["form", "fieldset"]

  /// Elements whose text stands in a line with what is around them.
  static let inline: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "kbd",
    "mark", "o:p", "q", "s", "samp", "small", "span", "st1", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var",
    "wbr", "ins", "nobr", "ruby", "rt", "rb", "bidi",
  ]

  static let roles: Set<String> = [
    "navigation", "banner", "contentinfo", "complementary", "dialog", "search", "alert", "menu", "menubar",
    "toolbar",
    "tablist",
  ]

  /// Words of parts that stand around an article or in it and are not its text.
  private static let around: Set<String> = [
    "ad", "ads", "adv", "advert", "advertisement", "advertising", "adsense", "banner", "breadcrumb",
    "breadcrumbs",
    "byline", "caption", "captions", "comment", "comments", "copyright", "cookie", "cookies", "credit",
    "disclaimer",
    "disqus", "download", "dfp", "embed", "fb", "follow", "footer", "gallery", "hidden", "infobox",
    "keywords", "login",
    "marquee", "masthead", "menu", "meta", "modal", "more", "mostread", "most", "nav", "navbar", "navigation",
    "newsletter",
    "outbrain", "pagination", "player", "poll", "popular", "popup", "print", "promo", "promotion", "rating",
    "read",
    "recommend", "recommendation", "recommendations", "recommended", "related", "reporter", "search", "share",
    "shares",
    "sharing", "sidebar", "slider", "social", "sponsor", "sponsored", "subscribe", "subscription", "survey",
    "taboola",
    "tag", "tags", "ticker", "toolbar", "topics", "trending", "vote", "whatsapp", "widget", "widgets",
    "writer", "adsbygoogle", "readmore", "seealso", "recirc", "recirculation", "signup", "teaser", "teasers",
    "sharebar",
    "addthis", "sharethis", "bio", "biography", "paywall", "regwall", "gdpr", "consent", "onesignal",
    "relatedposts",
    "relatedarticles", "relatednews", "relatedstories", "replies", "responses", "reactions", "authorbox",
    "toc",
  ]

  /// Those of which not even much text makes an article.
  static let never: Set<String> = ["comment", "comments", "disqus", "footer", "related"]

  /// Words of a paragraph above an article that is its beginning.
  static let leads: Set<String> = [
    "lead", "lede", "standfirst", "subhead", "intro", "introduction", "excerpt", "summary", "dek", "sapo",
    "spot", "desc", "description", "subtitle", "chapo", "chapeau", "entradilla", "bajada", "ingress",
    "abstract",
  ]

  /// Words of what holds a picture and a few words about it.
  private static let pictures: Set<String> = [
    "photo", "photos", "image", "images", "img", "picture", "pictures", "pic", "thumbnail", "thumb", "figure",
  ]

  /// Names of more than one word: of what nobody sees, and of boxes about who wrote.
  private static let unseenNames: Set<String> = [
    "sr only", "screen reader text", "screen reader only", "visuallyhidden",
  ]
  /// Posts of others, as networks have them set into pages.
  private static let postNames: Set<String> = [
    "twitter tweet", "twitter video", "instagram media", "tiktok embed", "fb post", "reddit embed",
    "reddit card", "bluesky embed", "mastodon embed", "telegram post", "imgur embed pub",
  ]
  private static let writerNames: Set<String> = [
    "author box", "author bio", "about author", "about the author", "author info", "author card",
    "author profile",
    "author description",
  ]

  /// Names of what holds an article's text.
  private static let bodies: Set<String> = [
    "articlebody", "article body", "article content", "article text", "article details",
    "article description",
    "body text", "body content", "content body", "content text", "detail body", "details body",
    "entry content",
    "field name body", "main text", "news body", "news content", "news details", "news story", "news text",
    "page content",
    "post body", "post content", "post text", "single content", "story body", "story content", "story text",
    "text body",
    "wysiwyg", "td post content", "jeg content inner", "content inner", "rich text",
  ]

  /// What a node is by its names, as ``PageNames`` keeps it.
  struct Facts: OptionSet {
    let rawValue: UInt8
    /// Stands around an article by what it is said to be; and beyond doubt.
    static let around = Facts(rawValue: 1)
    static let unseen = Facts(rawValue: 2)
    /// Holds an article's text.
    static let body = Facts(rawValue: 4)
    /// Is the beginning of an article.
    static let lead = Facts(rawValue: 8)
    /// Says who wrote it.
    static let byline = Facts(rawValue: 16)
    /// Of a word: the last one of ``phrases``.
    static let ending = Facts(rawValue: 32)
    /// Holds a picture, as it says.
    static let picture = Facts(rawValue: 64)
  }

  /// What single words say.
  private static let words: [String: Facts] = {
    var words: [String: Facts] = [:]
    for word in around { words[word, default: []].insert(.around) }
    for word in never { words[word, default: []].formUnion([.around, .unseen]) }
    for word in leads { words[word, default: []].insert(.lead) }
    for word in ["byline", "author"] { words[word, default: []].insert(.byline) }
    for word in pictures { words[word, default: []].insert(.picture) }
    for name in phrases.keys {
      if let last = name.split(separator: " ").last { words[String(last), default: []].insert(.ending) }
    }
    return words
  }()

  /// What names say, as their words with blanks between them.
  private static let phrases: [String: Facts] = {
    var names: [String: Facts] = [:]
    for name in bodies { names[name] = .body }
    for name in unseenNames.union(postNames) { names[name] = [.around, .unseen] }
    for name in writerNames { names[name] = .around }
    return names
  }()

  /// What the names in a class or an id say.
  static func facts(_ names: String) -> Facts {
    var facts: Facts = []
    for name in names.utf8.split(whereSeparator: { $0 <= 0x20 }) {
      let parts = parts(name)
      var last: Facts = []
      for part in parts {
        last = words[part] ?? []
        facts.formUnion(last)
      }
      // One name of several, or its last words: `field field--name-body`, `single-post-content`.
      guard last.contains(.ending) else { continue }
      for length in 1...4 where length <= parts.count {
        facts.formUnion(phrases[parts.suffix(length).joined(separator: " ")] ?? [])
      }
    }
    return facts
  }

  /// `relatedArticles` and `related-articles` as `related` and `articles`.
  private static func parts(_ name: Substring.UTF8View) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasSmall = false
    for byte in name {
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      let isLetter = isCapital || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      if !isLetter || isCapital && wasSmall {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
      if isLetter { word.append(byte | 0x20) }
      wasSmall = isLetter && !isCapital
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// What attributes other than its names say of a node.
  static func facts(_ node: HTMLTree.Node) -> Facts {
    var facts: Facts = isUnseen(node) ? [.around, .unseen] : []
    if node["itemprop"]?.lowercased() == "articlebody" { facts.insert(.body) }
    return facts
  }

  private static func isUnseen(_ node: HTMLTree.Node) -> Bool {
    if node["hidden"] != nil || node["aria-hidden"] == "true" { return true }
    if let role = node["role"], roles.contains(role.lowercased()) { return true }
    return false
  }

  /// Whether a node is not shown before somebody asks for it: boxes of all kinds, and the rest of an article.
  static func isFolded(_ node: HTMLTree.Node) -> Bool {
    guard let style = node["style"] else { return false }
    return style.filter { $0 != " " }.lowercased().contains("display:none")
  }
}
