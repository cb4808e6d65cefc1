import Testing

@testable import IsnadStages

@Suite struct BulkAnswerTests {
  private func fates(_ items: String, count: Int) -> [BulkAnswer.Fate]? {
    BulkAnswer(Array("{\"errors\":true,\"items\":[\(items)]}".utf8), count: count)?.fates
  }

  @Test func whatBecomesOfADocument() {
    #expect(
      fates(
        """
        {"index":{"status":201}},{"index":{"status":409,"error":{"type":"version_conflict_engine_exception"}}},
        {"index":{"status":429,"error":{"type":"es_rejected_execution_exception","reason":"queue is full"}}},
        {"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"no \\u001b[31mdate"}}},
        {"index":{"status":503}}
        """, count: 5) == [
          .taken, .taken, .later("es_rejected_execution_exception: queue is full"),
          .refused("mapper_parsing_exception: no \\u001b[31mdate"), .later("the server answers with 503"),
        ])
  }

  @Test func whatIsNoAnswer() {
    #expect(fates(#"{"index":{"status":201}}"#, count: 2) == nil)
    #expect(fates(#"{"create":{"status":201}}"#, count: 1) == nil)
    #expect(BulkAnswer(Array("<html>".utf8), count: 0) == nil)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("ÿ?~", "w78/fg=="),
  ])
  func base64(_ text: String, _ expected: String) {
    #expect(Base64.encoded(Array(text.utf8)) == expected)
    #expect(Base64.decoded(expected) == Array(text.utf8))
  }

  @Test func ids() {
    #expect(OpenSearchOutput.id("a") == "a")
    let long = [String(repeating: "م", count: 600), String(repeating: "م", count: 601)].map(
      OpenSearchOutput.id)
    #expect(long[0] != long[1])
    #expect(long.allSatisfy { $0.utf8.count <= 512 })
  }

  @Test func packed() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    let packed = try PackedBytes.gzip(bytes)
    #expect(try PackedBody.unpacked(packed, codings: "gzip", upTo: 1 << 20) == bytes)
    #expect(try PackedBody.unpacked(PackedBytes.gzip([]), codings: "gzip", upTo: 10) == [])
  }
}
