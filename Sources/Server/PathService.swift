#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadStages
  import Metrics
  import NIOCore
  import NIOHTTP1

  /// A service that answers by path. What all of them have in common: problems in place of errors, what is counted,
  /// answers to HEAD.
  protocol PathService: HTTPResponder where Context == ConnectionContext {
    var metrics: PrometheusMetrics { get }

    /// What a path is counted as: one of few.
    func route(_ path: String) -> String

    /// - Throws: a ``Problem`` where there is no answer.
    func answer(_ request: Request, _ path: String) async throws -> Response

    /// A problem in the form in which whoever asked can read it.
    func response(_ problem: Problem, to request: Request, _ path: String) -> Response
  }

  extension TimeAmount {
    /// What a connection that can't go on still has to take its answer.
    static let parting = TimeAmount.seconds(2)
  }

  extension PathService {
    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
      let path = request.uri.path
      let start = ContinuousClock.now
      var response: Response
      do {
        response = try await answer(request, path)
      } catch {
        let problem = problem(of: error, path, request, context)
        // Closes a connection whose request is not read to its end, once the answer had its time to arrive.
        if problem.closes {
          let channel = context.channel
          channel.eventLoop.scheduleTask(in: .parting) { channel.close(promise: nil) }
        }
        response = self.response(problem, to: request, path)
      }
      let route = route(path)
      Counter(
        label: "isnad_http_requests_total",
        dimensions: [("path", route), ("status", String(response.status.code))], factory: metrics
      ).increment()
      Timer(label: "isnad_http_request_seconds", dimensions: [("path", route)], factory: metrics)
        .recordNanoseconds(Int64((ContinuousClock.now - start) / .nanoseconds(1)))
      return request.method == .head ? Self.head(of: response) : response
    }

    private static func head(of response: Response) -> Response {
      let body = ResponseBody(contentLength: response.body.contentLength) { try await $0.finish(nil) }
      return Response(status: response.status, headers: response.headers, body: body)
    }

    private func problem(
      of error: any Error, _ path: String, _ request: Request, _ context: ConnectionContext
    ) -> Problem {
      switch error {
      case let found as Problem: return found
      case is SlowClient: return .slowClient
      case HTTPParserError.headerOverflow: return .trailersTooLarge
      case is HTTPParserError: return .brokenRequest
      case is CancellationError, is ChannelError, is IOError, is NIOAsyncWriterError: return .clientGone
      default:
        context.logger.error("\(request.method) \(path): \(StageFailure(error).message)")
        return .internalError
      }
    }
  }
#endif
