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
}
