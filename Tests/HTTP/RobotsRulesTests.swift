import IsnadHTTP
import Testing

@Suite struct RobotsRulesTests {
  private func rules(_ text: String) -> RobotsRules { RobotsRules(Array(text.utf8), product: "Isnad") }

  @Test func theLongestRuleDecides() {
    let rules = rules("User-agent: *\nDisallow: /a\nAllow: /a/feed\nDisallow: /*.pdf$\nDisallow:\n")
    #expect(rules.allows("/"))
    #expect(!rules.allows("/a"))
    #expect(!rules.allows("/abc"))
    #expect(rules.allows("/a/feed.xml"))
    #expect(!rules.allows("/x/y.pdf"))
    #expect(rules.allows("/x/y.pdf?z"))
  }

  @Test func aGroupOfOnesOwnTakesThePlaceOfEveryones() {
    let rules = rules(
      "user-agent: other\nuser-agent: ISNAD/1.0\ndisallow: /no # why\ncrawl-delay: 2.5\n\nUser-agent: *\nDisallow: /\n"
    )
    #expect(rules.allows("/yes"))
    #expect(!rules.allows("/no"))
    #expect(rules.delay == .milliseconds(2500))
    #expect(!RobotsRules(Array("User-agent: *\nDisallow: /".utf8), product: "Isnad").allows("/x"))
    #expect(RobotsRules([], product: "Isnad").allows("/x"))
    #expect(!RobotsRules.allowingNone.allows("/x"))
  }

  @Test func manyStarsTakeNoTime() {
    let rules = rules("User-agent: *\nDisallow: /" + String(repeating: "*a", count: 400) + "b\n")
    #expect(rules.allows("/" + String(repeating: "a", count: 8000)))
  }

  @Test func howLongToWait() {
    #expect(RetryAfter.seconds("120", now: 0) == 120)
    #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:49:37 GMT", now: 784_111_777 - 30) == 30)
    #expect(RetryAfter.seconds("Thu, 29 Feb 2024 00:00:00 GMT", now: 1_709_164_800 - 60) == 60)
    #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:49:37 GMT", now: 784_111_777 + 9) == 0)
    #expect(RetryAfter.seconds("1e99", now: 0) == 86_400)
    for text in ["soon", "", "-3", "Sun, 99 Nov 1994 08:49:37 GMT", "nan"] {
      #expect(RetryAfter.seconds(text, now: 0) == nil)
    }
  }
}
