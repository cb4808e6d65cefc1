import Isnad
import IsnadStages
import SystemPackage

/// The pipelines that come with the command, which are known by their names: `isnad run news`.
enum ReadyPipelines {
  /// One of them.
  struct Entry {
    let name: String
    let path: FilePath
    /// What it says of itself; nil where its file does not say.
    let summary: String?
  }

  /// Where they lie: under the prefix of an installed command, else in the package in which a command of a developer
  /// lies.
  static var folder: FilePath? {
    guard let command = Executable.path else { return nil }
    let prefix = command.removingLastComponent().removingLastComponent()
    let installed = prefix.appending("share/isnad/pipelines")
    if FrameworkSource.exists(installed.appending("news.yaml")) { return installed }
    // A command with plug-ins lies beside its pipeline, and knows the sources that it was built from.
    if let source = try? FrameworkSource.find() {
      for folder in [source.removingLastComponent(), source] {
        let pipelines = folder.appending("pipelines")
        if FrameworkSource.exists(pipelines.appending("news.yaml")) { return pipelines }
      }
    }
    return nil
  }

  /// All of them, by name.
  static func all() -> [Entry] {
    guard let folder, let paths = try? Folder.paths(in: folder) else { return [] }
    return paths.compactMap { path in
      guard path.extension == "yaml", let name = path.stem, !name.contains(".") else { return nil }
      let definition = try? PipelineFile.load(path.string).0
      return Entry(name: name, path: path, summary: definition?.summary)
    }
  }

  /// The file of a ready pipeline; nil where none has the name, or where it is the path of a file. A folder is no
  /// pipeline, so one of that name hides nothing.
  static func path(named name: String) -> FilePath? {
    guard isName(name), [nil, .folder].contains(Folder.kind(of: FilePath(name))), let folder else {
      return nil
    }
    let path = folder.appending(name + ".yaml")
    return FrameworkSource.exists(path) ? path : nil
  }

  /// The way out where a pipeline's file is not there.
  static func hint(_ path: String) -> String {
    let names = isName(path) ? all().map(\.name) : []
    guard !names.isEmpty else { return "Is the path right? It is relative to the current folder." }
    let nearest = NearestName.of(path, in: names).map { "Did you mean '\($0)'? " } ?? ""
    return nearest
      + "The ready pipelines: \(names.joined(separator: ", ")). A file's path is relative to the current folder."
  }

  /// The way out where a file that a pipeline includes is not there: of a ready pipeline, somebody has copied the one file
  /// and not the other.
  static func hint(included path: FilePath) -> String? {
    let name = path.components.suffix(2).map(\.string).joined(separator: "/")
    guard let folder, path.components.count > 1, FrameworkSource.exists(folder.appending(name)) else {
      return nil
    }
    let including = all().filter { entry in
      (try? PipelineFile.load(entry.path.string).0.files.contains(folder.appending(name))) ?? false
    }
    guard let first = including.first else { return nil }
    let names = including.map(\.name).joined(separator: ", ")
    return
      "The ready pipelines have a file of that name (\(names)). 'isnad pipelines --copy \(first.name)' copies a pipeline with all that it includes."
  }

  /// Whether a word may be the name of a ready pipeline: a path has a slash or an extension.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
  }
}

extension PipelineDefinition {
  /// Lets a ready pipeline write into the current folder, wherever its file lies. What it reads of its own stays where
  /// it is.
  mutating func writeHere(_ registry: Registry) {
    chain = chain.compactMap { entry in
      guard registry[entry.use]?.kind != .reader else { return entry }
      var entry = entry
      entry.directory = FilePath()
      return entry
    }
    directory = FilePath()
  }
}
