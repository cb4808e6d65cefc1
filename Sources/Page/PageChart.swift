#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A chart as SVG, with the table that says the same.
///
/// Colours come from the page's style, by class; places and sizes are attributes, which the page's policy lets through.
public struct PageChart: Sendable {
  public struct Bar: Sendable {
    public let label: String
    public let value: Int
    /// Where a bar leads to; nil for nowhere.
    public let address: String?

    public init(_ label: String, _ value: Int, address: String? = nil) {
      self.label = label
      self.value = value
      self.address = address
    }
  }

  public struct Point: Sendable {
    /// A day, `2024-04-01`.
    public let day: String
    public let value: Double
    public let series: Int

    public init(day: String, value: Double, series: Int) {
      self.day = day
      self.value = value
      self.series = series
    }
  }

  private static let width = 640.0
  private static let height = 180.0
  private static let left = 52.0
  private static let bottom = 24.0
  private static let top = 10.0
  /// A label whose middle is nearer to the end would go beyond it.
  private static let edge = 44.0
  /// Kinds of marks that the style knows.
  public static let seriesCount = 5

  /// Bars in order of time.
  /// - Parameters:
  ///   - title: says what is shown.
  ///   - columns: heads of the table.
  public static func bars(
    _ bars: [Bar], title: String, columns: (String, String), summary: String, _ html: inout HTMLWriter
  ) {
    let most = Double(max(1, bars.map(\.value).max() ?? 1))
    html.element("figure", ["class": "chart"]) { html in
      svg(title, &html) { html in
        axes(Scale(most: most), &html)
        let step = (width - left) / Double(max(1, bars.count))
        for (index, bar) in bars.enumerated() {
          let tall = Double(bar.value) / most * (height - top - bottom)
          html.open(
            "rect",
            [
              "class": "bar-mark", "x": number(left + Double(index) * step + step * 0.1),
              "y": number(height - bottom - tall), "width": number(max(0.5, step * 0.8)),
              "height": number(tall),
            ])
          html.close("rect")
        }
        for index in labels(bars.count) {
          let middle = left + (Double(index) + 0.5) * step
          let isLast = middle > width - edge
          label(bars[index].label, isLast ? width - 4 : middle, at: isLast ? "end" : "middle", &html)
        }
      }
      html.element("details") { html in
        html.element("summary", summary)
        html.element("table") { html in
          head([columns.0, columns.1], &html)
          html.element("tbody") { html in
            for bar in bars where bar.value > 0 {
              html.element("tr") { html in
                html.element("th", ["scope": "row"]) { html in
                  if let address = bar.address {
                    html.element("a", ["href": address]) { $0.element("bdi", ["dir": "ltr"], bar.label) }
                  } else {
                    html.element("bdi", ["dir": "ltr"], bar.label)
                  }
                }
                html.element("td", String(bar.value))
              }
            }
          }
        }
      }
    }
  }

  /// Points by day, in kinds of marks; the table is the caller's.
  /// - Parameter logarithmic: what the caption says besides, where a few values are so much larger than the others that these
  ///   would lie on the ground.
  public static func points(
    _ points: [Point], title: String, logarithmic: String, _ html: inout HTMLWriter
  ) {
    let days = points.compactMap { day($0.day) }
    let values = points.map(\.value).filter { $0.isFinite && $0 >= 0 }
    guard let first = days.min(), let last = days.max(), let most = values.max() else { return }
    let range = max(1, last - first)
    let scale = Scale(values, most: most)
    html.element("figure", ["class": "chart"]) { html in
      svg(title, &html) { html in
        axes(scale, &html)
        for point in points where point.value.isFinite && point.value >= 0 {
          guard let day = day(point.day) else { continue }
          let x = left + 8 + Double(day - first) / Double(range) * (width - left - 16)
          let y = height - bottom - scale.share(point.value) * (height - top - bottom)
          mark(point.series, x, y, &html)
        }
        if let day = points.map(\.day).min() { label(String(day.prefix(10)), left, at: "start", &html) }
        if first != last, let day = points.map(\.day).max() {
          label(String(day.prefix(10)), width - 4, at: "end", &html)
        }
      }
      html.element("figcaption", scale.isLogarithmic ? "\(title) (\(logarithmic))" : title)
    }
  }

  /// How high a value lies.
  struct Scale {
    /// So many times the middle value, and the largest one leaves nothing of the others to be seen.
    private static let most = 50.0

