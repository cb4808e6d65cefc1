import Isnad

/// What this package gives to pipelines.
public enum Plugin: StagePlugin {
  public static var stages: [any Stage.Type] { [Watchlist.self] }
}
