import Isnad

public struct QuoteAttributor: Transform {
  public typealias Options = NoOptions
  public static let description = StageDescription(
    name: "quote-attributor", summary: "x", requires: [TokenLayer.name])
  public init(options: Options, context: StageContext) {}
  public func process(_ document: inout Document) throws {}
}
