import Isnad

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What of the package's traits a command with plug-ins is built with.
enum CommandTraits {
  /// Those of this command, so that the other one can do what this one can; ISNAD_TRAITS, a list with commas that may be
  /// empty, says otherwise. Each makes the first build longer.
  static var own: [String] {
    if let said = getenv("ISNAD_TRAITS") {
      return String(cString: said).split(separator: ",").map(String.init)
    }
    var traits: [String] = []
    #if SQLite
      traits.append("SQLite")
    #endif
    #if PostgreSQL
      traits.append("PostgreSQL")
    #endif
    #if HTTP
      traits.append("HTTP")
    #endif
    #if Server
      traits.append("Server")
    #endif
    return traits
  }
}
