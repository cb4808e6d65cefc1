/// SHA-256 of page.css and page.js, base 64: `make page` writes them, a test compares.
enum PageDigests {
  static let style = "Ilqn0Wd54cyvyckM+cs52KKhboat8UChLTerpJJ4SqI="
  static let script = "D3eOZihYsM6mvvV/P3SZe1iSpzVeNMwX/3AOVdbuAeE="
}
