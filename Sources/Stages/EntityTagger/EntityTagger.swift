import Isnad

public struct EntityTagger: Transform {
  public typealias Options = NoOptions
  public static let description = StageDescription(
    name: "entity-tagger", summary: "x", requires: [TokenLayer.name])
  public init(options: Options, context: StageContext) {}
  public func process(_ document: inout Document) throws {}
}
