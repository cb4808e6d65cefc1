#if HTTP
  import Isnad
  import IsnadHTTP

  extension HTTPClient {
    /// Waits before a server is asked again.
    /// - Returns: false where the run is to stop meanwhile.
    func pause(_ seconds: Double) -> Bool {
      let end = ContinuousClock.now + .milliseconds(Int64(seconds * 1000))
      while ContinuousClock.now < end {
        guard (try? ReadingStop.check()) != nil else { return false }
        _ = wait(for: min(.milliseconds(200), end - .now))
      }
      return true
    }
  }
#endif
