#if HTTP
  internal import CCurl

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Asks servers, many at once, on the thread that waits for the answers.
  ///
  /// It is one task's: nothing of it runs while nobody waits. libcurl does the work, so compressed answers, proxies of
  /// the environment (`http_proxy`, `https_proxy`, `no_proxy`) and certificates of the system are as everywhere. No
  /// redirect is followed: who asks decides, and is polite to the next server too.
  public final class HTTPClient {
    public typealias Ticket = Int

    private static let maxConnections = 64

    private let multi: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    private var nextTicket = 0

    /// - Throws: ``HTTPFailure/noLibrary(_:)`` on a machine without libcurl.
    public init() throws(HTTPFailure) {
      guard isnad_curl_begin() else { throw .noLibrary(String(cString: isnad_curl_name())) }
      guard let multi = isnad_curl_new_multi() else { throw .failed("libcurl can't begin") }
      self.multi = multi
      isnad_curl_limit_connections(multi, Self.maxConnections)
    }

    deinit {
      for handle in transfers.keys { end(handle) }
      isnad_curl_free_multi(multi)
    }

    private func end(_ handle: UnsafeMutableRawPointer) {
      isnad_curl_remove(multi, handle)
      isnad_curl_free(handle)
    }

    /// How many requests have no answer yet.
    public var count: Int { transfers.count }

    /// Sends a request off; its answer comes from ``wait(for:)``.
    public func start(_ request: HTTPRequest) throws(HTTPFailure) -> Ticket {
      guard let origin = HTTPOrigin(request.url) else { throw .failed("it is no URL of http or https") }
      guard let curl = isnad_curl_new() else { throw .failed("libcurl can't begin") }
      nextTicket += 1
      let transfer = Transfer(nextTicket, request, proxy: ProxyChoice(for: origin.name).proxy)
      transfer.prepare(curl)
      guard isnad_curl_add(multi, curl) == CURLM_OK else {
        isnad_curl_free(curl)
        throw .failed("libcurl can't begin")
      }
      transfers[curl] = transfer
      return nextTicket
    }

    /// Moves all requests on, and waits for the first answers, so long at the most.
    public func wait(for time: Duration) -> [(ticket: Ticket, result: Result<HTTPAnswer, HTTPFailure>)] {
      isnad_curl_perform(multi)
      var answers = ended()
      if answers.isEmpty {
        let milliseconds = max(0, min(time / .milliseconds(1), 60_000))
        isnad_curl_poll(multi, Int32(milliseconds))
        isnad_curl_perform(multi)
        answers = ended()
      }
      return answers
    }

    private func ended() -> [(ticket: Ticket, result: Result<HTTPAnswer, HTTPFailure>)] {
      var answers: [(Ticket, Result<HTTPAnswer, HTTPFailure>)] = []
      var code = CURLE_OK
      while let curl = isnad_curl_ended(multi, &code) {
        if let transfer = transfers.removeValue(forKey: curl) {
          answers.append((transfer.ticket, transfer.result(curl, code)))
        }
        end(curl)
      }
      return answers
    }

    /// Asks one server, and waits for its answer.
    /// - Parameter check: is called several times a second, and may end the wait by an error.
    public func fetch(_ request: HTTPRequest, check: () throws -> Void = {}) throws -> HTTPAnswer {
      let ticket = try start(request)
      while true {
        try check()
        for answer in wait(for: .milliseconds(200)) where answer.ticket == ticket {
          return try answer.result.get()
        }
      }
    }
  }

  /// A request on its way.
  private final class Transfer {
    let ticket: HTTPClient.Ticket
    private let request: HTTPRequest
    /// To which connections go, and whose address the user has set; nil to go straight.
    private let proxy: String?
    private var headers: [(name: String, value: String)] = []
    private var headBytes = 0
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var refused: [UInt8]?
    private var list: UnsafeMutablePointer<curl_slist>?

    private static let maxHeadBytes = 1 << 16

    init(_ ticket: HTTPClient.Ticket, _ request: HTTPRequest, proxy: String?) {
      self.ticket = ticket
      self.request = request
      self.proxy = proxy
    }

    deinit { isnad_curl_free_list(list) }

    func prepare(_ curl: UnsafeMutableRawPointer) {
      isnad_curl_only_http(curl)
      _ = isnad_curl_text(curl, CURLOPT_URL, request.url)
      _ = isnad_curl_text(curl, CURLOPT_USERAGENT, request.userAgent)
      // All that it knows: gzip, br, zstd.
      _ = isnad_curl_text(curl, CURLOPT_ACCEPT_ENCODING, "")
      _ = isnad_curl_number(curl, CURLOPT_NOSIGNAL, 1)
      _ = isnad_curl_number(curl, CURLOPT_FOLLOWLOCATION, 0)
      // An empty name is no proxy, whatever the environment says, and an empty list no exception.
      _ = isnad_curl_text(curl, CURLOPT_PROXY, proxy ?? "")
      _ = isnad_curl_text(curl, CURLOPT_NOPROXY, "")
      let milliseconds = Int(max(1, min(request.timeout / .milliseconds(1), 86_400_000)))
      _ = isnad_curl_number(curl, CURLOPT_TIMEOUT_MS, milliseconds)
      _ = isnad_curl_number(curl, CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 15_000))
      for (name, value) in request.headers { list = isnad_curl_append(list, "\(name): \(value)") }
      if let body = request.body {
        // No wait for '100 Continue', which many servers never send.
        list = isnad_curl_append(list, "Expect:")
        _ = isnad_curl_number(curl, CURLOPT_POST, 1)
        body.withUnsafeBytes { bytes in
          _ = isnad_curl_post(curl, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
      }
      _ = isnad_curl_headers(curl, list)
      // It outlives the handle, which ends before it is let go of.
      let me = Unmanaged.passUnretained(self).toOpaque()
      isnad_curl_body(
        curl,
        { bytes, size, count, me in
          guard let bytes, let me else { return 0 }
          return Unmanaged<Transfer>.fromOpaque(me).takeUnretainedValue().add(
            UnsafeRawBufferPointer(start: bytes, count: size * count))
        }, me)
      isnad_curl_head(
        curl,
        { bytes, size, count, me in
          guard let bytes, let me else { return 0 }
          return Unmanaged<Transfer>.fromOpaque(me).takeUnretainedValue().addHead(
            UnsafeRawBufferPointer(start: bytes, count: size * count))
        }, me)
      isnad_curl_opens(
        curl,
        { me, _, address in
          guard let me, let address else { return -1 }
          return Unmanaged<Transfer>.fromOpaque(me).takeUnretainedValue().open(address)
        }, me)
    }

    private func add(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard body.count + bytes.count <= request.maxBytes else {
        isTooLarge = true
        return 0
      }
      body.append(contentsOf: bytes)
      return bytes.count
    }

    private func addHead(_ bytes: UnsafeRawBufferPointer) -> Int {
      headBytes += bytes.count
      guard headBytes <= Self.maxHeadBytes else { return 0 }
      let line = String(decoding: bytes, as: UTF8.self)
      if line.hasPrefix("HTTP/") {
        headers = []
      } else if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...]
        headers.append((String(line[..<colon]), value.trimmingSpace))
      }
      return bytes.count
    }

    /// The address is the one that the socket is going to be connected to, whatever a name stood for before.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
      if !request.allowsPrivate, proxy == nil {
        let bytes = isnad_curl_address(address).map(PrivateAddress.bytes) ?? []
        if PrivateAddress.isOne(bytes) {
          refused = bytes
          return -1
        }
      }
      return isnad_curl_socket(address)
    }

    func result(_ curl: UnsafeMutableRawPointer, _ code: CURLcode) -> Result<HTTPAnswer, HTTPFailure> {
      if isTooLarge { return .failure(.tooLarge(request.maxBytes)) }
      guard code == CURLE_OK else {
        if let refused { return .failure(.privateAddress(PrivateAddress.text(refused))) }
        if code == CURLE_OPERATION_TIMEDOUT { return .failure(.timedOut) }
        let words = String(cString: isnad_curl_words(code))
        return .failure(.failed(words.prefix(1).lowercased() + words.dropFirst()))
      }
      return .success(
        HTTPAnswer(
          status: isnad_curl_status(curl), headers: headers, body: body,
          redirect: isnad_curl_redirect(curl).map { String(cString: $0) }))
    }
  }
#endif
