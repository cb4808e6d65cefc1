#if Server
  import Dispatch
  import Synchronization

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Waits for a second SIGINT or SIGTERM: somebody does not want to wait for requests that are being answered.
  enum SecondSignal {
    private final class Count: Sendable {
      private let value = Mutex(0)

      /// How many there are with these.
      func add(_ more: Int) -> Int {
        value.withLock { value in
          value += more
          return value
        }
      }
    }

    /// - Returns: what watches, until it is cancelled.
    static func watch(_ leave: @escaping @Sendable (_ signal: Int32) -> Void) -> [any DispatchSourceSignal] {
      let queue = DispatchQueue(label: "isnad.signals", qos: .userInteractive)
      let count = Count()
      return [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        // Two that come together are told as one event of two.
        source.setEventHandler { if count.add(Int(source.data)) > 1 { leave(number) } }
        source.resume()
        return source
      }
    }
  }
#endif
