/// What a plug-in package exports. Its library has a type of this name:
///
/// ```swift
/// import Isnad
///
/// public enum Plugin: StagePlugin {
///   public static var stages: [any Stage.Type] { [Watchlist.self] }
/// }
/// ```
public protocol StagePlugin {
  static var stages: [any Stage.Type] { get }
  /// Forms that `reader` and `writer` know then, by their names under `format`.
  static var formats: [any DocumentFormat.Type] { get }
}

extension StagePlugin {
  public static var formats: [any DocumentFormat.Type] { [] }
}
