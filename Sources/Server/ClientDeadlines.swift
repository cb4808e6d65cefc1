#if Server
  import HTTPTypes
  import Hummingbird
  import NIOCore
  import NIOHTTP1
  import NIOHTTPTypes

  /// The client is too slow with its body.
  struct SlowClient: Error {}

  /// Ends what a client keeps open without using it: a head that does not come, a body that comes a byte a second,
  /// an answer that nobody takes.
  ///
  /// Only the time counts in which the server waits for the client, so that a long body is not cut because the
  /// pipeline works long on it. A body has ``patience`` and a second for every ``leastBytes`` of it.
  final class ClientDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Awaited {
      /// The head of a request.
      case head
      case body
      /// Nothing: the server is at work.
      case nothing
    }

    static let leastBytes = 500
    private let patience: TimeAmount
    private let idle: TimeAmount
    private let connections: Connections
    /// A larger body is not asked for.
    private let maxBodyBytes: Int
    private var awaited = Awaited.head
    /// The connection has had an answer; and the request that came last has.
    private var hasServed = false
    private var isAnswered = false
    private var waited = TimeAmount.zero
    private var bytes = 0
    /// When the server began to wait for what is awaited now.
    private var since: NIODeadline?
    private var check: Scheduled<Void>?
    private var stalled: Scheduled<Void>?

    /// - Parameters:
    ///   - patience: for a head, for a body before it has to be fast, for an answer to be taken.
    ///   - idle: for the next request of a connection.
    ///   - connections: all of the server's, this one among them.
    init(patience: TimeAmount, idle: TimeAmount = .seconds(60), connections: Connections, maxBodyBytes: Int) {
      self.patience = patience
      self.idle = idle
      self.connections = connections
      self.maxBodyBytes = maxBodyBytes
    }

    func handlerAdded(context: ChannelHandlerContext) {
      connections.add(context.channel)
      wait(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
      check?.cancel()
      stalled?.cancel()
    }

    func read(context: ChannelHandlerContext) {
      if awaited == .body { wait(context) }
      context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      pause()
      switch unwrapInboundIn(data) {
      case .head(let head):
        goAhead(head, context)
        connections.note(context.channel, .working)
        awaited = .body
        isAnswered = false
        waited = .zero
        bytes = 0
      case .body(let buffer): bytes += buffer.readableBytes
      case .end:
        awaited = .nothing
        if isAnswered { awaitHead(context) }
      }
      context.fireChannelRead(data)
    }

    /// A client that asks first whether its body is wanted is told so: it would wait a second, or for good.
    private func goAhead(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
      guard let expect = HTTPField.Name("Expect").flatMap({ head.headerFields[$0] }),
        expect.lowercased() == "100-continue",
        (head.headerFields[.contentLength].flatMap { Int($0) } ?? 0) <= maxBodyBytes
      else { return }
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
      if case .end = unwrapOutboundIn(data) {
        hasServed = true
        isAnswered = true
        if awaited == .nothing { awaitHead(context) }
      }
      context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
      stalled?.cancel()
      stalled = nil
      if !context.channel.isWritable {
        stalled = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
          context.close(promise: nil)
        }
      }
      context.fireChannelWritabilityChanged()
    }

    /// A head that is too large or broken is no request yet, so that nobody else could say what is wrong with it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      guard awaited == .head, let problem = Self.problem(of: error) else {
        context.fireErrorCaught(error)
        return
      }
      pause()
      let (response, body) = problem.parts
      context.write(wrapOutboundOut(.head(response)), promise: nil)
      context.write(wrapOutboundOut(.body(body)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      // Not at once: what a client still sends would make its answer go.
      check?.cancel()
      check = context.eventLoop.assumeIsolated().scheduleTask(in: .parting) {
        context.close(promise: nil)
      }
    }

    private static func problem(of error: any Error) -> Problem? {
      switch error as? HTTPParserError {
      case .headerOverflow: .headTooLarge
      // The client has hung up, and hears no answer.
      case .invalidEOFState, nil: nil
      case .invalidURL: .brokenAddress
      default: .brokenHead
      }
    }

    func channelInactive(context: ChannelHandlerContext) {
      connections.remove(context.channel)
      check?.cancel()
      stalled?.cancel()
      context.fireChannelInactive()
    }

    private var limit: TimeAmount {
      switch awaited {
      case .head: hasServed ? idle : patience
      case .body: patience + .seconds(Int64(bytes / Self.leastBytes))
      case .nothing: .hours(1)
      }
    }

    private func awaitHead(_ context: ChannelHandlerContext) {
      awaited = .head
      waited = .zero
      wait(context)
    }

    private func wait(_ context: ChannelHandlerContext) {
      guard since == nil else { return }
      since = .now()
      connections.note(
        context.channel,
        awaited == .body ? .sending : awaited == .nothing ? .working : hasServed ? .idle : .silent)
      check?.cancel()
      check = context.eventLoop.assumeIsolated().scheduleTask(in: limit - waited) { self.giveUp(context) }
    }

    private func pause() {
      // What came is being worked on until something is waited for again.
      if let since { waited = waited + (.now() - since) }
      since = nil
      check?.cancel()
      check = nil
    }

    private func giveUp(_ context: ChannelHandlerContext) {
      check = nil
      guard since != nil else { return }
      if awaited == .body {
        context.fireErrorCaught(SlowClient())
      } else {
        context.close(promise: nil)
      }
    }
  }
#endif
