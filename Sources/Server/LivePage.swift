#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadPage
  import NIOCore

  /// The page on which an article is pasted and looked at.
  struct LivePage: Sendable {
    let pipeline: String
    let asksForToken: Bool

    private static let headers: HTTPFields = {
      var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
      headers[.contentSecurityPolicy] = PageFrame.policy(connects: true) + "; frame-ancestors 'none'"
      headers[.xContentTypeOptions] = "nosniff"
      if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "same-origin" }
      if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { headers[name] = "same-origin" }
      return headers
    }()

    /// - Parameter article: what was made of an article that was sent; nil for an empty page.
    func response(_ article: ArticleView? = nil) -> Response {
      response(.ok) { html in
        if let article { html.append(article.encode()) }
      }
    }

    /// For those without a script, whose form comes to the page itself.
    func response(_ problem: Problem) -> Response {
      response(problem.status) { html in
        html.element("p", ["class": "problem", "role": "alert", "dir": "auto"], problem.detail)
      }
    }

    private func response(_ status: HTTPResponse.Status, _ content: (inout HTMLWriter) -> Void) -> Response {
      let frame = PageFrame(title: pipeline, isLive: true)
      var html = HTMLWriter(capacity: 1 << 16)
      frame.begin(&html)
      form(&html)
      frame.beginIndex(&html)
      content(&html)
      frame.endIndex(&html)
      frame.end(&html)
      return Response(
        status: status, headers: Self.headers, body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    private func form(_ html: inout HTMLWriter) {
      html.element("form", ["class": "compose", "method": "post", "action": "./", "aria-label": "مقال جديد"])
      { html in
        html.element("label", ["for": "article-text"], "ألصق مقالًا، أو أفلت ملفًا هنا")
        html.element(
          "textarea",
          ["id": "article-text", "name": "text", "dir": "auto", "required": "", "spellcheck": "false"], "")
        html.element("div", ["class": "actions"]) { html in
          if asksForToken {
            html.element("label") { html in
              html.text("الرمز")
              html.open(
                "input",
                ["type": "password", "name": "token", "autocomplete": "current-password", "required": ""])
            }
          }
          html.element("button", ["class": "main", "type": "submit"], "اقرأ المقال")
        }
      }
    }
  }

  /// What the page's form sends where no script does it.
  struct ComposedForm: Decodable {
    let text: String
    let token: String?
  }
#endif
