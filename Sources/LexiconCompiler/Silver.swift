import ArgumentParser
import Isnad
import IsnadStages

/// Labels articles by the accurate model, for the fast one to learn from: `make silver`.
struct Silver: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Labels articles, JSON Lines on standard input, by an encoder; writes CoNLL to standard output."
  )

  @Option(help: "The encoder's file.") var model: String
  @Option(help: "The least probability of each label of a sentence, 0 to 1.") var sure = 0.7
  @Option(help: "One article of so many is read.") var every = 1
  @Option(help: "The first of them.") var first = 0

  func run() throws {
    let silver = try SilverText(model)
    var number = 0
    while let line = readLine() {
      defer { number += 1 }
      guard number % every == first,
        let article = try JSONParser.parse([UInt8](line.utf8)[...])["text"]?.string
      else { continue }
      print(silver.conll(article, sure: sure), terminator: "")
    }
  }
}
