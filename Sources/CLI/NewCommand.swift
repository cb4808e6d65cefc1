import ArgumentParser
import Isnad
import SystemPackage

struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a stage of your own.", subcommands: [NewStageCommand.self])
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
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    guard isPlain, let first = name.first, first.isLetter, name.last != "-" else {
      throw ValidationError("a stage's name is lower case with hyphens, such as price-watch, not '\(name)'.")
    }
  }

  func run() async throws {
    let folder = FilePath(name)
    do {
      guard !FrameworkSource.exists(folder) else {
        throw Diagnostic(
          .unwritable, "there is something of the name '\(name)' already.",
          suggestion: "Take another name, or another folder.")
      }
      let template = StageTemplate(name: name)
      let files =
        switch language {
        case .swift: template.swift(try FrameworkSource.find())
        case .python: template.python()
        }
      for (path, text) in files { try TextFile.write(text, to: folder.appending(path)) }
    } catch let problem as Diagnostic {
      Output.report(problem)
      throw CommandExit.misuse
    }
    let test = language == .swift ? "swift test" : "python3 test_\(StageTemplate(name: name).snake).py"
    Output.print(
      """
      \(name)/ holds a stage that works. Next:
        cd \(name)
        isnad run pipeline.yaml      # marks words in article.txt
        \(test)
      README.md says what is where.
      """)
  }
}
