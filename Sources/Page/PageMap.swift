import CPage

/// Places as dots on the land, with the table that says the same.
///
/// A unit of the drawing is a tenth of a degree: to the east of 180 degrees west, to the south of 84 degrees north.
public struct PageMap: Sendable {
  public struct Place: Sendable {
    public let name: String
    /// Where its name leads to in the table.
    public let address: String
    /// Degrees.
    public let latitude: Double
    public let longitude: Double
    /// How many articles name it, by which its dot is larger or smaller.
    public let articles: Int
    /// The one that the page is about.
    public let isMeant: Bool

    public init(
      _ name: String, address: String, latitude: Double, longitude: Double, articles: Int, isMeant: Bool
    ) {
      self.name = name
      self.address = address
      self.latitude = latitude
      self.longitude = longitude
      self.articles = articles
      self.isMeant = isMeant
    }

    fileprivate var x: Double { (longitude + 180) * 10 }
    fileprivate var y: Double { (84 - latitude) * 10 }
  }

  /// What is written around the dots.
  public struct Words: Sendable {
    let title: String
    let caption: String
    let summary: String
    let name: String
    let latitude: String
    let longitude: String
    let articles: String

    /// - Parameters:
    ///   - title: says what is shown, to who does not see it.
    ///   - caption: says where the land and the dots come from.
    ///   - summary: opens the table, whose heads the others are.
    public init(
      title: String, caption: String, summary: String, name: String, latitude: String, longitude: String,
      articles: String
    ) {
      self.title = title
      self.caption = caption
      self.summary = summary
      self.name = name
      self.latitude = latitude
      self.longitude = longitude
      self.articles = articles
    }
  }

  private struct Window {
    static let world = Window(x: 0, y: 0, width: 3_600, height: 1_650)
    /// Of a map around one place: 72 degrees from west to east.
    private static let share = 0.2

    let x: Double
    let y: Double
    let width: Double
    let height: Double

    /// What lies around a place, within the world.
    static func around(_ place: Place) -> Window {
      let (width, height) = (world.width * share, world.height * share)
      return Window(
        x: min(max(0, place.x - width / 2), world.width - width),
        y: min(max(0, place.y - height / 2), world.height - height), width: width, height: height)
    }

    func contains(_ place: Place) -> Bool {
      place.x >= x && place.x <= x + width && place.y >= y && place.y <= y + height
    }
  }

  /// Rows of the table, those that most articles name.
  private static let rows = 40

  /// The surroundings of the place that is meant, or the world where none is.
  public static func write(_ places: [Place], _ words: Words, _ html: inout HTMLWriter) {
    let window = places.first(where: \.isMeant).map(Window.around) ?? .world
    let shown = places.filter(window.contains)
    html.element("figure", ["class": "map"]) { html in
      draw(shown, window, words.title, &html)
      html.element("figcaption", words.caption)
      table(shown, words, &html)
    }
  }

  private static func draw(
    _ places: [Place], _ window: Window, _ title: String, _ html: inout HTMLWriter
  ) {
    let box = [window.x, window.y, window.width, window.height].map(PageChart.number)
      .joined(separator: " ")
    let most = Double(max(1, places.map(\.articles).max() ?? 1))
    html.element("svg", ["viewBox": box, "role": "img", "aria-label": title, "dir": "ltr"]) { html in
      html.open("path", ["class": "land", "d": land])
      html.close("path")
      // The one that is meant lies over the others, small ones over large ones.
      for place in places.sorted(by: { ($1.isMeant ? 1 : 0, $0.articles) > ($0.isMeant ? 1 : 0, $1.articles) }
      ) {
        let size = place.isMeant ? 1 : (Double(place.articles) / most).squareRoot()
        html.element(
          "circle",
          [
            "class": place.isMeant ? "here" : "there", "cx": PageChart.number(place.x),
            "cy": PageChart.number(place.y),
            "r": PageChart.number(max(0.1, window.width * (0.004 + 0.008 * size))),
          ]
        ) { $0.element("title", place.name) }
      }
    }
  }

  private static let land: String = {
    var size = 0
    let data = UnsafeRawBufferPointer(start: isnad_page_land(&size), count: size)
    return String(decoding: data, as: UTF8.self)
  }()

  private static func table(_ places: [Place], _ words: Words, _ html: inout HTMLWriter) {
    html.element("details") { html in
      html.element("summary", words.summary)
      html.element("table") { html in
        PageChart.head([words.name, words.latitude, words.longitude, words.articles], &html)
        html.element("tbody") { html in
          for place in places.sorted(by: { $0.articles > $1.articles }).prefix(rows) {
            html.element("tr") { html in
              html.element("th", ["scope": "row"]) { html in
                html.element("a", ["href": place.address]) { $0.element("bdi", place.name) }
              }
              for degrees in [place.latitude, place.longitude] {
                html.element("td") { $0.element("bdi", ["dir": "ltr"], PageChart.number(degrees) + "°") }
              }
              html.element("td", String(place.articles))
            }
          }
        }
      }
    }
  }
}
