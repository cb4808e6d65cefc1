/// SHA-256 of page.css and page.js, base 64: `make page` writes them, a test compares.
enum PageDigests {
  static let style = "vJrnDzgg119mYC6cxYhhcM8iEZ0Ebd180NMWybzGU+0="
  static let script = "9XiV1/djzcz+Vfh6dU/Kw3/2Xo5qOfJQEfkEg75tLgM="
}
