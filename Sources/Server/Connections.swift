#if Server
  import NIOCore
  import Synchronization

  /// The connections that are open, and room for new ones: where there is none, the one goes that has waited longest
  /// for its client.
  final class Connections: Sendable {
    /// What a connection does, from that which is given up first.
    enum State: Int, Sendable, Comparable {
      /// It has had an answer and waits for the next request.
      case idle
      /// It waits for the head of its first request.
      case silent
      /// It waits for more of a body.
      case sending
      case working

      static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }
    }

    private struct Entry {
      let channel: any Channel
      var state: State
      var since: NIODeadline
    }

    private let limit: Int
    private let open = Mutex<[ObjectIdentifier: Entry]>([:])

    init(limit: Int) { self.limit = limit }

    /// A connection more; one of them is closed where there are too many, this one if all others are being worked on.
    func add(_ channel: any Channel) {
      let victim: (any Channel)? = open.withLock { open in
        let new = Entry(channel: channel, state: .silent, since: .now())
        guard open.count >= limit else {
          open[ObjectIdentifier(channel)] = new
          return nil
        }
        let oldest = open.min { ($0.value.state, $0.value.since) < ($1.value.state, $1.value.since) }
        guard let oldest, oldest.value.state < .working else { return channel }
        open[oldest.key] = nil
        open[ObjectIdentifier(channel)] = new
        return oldest.value.channel
      }
      victim?.close(promise: nil)
    }

    func note(_ channel: any Channel, _ state: State) {
      open.withLock { open in
        guard let entry = open[ObjectIdentifier(channel)], entry.state != state else { return }
        open[ObjectIdentifier(channel)] = Entry(channel: channel, state: state, since: .now())
      }
    }

    func remove(_ channel: any Channel) { open.withLock { $0[ObjectIdentifier(channel)] = nil } }
  }
#endif
