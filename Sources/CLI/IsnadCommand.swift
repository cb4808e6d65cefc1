import ArgumentParser
import CTemplates
import Isnad
import IsnadStages
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command `isnad`.
public struct IsnadCommand: AsyncParsableCommand {
  public static let version = "0.1.0"

  /// The version, and the commit where the build has said it.
  private static var release: String {
    let commit = String(cString: isnad_built_from())
    return commit.isEmpty ? version : "\(version) (\(commit))"
  }

  public static let configuration = CommandConfiguration(
    commandName: "isnad",
    abstract: "Turns Arabic news into sourced, structured facts.",
    discussion: """
        isnad annotate article.txt
        isnad annotate my-articles/ --output facts.jsonl
        cat article.txt | isnad annotate

      A pipeline is a YAML file that chains stages: reader, normalizer, entity-tagger, number-extractor, \
      quote-attributor, figure-linker, writer. Some pipelines come with the command:

        isnad pipelines
        isnad run news my-articles/

      Exit codes: 0 done; 1 some documents failed; 2 the command or the pipeline is wrong and nothing ran; 3 the run \
      stopped on an error; 130 or 143 interrupted.
      """,
    version: release,
    subcommands: [
      AnnotateCommand.self, RunCommand.self, FeedsCommand.self, PipelinesCommand.self, ValidateCommand.self,
      TestCommand.self,
      TraceCommand.self, WhyCommand.self,
      DiffCommand.self, EvalCommand.self, TrainCommand.self,
    ] + questions + service + [
      StagesCommand.self, RulesCommand.self, LanguageCommand.self, SchemaCommand.self, GraphCommand.self,
      BuildCommand.self,
      NewCommand.self,
    ])

  /// Questions to a database, where the command was built with SQLite.
  private static var questions: [any ParsableCommand.Type] {
    #if SQLite
      [
        QuotesCommand.self, EntitiesCommand.self, NumbersCommand.self, FiguresCommand.self,
        PeopleCommand.self,
      ]
    #else
      []
    #endif
  }

  /// The server, where the command was built with it.
  private static var service: [any ParsableCommand.Type] {
    #if Server
      [ServeCommand.self]
    #else
      []
    #endif
  }

  public init() {}

  /// Must come first in the process: takes the places of standard streams that are closed.
  public static func holdStandardStreams() { StandardStreams.hold() }

  /// Runs the command with plug-ins built in, and ends the process: the main function of the commands
  /// that `isnad` builds.
  /// - Parameters:
  ///   - folders: where the plug-ins lie.
  ///   - source: the framework's sources.
  public static func end(plugins: [any StagePlugin.Type], from folders: [String], source: String) async {
    var context = CommandContext()
    for plugin in plugins { context.registry.register(plugin) }
    context.plugins = Set(folders)
    context.source = FilePath(source)
    Children.adopt()
    let code = await CommandContext.$current.withValue(context) { await run() }
    Interruption.exit(code)
  }

  /// Runs the command as a process of its own, and ends it: what a plug-in's program has left behind does not outlive
  /// it.
  public static func end() async -> Never {
    Children.adopt()
    let code = await run()
    Interruption.exit(code)
  }

  /// Runs the command and returns its exit code. What a subcommand throws as a ``Diagnostic`` is said here.
  public static func run(arguments: [String]? = nil) async -> Int32 {
    Signals.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let exit as CommandExit {
      return exit.rawValue
    } catch let failure as OutputFailure {
      Output.report(failure.diagnostic)
      return CommandExit.someFailed.rawValue
    } catch let problem as Diagnostic {
      Output.report(problem)
      return CommandExit.misuse.rawValue
    } catch let problems as Diagnostics {
      Output.report(problems)
      return CommandExit.misuse.rawValue
    } catch {
      if let message = UnknownCommand.message(arguments ?? Array(CommandLine.arguments.dropFirst())) {
        Output.report(message)
        return CommandExit.misuse.rawValue
      }
      let message = fullMessage(for: error)
      let isHelp = exitCode(for: error).isSuccess
      guard isHelp else {
        Output.report(message)
        return CommandExit.misuse.rawValue
      }
      do throws(OutputFailure) {
        try Output.print(message)
        return 0
      } catch {
        Output.report(error.diagnostic)
        return CommandExit.someFailed.rawValue
      }
    }
  }
}

/// The exit codes of the command, as an error that ends it after everything has been said.
enum CommandExit: Int32, Error {
  case someFailed = 1
  case misuse = 2
  case stopped = 3
}
