/// What a server's `robots.txt` asks of a client (RFC 9309).
public struct RobotsRules: Sendable {
  private struct Rule {
    let isAllowed: Bool
    let pattern: [UInt8]
  }

  /// The bytes of a `robots.txt` that are looked at, and of one pattern.
  public static let maxBytes = 500 << 10
  private static let maxPattern = 1024

  private var rules: [Rule] = []
  /// How long to wait between two requests, where it says so.
  public private(set) var delay: Duration?

  /// Everything is allowed: there is no such file.
  public static let allowingAll = RobotsRules()
  /// Nothing is: the server could not say what is.
  public static let allowingNone = {
    var rules = RobotsRules()
    rules.rules = [Rule(isAllowed: false, pattern: [UInt8(ascii: "/")])]
    return rules
  }()

  private init() {}

  /// - Parameter product: the first word of the client's `User-Agent`: `Isnad`.
  public init(_ bytes: [UInt8], product: String) {
    let product = product.lowercased()
    var mine = RobotsRules()
    var everyones = RobotsRules()
    var isNamed = false
    // Groups may have several names above their rules.
    var (isMine, isEveryones, isInNames) = (false, false, false)
    for line in bytes.prefix(Self.maxBytes).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let said = line.prefix { $0 != UInt8(ascii: "#") }
      guard let colon = said.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: said[..<colon], as: UTF8.self)[...].trimmingSpace.lowercased()
      let value = String(decoding: said[said.index(after: colon)...], as: UTF8.self)[...].trimmingSpace
      switch name {
      case "user-agent":
        if !isInNames { (isMine, isEveryones) = (false, false) }
        isInNames = true
        if value == "*" { isEveryones = true }
        if value.prefix(while: { $0.isLetter || $0 == "-" || $0 == "_" }).lowercased() == product {
          isMine = true
          isNamed = true
        }
      case "allow", "disallow", "crawl-delay":
        isInNames = false
        if isMine { mine.add(name, value) }
        if isEveryones { everyones.add(name, value) }
      default: break
      }
    }
    self = isNamed ? mine : everyones
  }

  private mutating func add(_ name: String, _ value: String) {
    if name == "crawl-delay" {
      if let seconds = Double(value), seconds >= 0, seconds <= 3600 {
        delay = .milliseconds(Int64(seconds * 1000))
      }
    } else if !value.isEmpty, value.utf8.count <= Self.maxPattern {
      rules.append(Rule(isAllowed: name == "allow", pattern: Array(value.utf8)))
    }
  }

  /// Whether a path, with the question behind it, may be asked for: the longest rule that fits it decides.
  public func allows(_ path: String) -> Bool {
    let path = Array(path.utf8)
    var longest = -1
    var isAllowed = true
    for rule in rules where rule.pattern.count >= longest && Self.fits(path, rule.pattern) {
      // Of two of one length the one that allows.
      isAllowed = rule.pattern.count > longest ? rule.isAllowed : isAllowed || rule.isAllowed
      longest = rule.pattern.count
    }
    return isAllowed
  }

  /// `*` stands for any bytes, `$` at the end for the end.
  private static func fits(_ path: [UInt8], _ pattern: [UInt8]) -> Bool {
    let isAnchored = pattern.last == UInt8(ascii: "$")
    let pattern = isAnchored ? pattern.dropLast() : pattern[...]
    let star = UInt8(ascii: "*")
    var (at, place) = (0, 0)
    // Where the last star was, and how far it reaches.
    var back: (place: Int, at: Int)?
    while true {
      if place == pattern.count {
        if !isAnchored || at == path.count { return true }
      } else if pattern[place] == star {
        back = (place + 1, at)
        place += 1
        continue
      } else if at < path.count, pattern[place] == path[at] {
        at += 1
        place += 1
        continue
      }
      guard let last = back, last.at < path.count else { return false }
      back = (last.place, last.at + 1)
      (place, at) = (last.place, last.at + 1)
    }
  }
}
