import ArgumentParser
import Foundation
import Isnad
import IsnadStages

/// Prints texts as the entity tagger's network sees them, for `network.py`.
struct Features: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what the network sees of texts, which come in with a line of a form feed behind each.")

  @Option(help: "The model of features, whose opinion the network hears.") var model: String

  func run() throws {
    let examples = try NetworkExamples(model: [UInt8](Data(contentsOf: URL(filePath: model))))
    var text = ""
    while let line = readLine(strippingNewline: false) {
      if line == "\u{0C}\n" {
        print(examples.lines(text), terminator: "\u{0C}\n")
        text = ""
      } else {
        text += line
      }
    }
  }
}

/// Compiles the entity tagger's network from what `network.py` has left: `make accurate-model`.
struct Network: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Compiles the network of the entity tagger.")

  @Option(help: "The folder with header.json, words.txt and numbers.f32.") var input: String
  @Option(help: "The model of features, whose opinion the network hears.") var model: String
  @Option(help: "Labelled sentences, CoNLL, of which the network has not seen the last tenth.")
  var development: String
  @Option(help: "The file to write.") var output: String

  func run() throws {
    let folder = URL(filePath: input)
    let header = try JSONParser.parse([UInt8](Data(contentsOf: folder.appending(path: "header.json")))[...])
    let words = try String(contentsOf: folder.appending(path: "words.txt"), encoding: .utf8)
    let numbers = try Data(contentsOf: folder.appending(path: "numbers.f32")).withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - 3, by: 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
      }
    }
    let sentences = try String(contentsOf: URL(filePath: development), encoding: .utf8)
      .split(separator: "\n\n").map { sentence in
        sentence.split(separator: "\n").map { line in
          let fields = line.split(separator: "\t")
          return EntityTraining.Token(text: String(fields[0]), label: String(fields[fields.count - 1]))
        }
      }
    let compiler = try NetworkCompiler(opinion: [UInt8](Data(contentsOf: URL(filePath: model))))
    let (bytes, score) = try compiler.file(
      header: header, words: words.split(separator: "\n").map(String.init), numbers: numbers,
      development: Array(sentences[(sentences.count * 9 / 10)...]))
    try LexiconCompiler.write(bytes, to: output)
    print(
      "\(words.split(separator: "\n").count) words, \(bytes.count) bytes, F1 \((score.f1 * 1000).rounded() / 10)"
    )
  }
}
