import ArgumentParser
import Isnad
import SystemPackage

/// What is said of a word where a command is expected.
enum UnknownCommand {
  /// Nil where the command line names a command that there is.
  static func message(_ arguments: [String]) -> String? {
    var command: any ParsableCommand.Type = IsnadCommand.self
    var path = ["isnad"]
    for word in arguments {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      if let next = commands.first(where: { $0.configuration.commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      let parent = path.joined(separator: " ")
      let names = commands.compactMap { $0.configuration.commandName }
      return
        "Error: There is no command '\(parent) \(word.printable)'. \(way(word, parent, names))\nSee '\(parent) --help' for all commands."
    }
    return nil
  }

  private static func way(_ word: String, _ parent: String, _ names: [String]) -> String {
    if let nearest = NearestName.of(word, in: names) { return "Did you mean '\(parent) \(nearest)'?" }
    guard parent == "isnad" else { return "There are \(names.joined(separator: ", "))." }
    if Folder.kind(of: FilePath(word)) != nil {
      let isPipeline = ["yaml", "yml"].contains(FilePath(word).extension ?? "")
      return "Did you mean 'isnad \(isPipeline ? "run" : "annotate") \(word.printable)'?"
    }
    return "To begin with: isnad annotate article.txt"
  }
}
