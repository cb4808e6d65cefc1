/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "ycbvW7Sxm4bZiI4Xxc0zS1pwwaVa0nGnp3oZ5D1/HHc="
  static let script = "JLwbrNOIP+nUv/XEX8Ot9F/wdVSTCidMPq3/uAHdyy0="
}
