/// Which names a server answers to, and whose pages may ask it.
///
/// A page of somebody else can have its own name lead to this machine (DNS rebinding) and then read what the server
/// says to it; what it can't do is to have a browser send another `Host` than that name.
struct HostCheck: Sendable {
  private let names: Set<String>
  private let isLocal: Bool

  /// - Parameter machine: what the machine is called.
  init(_ settings: ServerSettings, machine: String?) {
    isLocal = settings.isLocal
    var names = Set((settings.names + [settings.host]).map(Self.plain))
    names.insert("localhost")
    if !settings.isLocal, let machine { names.insert(Self.plain(machine)) }
    self.names = names
  }

  /// Whether a `Host` is one of the server's own. Addresses are: no page's name is an address.
  func isOwn(_ authority: String) -> Bool {
    let host = Self.host(of: authority)
    if names.contains(host) { return true }
    // A name without a dot is one of the network's own; nobody can lead a page's name there from outside.
    if !host.isEmpty, !host.contains("."), !host.contains(":") { return true }
    guard let isLoopback = Self.loopback(host) else { return false }
    return !isLocal || isLoopback
  }

  /// Whether a page of this origin is the server's own: the same name and port as `Host`, or one of its names.
  func isOwn(origin: String, of authority: String) -> Bool {
    guard let scheme = origin.firstRange(of: "://") else { return false }
    let place = String(origin[scheme.upperBound...])
    if Self.plain(place) == Self.plain(authority) { return true }
    // A proxy may have asked under another name; what the pages are served as was said at the start.
    let host = Self.host(of: place)
    return host != "localhost" && Self.loopback(host) == nil && names.contains(host)
  }

  private static func plain(_ name: String) -> String {
    let name = name.lowercased()
    return name.hasSuffix(".") ? String(name.dropLast()) : name
  }

  /// `[::1]:8080` and `localhost:8080` without their ports.
  private static func host(of authority: String) -> String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return plain(String(authority[authority.index(after: authority.startIndex)..<end]))
    }
    return plain(String(authority.prefix { $0 != ":" }))
  }

  /// Whether an address is this machine's own; nil for what is no address.
  private static func loopback(_ host: String) -> Bool? {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) { return parts[0] == "127" }
    guard host.contains(":"), host.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || hexDigits.contains($0) })
    else {
      return nil
    }
    return host == "::1" || host == "0:0:0:0:0:0:0:1"
  }

  private static let hexDigits = Set("0123456789abcdef".utf8)
}
