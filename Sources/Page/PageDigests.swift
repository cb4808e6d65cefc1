/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "9v3OnfFRCm0Uem5W8R2eq/WD900Hu3dIhuipNIf5xEM="
  static let script = "mj4S2DQdAFhb5DqnpGFnZRqpjx6oRqZsCPoItiP/1z8="
}
