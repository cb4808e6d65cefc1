import Testing

@testable import IsnadHTTP

#if HTTP
  @Suite struct MessageSignatureTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The test cases of RFC 4231, 4.2, 4.3, 4.4 and 4.7.
    @Test func theCasesOfTheStandard() throws {
      #expect(
        try MessageSignature.of(bytes("Hi There"), secret: [UInt8](repeating: 0x0B, count: 20))
          == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
      #expect(
        try MessageSignature.of(bytes("what do ya want for nothing?"), secret: bytes("Jefe"))
          == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
      #expect(
        try MessageSignature.of(
          [UInt8](repeating: 0xDD, count: 50), secret: [UInt8](repeating: 0xAA, count: 20))
          == "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")
      #expect(
        try MessageSignature.of(
          bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
          secret: [UInt8](repeating: 0xAA, count: 131))
          == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }
  }
#endif
