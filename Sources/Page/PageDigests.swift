/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "RcUYQ/ZMcKRg9k2t/+riaoVFz++NGyoSasbXOGWH9ig="
  static let script = "qrnrnKVAA8oCm1YNR6xylJr0cF8BGpRYbPOdV1XyaF4="
}
