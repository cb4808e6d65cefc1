/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "dSbWlcwZL2robN9DJfxgiFOI5YFVZcmHidZ39NVyzW8="
  static let script = "JLwbrNOIP+nUv/XEX8Ot9F/wdVSTCidMPq3/uAHdyy0="
}
