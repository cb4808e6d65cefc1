import Testing

@testable import IsnadCLI

@Suite("Names of a new stage")
struct StageNameTests {
  @Test(arguments: [
    ("price-watch", "price_watch"), ("class", "class_stage"), ("json", "json_stage"),
    ("unittest", "unittest_stage"),
    ("len", "len_stage"), ("run", "run_stage"), ("quotes", "quotes_stage"),
    ("py-compile", "py_compile_stage"),
    ("prices", "prices"), ("a", "a"),
  ])
  func modulesOfPython(_ name: String, _ module: String) { #expect(StageNames.snake(name) == module) }

  @Test(arguments: [
    ("price-watch", "PriceWatch"), ("self", "SelfStage"), ("any", "AnyStage"), ("string", "StringStage"),
    ("plugin", "PluginStage"), ("transform", "TransformStage"), ("u-int64", "UInt64Stage"),
    ("stage-options", "StageOptionsStage"), ("argument-parser", "ArgumentParserStage"), ("a-1", "A1"),
  ])
  func typesOfSwift(_ name: String, _ type: String) { #expect(StageNames.camel(name) == type) }

  /// Whatever type of two words the sources of a new stage name, no stage bears.
  @Test func everyTypeThatASourceNamesIsTaken() {
    let files = StageTemplate(name: "price-watch").swift("/isnad")
    let words = Set(
      files.filter { $0.path.hasSuffix(".swift") && $0.path != "Package.swift" }
        .flatMap { $0.text.split { !$0.isLetter && !$0.isNumber } })
    let types = words.filter { word in
      !word.hasPrefix("PriceWatch") && !word.hasPrefix("Isnad") && word.first?.isUppercase == true
        && word.count(where: \.isUppercase) > 1
    }
    #expect(types.count > 8)
    #expect(types.filter { !StageNames.swift.contains(String($0)) } == [])
  }

  @Test(arguments: ["isnad", "isnad-text", "reader", "process", "filter", "null"])
  func namesThatAreTaken(_ name: String) { #expect(throws: (any Error).self) { try StageNames.check(name) } }
}
