import ArgumentParser
import Isnad
import SystemPackage

struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a pipeline or a stage of your own.",
    subcommands: [NewPipelineCommand.self, NewStageCommand.self])

  /// A name that a folder, a stage and a language's module can bear.
  static func check(_ name: String, _ kind: String, _ example: String) throws {
    guard name.utf8.count <= 100 else {
      throw ValidationError("a \(kind)'s name has 100 letters at the most, and this one \(name.utf8.count).")
    }
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    guard isPlain, let first = name.first, first.isLetter, name.last != "-" else {
      throw ValidationError("a \(kind)'s name is lower case with hyphens, such as \(example), not '\(name)'.")
    }
  }

  /// - Throws: a ``Diagnostic`` where there is something of that name.
  static func write(_ files: [(path: String, text: String)], to name: String) throws {
    let folder = FilePath(name)
    guard !FrameworkSource.exists(folder) else {
      throw Diagnostic(
        .unwritable, "there is something of the name '\(name)' already.",
        suggestion: "Take another name, or another folder.")
    }
    for (path, text) in files { try TextFile.write(text, to: folder.appending(path)) }
  }
}

struct NewStageCommand: AsyncParsableCommand {
  enum Language: String, EnumerableFlag {
    case swift, python

    static func help(for language: Language) -> ArgumentHelp? {
      language == .swift
        ? "A Swift package: as fast as the built-in stages." : "A Python script, without dependencies."
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "stage", abstract: "Make a folder with a stage, its test and a pipeline that uses it.",
    discussion: """
      What it makes works as it is: it marks the words of a list. Change it into what you need.

        isnad new stage price-watch --python
        cd price-watch && isnad run pipeline.yaml
      """)

  @Argument(help: "The stage's name, lower case with hyphens; the folder gets it too.")
  var name: String

  @Flag(help: "The language.")
  var language: Language

  func validate() throws {
    try NewCommand.check(name, "stage", "price-watch")
    try StageNames.check(name)
  }

  func run() async throws {
    let template = StageTemplate(name: name)
    let files =
      switch language {
      case .swift: template.swift(try FrameworkSource.find())
      case .python: template.python()
      }
    try NewCommand.write(files, to: name)
    let test = language == .swift ? "swift test" : "python3 test_\(template.snake).py"
    try Output.print(
      """
      \(name)/ holds a stage that works. Next:
        cd \(name)
        isnad run pipeline.yaml      # marks words in article.txt
        \(test)
      README.md says what is where.
      """)
  }
}
