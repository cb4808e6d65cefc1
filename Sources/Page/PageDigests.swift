/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "Url9RmBbWj4kN8RHtdcv/k2kYBE4T2pOIsf+UGRPFZU="
  static let script = "U75uf1uIxBKo3HkoPwuhVWxUeE61Fifo7swUZwtYHuU="
}
