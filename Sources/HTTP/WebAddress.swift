/// Tells URLs of http and https from paths of files.
public enum WebAddress {
  public static func isOne(_ path: String) -> Bool {
    let start = path.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}
