#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How long a server asks to wait, as `Retry-After` says it: in seconds, or until a time.
public enum RetryAfter {
  /// A day at the most.
  private static let longest = 86_400.0

  /// - Parameter now: in seconds since 1970.
  /// - Returns: seconds; nil for what says nothing.
  public static func seconds(_ value: String?, now: Double) -> Double? {
    guard let value else { return nil }
    if let seconds = Double(value), seconds >= 0 { return min(seconds, longest) }
    guard let time = date(value) else { return nil }
    return min(max(0, time - now), longest)
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970.
  static func date(_ text: String) -> Double? {
    let words = text.split { $0 == " " || $0 == "," }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), (1...31).contains(day),
      let month = months.firstIndex(of: words[2].lowercased()), let year = Int(words[3]),
      (1970...9999).contains(year)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    // Days of the civil calendar since 1970.
    let shifted = month < 2 ? year - 1 : year
    let ofYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
    return Double(days) * 86_400 + Double(clock[0] * 3600 + clock[1] * 60 + clock[2])
  }

  /// The time now, in seconds since 1970.
  public static var now: Double { Date().timeIntervalSince1970 }
}
