import ArgumentParser
import Isnad
import IsnadStages

/// Shows on standard error how far a run has come: a bar for people, a line now and then where
/// nobody watches, JSON for machines.
struct Progress {
  enum Style: String, ExpressibleByArgument, CaseIterable {
    case auto, bar, lines, json, none
  }

  private static let width = 24

  let monitor: RunMonitor
  let style: Style

  /// - Parameter sharesScreen: documents go to the same terminal, and a bar would run into them.
  init(_ monitor: RunMonitor, _ style: Style, isQuiet: Bool, sharesScreen: Bool) {
    self.monitor = monitor
    guard style == .auto else {
      self.style = style
      return
    }
    // A run that is watched by machines says its figures when they are asked for.
    self.style =
      isQuiet || sharesScreen || Output.lines != nil
      ? .none : Terminal.standardError.isTerminal ? .bar : .lines
  }

  private var interval: Duration {
    switch style {
    case .bar: .milliseconds(200)
    case .json: .seconds(1)
    default: .seconds(5)
    }
  }

  /// Says how far the run is until it is finished.
  func show() async {
    guard style != .none else { return }
    let start = ContinuousClock.now
    var next = start + interval
    var said: [Int] = []
    while !monitor.current.isFinished && !Task.isCancelled {
      // Short sleeps, so that a finished run is not kept waiting.
      do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
      guard ContinuousClock.now >= next, !monitor.current.isFinished else { continue }
      next += interval
      let state = monitor.current
      // A line says something new: a run that waits for its inputs says nothing.
      let figures = [state.documents, state.failed, state.readBytes]
      if style == .lines, figures == said || figures.allSatisfy({ $0 == 0 }) { continue }
      said = figures
      say(state, ContinuousClock.now - start)
    }
    if style == .bar { Output.reportInline("\r\u{1B}[K") }
    // Machines get the last state too, however short the run.
    if style == .json { say(monitor.current, ContinuousClock.now - start) }
  }

  private func say(_ state: RunMonitor.State, _ elapsed: Duration) {
    switch style {
    case .bar: Output.reportInline("\r\u{1B}[K" + Self.line(state, elapsed: elapsed))
    case .json where Output.lines == nil: Output.report(Self.json(state, elapsed: elapsed))
    default: Output.report(Self.line(state, elapsed: elapsed), Self.members(state, elapsed: elapsed))
    }
  }

  /// `{"documents":12400,"failed":2,"bytes":…,"total_bytes":…,"seconds":4.0}`
  static func json(_ state: RunMonitor.State, elapsed: Duration) -> String {
    var json = JSONWriter()
    json.value(.object(members(state, elapsed: elapsed)))
    return json.text
  }

  private static func members(_ state: RunMonitor.State, elapsed: Duration) -> [JSONValue.Member] {
    [
      .init("documents", .integer(state.documents)), .init("failed", .integer(state.failed)),
      .init("bytes", .integer(state.readBytes)),
      .init("total_bytes", state.totalBytes.map { .integer($0) } ?? .null),
      .init("seconds", .number(JSONNumber(oneDecimal(elapsed / .seconds(1))))),
    ]
  }

  /// `[######------]  48%  12,400 documents  3,100/s  7.2 MB/s  0:14 left  2 failed`
  static func line(_ state: RunMonitor.State, elapsed: Duration) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    var parts: [String] = []
    if let total = state.totalBytes, total > 0 {
      let share = min(1, Double(state.readBytes) / Double(total))
      let filled = Int(share * Double(width))
      let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
      parts.append("[\(bar)] \(padded(Int(share * 100), 3))%")
    }
    parts.append("\(grouped(state.documents)) documents")
    parts.append("\(grouped(Int(exactly: (Double(state.documents) / seconds).rounded(.down)) ?? 0))/s")
    let read = state.readBytes - state.startBytes
    parts.append("\(oneDecimal(Double(read) / 1e6 / seconds)) MB/s")
    if let total = state.totalBytes, read > 0, total > state.readBytes {
      let left = seconds * Double(total - state.readBytes) / Double(read)
      if let seconds = Int(exactly: left.rounded()) { parts.append("\(clock(seconds)) left") }
    }
    if state.failed > 0 { parts.append("\(grouped(state.failed)) failed") }
    return parts.joined(separator: "  ")
  }

  static func oneDecimal(_ value: Double) -> String {
    // A clock that stands still, or a file that claims too much, gives no figure.
    let tenths = Int(exactly: (value * 10).rounded()) ?? 0
    return "\(tenths / 10).\(tenths % 10)"
  }

  static func grouped(_ value: Int) -> String {
    var digits = String(value)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func clock(_ seconds: Int) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60)
    let padded = rest < 10 ? "0\(rest)" : "\(rest)"
    return minutes < 60 ? "\(minutes):\(padded)" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
