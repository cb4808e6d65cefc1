/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "Url9RmBbWj4kN8RHtdcv/k2kYBE4T2pOIsf+UGRPFZU="
  static let script = "27l0AvsZgJQaMlV5SR+tD5s5abc3+o0vEDFuHJuHIOI="
}
