/// libFuzzer's own loop; SwiftPM wants the main function for itself.
@_silgen_name("LLVMFuzzerRunDriver")
private func run(
  _ argc: UnsafeMutablePointer<CInt>,
  _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `Fuzz TARGET [libFuzzer's options]`: what gets the bytes, by the executable's first argument.
@main
struct Main {
  private static let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "chain": fuzzChain, "yaml": fuzzYAML, "pipeline": fuzzPipeline, "records": fuzzRecords,
    "formats": fuzzFormats, "piped": fuzzPiped, "checkpoint": fuzzCheckpoint, "dead-letters": fuzzDeadLetters,
    "answers": fuzzAnswers, "feeds": fuzzFeeds, "pages": fuzzPages, "archives": fuzzArchives,
    "comparisons": fuzzComparisons,
  ]
  private static let chosen = CommandLine.arguments.dropFirst().first.flatMap { targets[$0] }

  static func main() async {
    if CommandLine.arguments.dropFirst().first == "comparisons" { await prepareComparisons() }
    loop()
  }

  /// libFuzzer's, which does not come back.
  private static func loop() {
    guard chosen != nil else {
      print("The targets: \(targets.keys.sorted().joined(separator: ", ")).")
      return
    }
    var argc = CommandLine.argc - 1
    var argv = CommandLine.unsafeArgv + 1
    _ = run(&argc, &argv) { start, count in
      Main.chosen?(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
  }
}
