#if HTTP
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Tells addresses that only this machine or a network of our own can reach from those of the world (RFC 6890).
  enum PrivateAddress {
    /// Networks by their first bytes and how many bits of them count.
    private static let networks4: [(bytes: [UInt8], bits: Int)] = [
      ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
      ([192, 168], 16), ([198, 18], 15), ([224], 4), ([240], 4),
    ]
    private static let networks6: [(bytes: [UInt8], bits: Int)] = [
      // Unspecified, this machine and Teredo; what a network of our own has; links; groups.
      ([UInt8](repeating: 0, count: 15), 127), ([0x20, 0x01, 0, 0], 32), ([0xFC], 7), ([0xFE, 0x80], 10),
      ([0xFE, 0xC0], 10), ([0xFF], 8),
    ]
    /// Where an address of version 4 stands within one of version 6: mapped, compatible, translated, tunnelled.
    private static let embedded: [(bytes: [UInt8], bits: Int, at: Int)] = [
      ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96, 12), ([UInt8](repeating: 0, count: 12), 96, 12),
      ([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96, 12), ([0x20, 0x02], 16, 2),
    ]

    /// The bytes of an address: 4 or 16; none for a family that is neither.
    static func bytes(of address: UnsafePointer<sockaddr>) -> [UInt8] {
      switch Int32(address.pointee.sa_family) {
      case AF_INET:
        address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
        }
      case AF_INET6:
        address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
        }
      default: []
      }
    }

    /// Whether an address is no one of the world.
    static func isOne(_ bytes: [UInt8]) -> Bool {
      switch bytes.count {
      case 4: return networks4.contains { isIn(bytes, $0.bytes, $0.bits) }
      case 16:
        if networks6.contains(where: { isIn(bytes, $0.bytes, $0.bits) }) { return true }
        return embedded.contains { isIn(bytes, $0.bytes, $0.bits) && isOne(Array(bytes[$0.at..<$0.at + 4])) }
      // A socket of files, say.
      default: return true
      }
    }

    private static func isIn(_ bytes: [UInt8], _ network: [UInt8], _ bits: Int) -> Bool {
      for index in 0..<(bits + 7) / 8 {
        let count = min(8, bits - index * 8)
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> count)
        let wanted = index < network.count ? network[index] : 0
        if bytes[index] & mask != wanted & mask { return false }
      }
      return true
    }

    /// As people write it.
    static func text(_ bytes: [UInt8]) -> String {
      guard bytes.count == 4 || bytes.count == 16 else { return "?" }
      var buffer = [CChar](repeating: 0, count: 64)
      let family = bytes.count == 4 ? AF_INET : AF_INET6
      guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "?" }
      return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
#endif
