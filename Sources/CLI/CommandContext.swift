import Isnad
import IsnadStages
import SystemPackage

/// What the command has to work with: the stages of the distribution, and those of plug-ins that are
/// built into it.
struct CommandContext: Sendable {
  var registry = Registry.standard
  /// Folders of the plug-ins that are built in.
  var plugins: Set<String> = []
  /// The framework's sources, where a build has noted them.
  var source: FilePath?

  @TaskLocal static var current = CommandContext()
}
