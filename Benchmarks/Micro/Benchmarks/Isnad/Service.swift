import Foundation
import Isnad

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A service on this machine that takes 50 ms for a byte, and a stage that asks it about each document.
enum Service {
  static let documents = 480
  private static let pause: UInt32 = 50_000

  /// The port on which it listens, for as long as the process lasts.
  static let port: UInt16 = {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Service.address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    precondition(isListening, "nobody can listen on this machine's loopback")
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { continue }
        Thread.detachNewThread {
          var byte: UInt8 = 0
          while read(connection, &byte, 1) == 1 {
            usleep(pause)
            guard write(connection, &byte, 1) == 1 else { break }
          }
          close(connection)
        }
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }()

  private static func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// Asks, and waits for the answer.
  private static func ask() -> Bool {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard connection >= 0 else { return false }
    defer { close(connection) }
    var address = Service.address(port: port)
    var byte: UInt8 = 1
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    return isConnected && write(connection, &byte, 1) == 1 && read(connection, &byte, 1) == 1
  }

  struct Asking: AsyncTransform {
    static let description = StageDescription(name: "asking", summary: "Asks a service.")
    init(options: NoOptions, context: StageContext) {}

    func process(_ document: inout Document) async throws {
      let isAnswered = await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: Service.ask()) }
      }
      guard isAnswered else { throw StageFailure(code: "no-answer", message: "the service does not answer") }
    }
  }

  /// - Parameter inFlight: nil for as many as a stage has anyway.
  static func pipeline(inFlight: Int?) async throws -> Pipeline {
    var registry = Registry()
    registry.register(FrameworkCost.Source.self)
    registry.register(Asking.self)
    let limit = inFlight.map { ", max-in-flight: \($0)" } ?? ""
    let yaml = """
      run: { workers: 1, on-error: stop }
      stages: [nothing-reader, { use: asking\(limit) }]
      """
    return try await FrameworkCost.make(yaml, registry, limit: documents)
  }
}
