#if HTTP
  import Isnad
  import IsnadHTTP
  import SystemPackage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Fetches inputs that are named by URLs.
  struct RemoteFile {
    /// The most bytes of one, once unpacked by the transfer.
    private static let maxBytes = 1 << 28
    private static let maxHops = 5

    let settings: FeedSettings

    /// A file with what a URL leads to, which has no name and goes with its last descriptor.
    /// - Throws: ``UnreadableInput``; ``ReadingStopped`` where the run is to stop.
    func open(_ url: String) throws -> FileDescriptor {
      let answer: HTTPAnswer
      do {
        answer = try fetch(url)
      } catch let failure as HTTPFailure {
        throw UnreadableInput(message: failure.message)
      }
      guard answer.status == 200 else {
        throw UnreadableInput(message: "its server answers with \(answer.status)")
      }
      let file = try Self.temporaryFile()
      do {
        try file.writeAll(answer.body)
        try file.seek(offset: 0, from: .start)
      } catch {
        try? file.close()
        throw error
      }
      return file
    }

    private func fetch(_ url: String) throws -> HTTPAnswer {
      let client = try HTTPClient()
      var url = url
      for _ in 0...Self.maxHops {
        let request = HTTPRequest(
          url, userAgent: settings.userAgent, maxBytes: Self.maxBytes, timeout: settings.timeout,
          allowsPrivate: settings.allowsPrivate)
        let answer = try client.fetch(request) { try ReadingStop.check() }
        guard (300..<400).contains(answer.status), let target = answer.redirect else { return answer }
        url = target
      }
      throw UnreadableInput(message: "it redirects more than \(Self.maxHops) times")
    }

    private static func temporaryFile() throws(Errno) -> FileDescriptor {
      let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      var name = Array("\(folder)/isnad-XXXXXX".utf8CString)
      let descriptor = mkstemp(&name)
      guard descriptor >= 0 else { throw Errno(rawValue: errno) }
      unlink(name)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return FileDescriptor(rawValue: descriptor)
    }
  }
#else
  /// Nothing: the command was built without HTTP.
  struct RemoteFile {}
#endif
