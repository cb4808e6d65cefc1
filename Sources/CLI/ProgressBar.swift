import Isnad
import SystemPackage

/// Shows on standard error how far a run has come.
struct ProgressBar {
  private static let interval = Duration.milliseconds(200)
  private static let width = 24

  let monitor: RunMonitor

  /// Redraws one line until the run is finished, then clears it.
  func show() async {
    let start = ContinuousClock.now
    while !monitor.current.isFinished && !Task.isCancelled {
      do { try await Task.sleep(for: Self.interval) } catch { break }
      Output.reportInline("\r\u{1B}[K" + Self.line(monitor.current, elapsed: ContinuousClock.now - start))
    }
    Output.reportInline("\r\u{1B}[K")
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
    parts.append("\(grouped(Int(Double(state.documents) / seconds)))/s")
    parts.append("\(oneDecimal(Double(state.readBytes) / 1e6 / seconds)) MB/s")
    if let total = state.totalBytes, state.readBytes > 0, total > state.readBytes {
      let left = seconds * Double(total - state.readBytes) / Double(state.readBytes)
      parts.append("\(clock(Int(left.rounded()))) left")
    }
    if state.failed > 0 { parts.append("\(grouped(state.failed)) failed") }
    return parts.joined(separator: "  ")
  }

  static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
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
