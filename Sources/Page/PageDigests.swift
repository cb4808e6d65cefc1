/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "6LgnxlT3mhp+2+OKYKMuH/0jJ84bn4s5hvLa61gohm0="
  static let script = "27l0AvsZgJQaMlV5SR+tD5s5abc3+o0vEDFuHJuHIOI="
}
