import CPage
import Isnad

/// What stands around articles: the head with style and script, and the way from one article to another.
///
/// A file is complete in itself and asks for nothing outside. Its policy (CSP) lets exactly this style and this
/// script run, told by their SHA-256: markup that came in by a fault would be dead.
public struct PageFrame: Sendable {
  /// For the header of that name, and within the page.
  /// - Parameter connects: whether the script may ask the server from which the page came.
  public static func policy(connects: Bool) -> String {
    let tail = connects ? "connect-src 'self'; form-action 'self'" : "form-action 'none'"
    return
      "default-src 'none'; style-src 'sha256-\(PageDigests.style)'; script-src 'sha256-\(PageDigests.script)'; "
      + "base-uri 'none'; " + tail
  }

  public let title: String
  /// What the bar calls all of its pages.
  public let name: String
  /// A page that a server answers with, which can send it another article.
  public let isLive: Bool
  public let language: PageLanguage
  /// Where the pages of an archive lead to; empty for others.
  public let ways: [Way]

  /// A link in the bar.
  public struct Way: Sendable {
    public let address: String
    public let name: String
    public let isHere: Bool

    public init(_ address: String, _ name: String, isHere: Bool) {
      self.address = address
      self.name = name
      self.isHere = isHere
    }
  }

  /// - Parameter name: as the title where not given.
  public init(
    title: String, name: String? = nil, isLive: Bool = false, language: PageLanguage = .arabic,
    ways: [Way] = []
  ) {
    self.title = title
    self.name = name ?? title
    self.isLive = isLive
    self.language = language
    self.ways = ways
  }

  /// Up to the place of the first article.
  public func begin(_ html: inout HTMLWriter) {
    html.literal("<!doctype html>\n")
    html.open("html", ["lang": language.rawValue, "dir": language.direction])
    html.element("head") { html in
      html.open("meta", ["charset": "utf-8"])
      html.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      html.open(
        "meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy(connects: isLive)])
      html.open("meta", ["name": "referrer", "content": "same-origin"])
      html.open("meta", ["name": "color-scheme", "content": "light dark"])
      html.element("title", title)
      html.element("style") { html in
        var size = 0
        let style = isnad_page_style(&size)
        html.verbatim(UnsafeRawBufferPointer(start: style, count: size))
      }
      html.element("script") { html in
        var size = 0
        let script = isnad_page_script(&size)
        html.verbatim(UnsafeRawBufferPointer(start: script, count: size))
      }
    }
    html.open("body", ["class": !ways.isEmpty ? "archive" : isLive ? "live" : "report"])
    html.element("a", ["class": "skip", "href": "#index"], language("إلى المحتوى", "To the content"))
    html.element("header", ["class": "bar"]) { html in
      html.element("h1") { $0.element("bdi", name) }
      if !ways.isEmpty {
        html.element("nav", ["aria-label": language("الأرشيف", "Archive")]) { html in
          for way in ways {
            html.element("a", ["href": way.address, "aria-current": way.isHere ? "page" : nil], way.name)
          }
        }
      } else if !isLive {
        html.element("a", ["class": "back", "href": "#index"], PageWords(language: language).allArticles)
      }
    }
    html.lineBreak()
  }

  /// The list of articles: each stands in it with its head, and alone and whole where the address names it.
  public func beginIndex(_ html: inout HTMLWriter) { html.open("main", ["id": "index", "tabindex": "-1"]) }

  public func endIndex(_ html: inout HTMLWriter) {
    html.close("main")
    html.lineBreak()
  }

  public func end(_ html: inout HTMLWriter) {
    html.close("body")
    html.close("html")
    html.lineBreak()
  }
}
