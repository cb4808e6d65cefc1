import Testing

@testable import IsnadHTTP

#if HTTP
  /// The networks of RFC 6890 and 4291, at their edges.
  @Suite struct PrivateAddressTests {
    @Test(
      arguments: [
        [127, 0, 0, 1], [127, 255, 255, 255], [10, 0, 0, 1], [172, 16, 0, 1], [172, 31, 255, 255],
        [192, 168, 1, 1],
        [169, 254, 169, 254], [100, 64, 0, 1], [100, 127, 255, 255], [0, 0, 0, 0], [224, 0, 0, 1],
        [255, 255, 255, 255],
        [198, 19, 0, 1], [192, 0, 0, 8],
      ] as [[UInt8]])
    func ours(address: [UInt8]) { #expect(PrivateAddress.isOne(address)) }

    @Test(
      arguments: [
        [8, 8, 8, 8], [172, 15, 255, 255], [172, 32, 0, 0], [100, 63, 255, 255], [100, 128, 0, 0],
        [192, 167, 255, 255],
        [169, 253, 0, 1], [198, 20, 0, 0], [223, 255, 255, 255],
      ] as [[UInt8]])
    func theWorlds(address: [UInt8]) { #expect(!PrivateAddress.isOne(address)) }

    @Test func versionSix() {
      func address(_ start: [UInt8], _ end: [UInt8] = []) -> [UInt8] {
        start + [UInt8](repeating: 0, count: 16 - start.count - end.count) + end
      }
      #expect(PrivateAddress.isOne(address([], [1])))
      #expect(PrivateAddress.isOne(address([])))
      #expect(PrivateAddress.isOne(address([0xFD, 0x00])))
      #expect(PrivateAddress.isOne(address([0xFE, 0x80], [1])))
      // 127.0.0.1 within an address of version 6: mapped, translated, tunnelled.
      #expect(PrivateAddress.isOne(address([], [0xFF, 0xFF, 127, 0, 0, 1])))
      #expect(PrivateAddress.isOne(address([0, 0x64, 0xFF, 0x9B], [127, 0, 0, 1])))
      #expect(PrivateAddress.isOne(address([0x20, 0x02, 127, 0, 0, 1])))
      #expect(!PrivateAddress.isOne(address([], [0xFF, 0xFF, 8, 8, 8, 8])))
      #expect(!PrivateAddress.isOne(address([0x20, 0x01, 0x48, 0x60, 0x48, 0x60], [0x88, 0x88])))
      #expect(!PrivateAddress.isOne(address([0x20, 0x02, 8, 8, 8, 8])))
      // What is no address of either kind.
      #expect(PrivateAddress.isOne([]))
    }

    @Test func aURLIsReadAsItIsConnectedTo() {
      #expect(HTTPOrigin("https://News.example/feed?x=1#y")?.name == "https://news.example:443")
      #expect(HTTPOrigin("https://news.example/feed?x=1#y")?.path == "/feed?x=1")
      #expect(HTTPOrigin("http://news.example:8080")?.path == "/")
      #expect(HTTPOrigin("http://a@127.0.0.1/")?.name == "http://127.0.0.1:80")
      // 127.0.0.1 written as a number is that.
      #expect(HTTPOrigin("http://2130706433/")?.name == "http://127.0.0.1:80")
      for url in ["ftp://a/b", "file:///etc/passwd", "a/b", "", "http://", "gopher://x"] {
        #expect(HTTPOrigin(url) == nil)
      }
    }
  }
#endif
