/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.
enum PageDigests {
  static let style = "Vcv35loHArDJ77ozb4nbLH9NJgH+eCm8Sl+gImNAKOo="
  static let script = "mj4S2DQdAFhb5DqnpGFnZRqpjx6oRqZsCPoItiP/1z8="
}
