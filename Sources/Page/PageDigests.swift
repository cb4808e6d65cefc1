/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "Rdrxsy86z4dZ3H412UyUJV2YJ/xDkI/QVlFGEuARzaw="
  static let script = "ES2tjaOHVZcswsc3FG0Butqs0v9HwqQhW0oEtG08Hpg="
}
