/// SHA-256 of page.css and page.js, base 64: `make page` writes them, a test compares.
enum PageDigests {
  static let style = "JOe4ZLn3yA6UwEfaUMeh1UuNbeohdIsZ00KhNZv0ifI="
  static let script = "I9m86mbkY5rT1/JWzPoq5iLSZkNSKNMhqTMeBeV3q8o="
}