    let most: Double
    let isLogarithmic: Bool

    init(most: Double) {
      self.most = most > 0 ? most : 1
      isLogarithmic = false
    }

    init(_ values: [Double], most: Double) {
      let middle = values.isEmpty ? 0 : values.sorted()[values.count / 2]
      self.most = most > 0 ? most : 1
      isLogarithmic = most > max(1, middle) * Self.most
    }

    /// From 0 to 1.
    func share(_ value: Double) -> Double {
      isLogarithmic ? log10(1 + value) / log10(1 + most) : value / most
    }

    /// Values that have a line, from 0 on.
    var ticks: [Double] {
      guard isLogarithmic else { return [0, most / 2, most] }
      let powers = Int(log10(most))
      let step = max(1, (powers + 2) / 3)
      return [0]
        + stride(from: powers % step == 0 ? step : powers % step, through: powers, by: step).map {
          pow(10, Double($0))
        }
    }
  }

  /// A mark alone, for the list that says whose it is.
  public static func key(_ series: Int, _ html: inout HTMLWriter) {
    html.element(
      "svg", ["class": "key", "viewBox": "0 0 12 12", "width": "12", "height": "12", "aria-hidden": "true"]
    ) {
      mark(series, 6, 6, &$0)
    }
  }

  /// Shapes as well as colours tell kinds apart.
  private static func mark(_ series: Int, _ x: Double, _ y: Double, _ html: inout HTMLWriter) {
    let style = "mark-\(min(series, seriesCount - 1))"
    switch series {
    case 0: html.element("circle", ["class": style, "cx": number(x), "cy": number(y), "r": "4"]) { _ in }
    case 1:
      html.element(
        "rect", ["class": style, "x": number(x - 3.5), "y": number(y - 3.5), "width": "7", "height": "7"]
      ) { _ in }
    default:
      let shape: [(Double, Double)] =
        switch series {
        case 2: [(0, -5), (5, 4), (-5, 4)]
        case 3: [(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)]
        default: [(0, 5), (5, -4), (-5, -4)]
        }
      html.element(
        "polygon",
        [
          "class": style,
          "points": shape.map { number(x + $0.0) + "," + number(y + $0.1) }.joined(separator: " "),
        ]
      ) { _ in }
    }
  }

  private static func svg(_ title: String, _ html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void) {
    html.element(
      "svg",
      ["viewBox": "0 0 \(Int(width)) \(Int(height))", "role": "img", "aria-label": title, "dir": "ltr"], body)
  }

  private static func axes(_ scale: Scale, _ html: inout HTMLWriter) {
    for value in scale.ticks {
      let y = number(height - bottom - scale.share(value) * (height - top - bottom))
      html.element("line", ["class": "axis", "x1": number(left), "x2": number(width), "y1": y, "y2": y]) {
        _ in
      }
      html.element(
        "text", ["class": "tick", "x": number(left - 6), "y": y, "text-anchor": "end", "dy": "4"],
        short(value))
    }
  }

  /// - Parameter anchor: which part of it stands at `x`: start, middle or end.
  private static func label(_ text: String, _ x: Double, at anchor: String, _ html: inout HTMLWriter) {
    html.element(
      "text", ["class": "tick", "x": number(x), "y": number(height - 6), "text-anchor": anchor], text)
  }

  /// Which of so many bars have a label below.
  private static func labels(_ count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let step = max(1, (count + 5) / 6)
    return Array(stride(from: 0, to: count, by: step))
  }

  static func head(_ columns: [String], _ html: inout HTMLWriter) {
    html.element("thead") { html in
      html.element("tr") { html in
        for column in columns { html.element("th", ["scope": "col"], column) }
      }
    }
  }

  /// With one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// With at most three digits: 1.5M.
  private static func short(_ value: Double) -> String {
    for (size, sign) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= size {
      return trimmed(value / size) + sign
    }
    return trimmed(value)
  }

  private static func trimmed(_ value: Double) -> String {
    let tenths = Int((min(value, 9e15) * 10).rounded())
    return tenths % 10 == 0 || tenths >= 1_000 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// A day's number in a calendar whose months all have 31 days: near enough to draw.
  private static func day(_ text: String) -> Int? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return (parts[0] * 12 + parts[1]) * 31 + parts[2]
  }
}
