import Metrics
import Synchronization

/// Keeps what swift-metrics is told, and writes it in Prometheus' text format.
///
/// Counters are counters, timers histograms in seconds, meters and recorders gauges. Names and values of labels
/// come from the program and from the pipeline; characters that the format doesn't take are replaced or escaped.
public final class PrometheusMetrics: MetricsFactory, Sendable {
  /// One series.
  struct Key: Hashable {
    let name: String
    /// `{pipeline="news",stage="normalizer"}`, or nothing.
    let labels: String

    init(_ name: String, _ dimensions: [(String, String)]) {
      self.name = Self.cleaned(name)
      let pairs = dimensions.map { "\(Self.cleaned($0.0))=\"\(Self.escaped($0.1))\"" }
      labels = pairs.joined(separator: ",")
    }

    private static func cleaned(_ name: String) -> String {
      String(
        name.unicodeScalars.map { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || scalar == "_"
            || scalar == ":" ? Character(scalar) : "_"
        })
    }

    private static func escaped(_ value: String) -> String {
      value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
  }

  private struct Series {
    var counters: [Key: Count] = [:]
    var gauges: [Key: Gauge] = [:]
    var histograms: [Key: Histogram] = [:]
  }

  private let series = Mutex(Series())

  public init() {}

  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series.withLock { $0.counters.value(Key(label, dimensions)) { Count() } }
  }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
    -> any RecorderHandler
  {
    series.withLock { $0.gauges.value(Key(label, dimensions)) { Gauge() } }
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series.withLock { $0.gauges.value(Key(label, dimensions)) { Gauge() } }
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series.withLock { $0.histograms.value(Key(label, dimensions)) { Histogram() } }
  }

  // What was counted stays.
  public func destroyCounter(_ handler: any CounterHandler) {}
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  public func destroyMeter(_ handler: any MeterHandler) {}
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// All series, sorted, with a `# TYPE` before each name's first.
  var text: String {
    let series = series.withLock { $0 }
    var lines: [(name: String, type: String, lines: [String])] = []
    for (key, counter) in series.counters {
      lines.append((key.name, "counter", ["\(key.name)\(Self.braced(key.labels)) \(counter.value)"]))
    }
    for (key, gauge) in series.gauges {
      lines.append((key.name, "gauge", ["\(key.name)\(Self.braced(key.labels)) \(gauge.value)"]))
    }
    for (key, histogram) in series.histograms {
      lines.append((key.name, "histogram", histogram.lines(key)))
    }
    var out = ""
    var last = ""
    for group in lines.sorted(by: { ($0.name, $0.lines.first ?? "") < ($1.name, $1.lines.first ?? "") }) {
      if group.name != last { out += "# TYPE \(group.name) \(group.type)\n" }
      last = group.name
      out += group.lines.joined(separator: "\n") + "\n"
    }
    return out
  }

  static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }
}

extension Dictionary {
  fileprivate mutating func value(_ key: Key, _ make: () -> Value) -> Value {
    if let value = self[key] { return value }
    let value = make()
    self[key] = value
    return value
  }
}

final class Count: CounterHandler, Sendable {
  private let count = Atomic<Int>(0)
  var value: Int { count.load(ordering: .relaxed) }
  func increment(by amount: Int64) { count.wrappingAdd(Int(amount), ordering: .relaxed) }
  func reset() { count.store(0, ordering: .relaxed) }
}

final class Gauge: MeterHandler, RecorderHandler, Sendable {
  private let current = Mutex(0.0)
  var value: Double { current.withLock { $0 } }
  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { current.withLock { $0 = value } }
  func increment(by amount: Double) { current.withLock { $0 += amount } }
  func decrement(by amount: Double) { current.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(value) }
  func record(_ value: Double) { set(value) }
}

/// How long something took, in buckets.
final class Histogram: TimerHandler, Sendable {
  /// Upper ends in seconds, from a tenth of a millisecond to half a minute.
  private static let bounds = [
    0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
  ]

  private struct State {
    var counts = [Int](repeating: 0, count: Histogram.bounds.count)
    var count = 0
    var seconds = 0.0
  }

  private let state = Mutex(State())

  func recordNanoseconds(_ duration: Int64) {
    let seconds = Double(duration) / 1e9
    state.withLock { state in
      state.count += 1
      state.seconds += seconds
      if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { state.counts[place] += 1 }
    }
  }

  func lines(_ key: PrometheusMetrics.Key) -> [String] {
    let state = state.withLock { $0 }
    let before = key.labels.isEmpty ? "" : key.labels + ","
    var sum = 0
    var lines = zip(Self.bounds, state.counts).map { bound, count in
      sum += count
      return "\(key.name)_bucket{\(before)le=\"\(bound)\"} \(sum)"
    }
    lines.append("\(key.name)_bucket{\(before)le=\"+Inf\"} \(state.count)")
    lines.append("\(key.name)_sum\(PrometheusMetrics.braced(key.labels)) \(state.seconds)")
    lines.append("\(key.name)_count\(PrometheusMetrics.braced(key.labels)) \(state.count)")
    return lines
  }
}
