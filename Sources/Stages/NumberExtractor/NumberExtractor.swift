import Isnad

public struct NumberExtractor: Transform {
  public typealias Options = NoOptions
  public static let description = StageDescription(
    name: "number-extractor", summary: "x", requires: [TokenLayer.name])
  public init(options: Options, context: StageContext) {}
  public func process(_ document: inout Document) throws {}
}
