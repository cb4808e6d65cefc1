/// SHA-256 of page.css and page.js, base 64: `make page` writes them, a test compares.
enum PageDigests {
  static let style = "Rdrxsy86z4dZ3H412UyUJV2YJ/xDkI/QVlFGEuARzaw="
  static let script = "N8x8psLWSE/nKtSS5K5cZjM48d4SBWK5LRO3sqoAQhU="
}
