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
  ]

  /// Those of which not even much text makes an article.
  static let never: Set<String> = ["comment", "comments", "disqus", "footer", "related"]

  /// Words of a paragraph above an article that is its beginning.
  static let leads: Set<String> = [
    "lead", "lede", "standfirst", "subhead", "intro", "introduction", "excerpt", "summary", "dek", "sapo",
    "spot",
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

  /// The words of a node's class and id, in small letters.
  static func words(_ node: HTMLTree.Node) -> [String] {
    guard node["class"] != nil || node["id"] != nil else { return [] }
    return words(node["class"] ?? "") + words(node["id"] ?? "")
  }

  static func words(_ names: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasSmall = false
    for byte in names.utf8 {
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      let isLetter = isCapital || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      if !isLetter || isCapital && wasSmall {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
      }
      if isLetter { word.append(byte | 0x20) }
      wasSmall = isLetter && !isCapital
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// Whether a node is out of an article by what it is said to be; and whether that is beyond doubt.
  static func around(_ node: HTMLTree.Node) -> (isAround: Bool, isSure: Bool) {
    let words = words(node)
    let isSure = isUnseen(node) || words.contains { never.contains($0) }
    return (isSure || words.contains { around.contains($0) }, isSure)
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

  static func isBody(_ node: HTMLTree.Node) -> Bool {
    if node["itemprop"]?.lowercased() == "articlebody" { return true }
    for names in [node["class"], node["id"]] {
      guard let names else { continue }
      // One name of several, or its last words: `field field--name-body`, `single-post-content`.
      for name in names.split(separator: " ") {
        let words = words(String(name))
        for length in 1...4 where length <= words.count {
          if bodies.contains(words.suffix(length).joined(separator: " ")) { return true }
        }
      }
    }
    return false
  }
}
