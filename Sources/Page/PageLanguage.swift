/// The language in which a page speaks of itself. What it shows of articles stays as it is.
public enum PageLanguage: String, Sendable, CaseIterable {
  case arabic = "ar"
  case english = "en"

  /// The first of the languages that a browser's user reads (`Accept-Language`) which there is; else Arabic.
  public init(accept: String?) {
    let wanted = (accept ?? "").split(separator: ",").prefix(20).enumerated().map { place, range in
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return (name: (parts.first ?? "").prefix { $0 != "-" }.lowercased(), weight: weight, place: place)
    }
    self =
      wanted.filter { $0.weight > 0 }.sorted { ($0.weight, $1.place) > ($1.weight, $0.place) }
      .lazy.compactMap { Self(rawValue: $0.name) }.first ?? .arabic
  }

  public func callAsFunction(_ arabic: String, _ english: String) -> String {
    self == .arabic ? arabic : english
  }

  /// Between the parts of a list.
  public var comma: String { self("، ", ", ") }

  var direction: String { self == .arabic ? "rtl" : "ltr" }
}
