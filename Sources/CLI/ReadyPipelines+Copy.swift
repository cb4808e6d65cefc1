import Isnad
import SystemPackage

extension ReadyPipelines {
  /// Copies a ready pipeline with all that it includes. What it includes lies there as it does here, so that
  /// its paths hold.
  /// - Throws: a ``Diagnostic`` where there is no such pipeline, or a file of one of the names.
  static func copy(_ name: String, to target: FilePath) throws {
    guard let folder, let entry = all().first(where: { $0.name == name }) else {
      throw Diagnostic(.missingInput, "there is no ready pipeline '\(name)'.", suggestion: hint(name))
    }
    let files = [entry.path] + (try PipelineFile.load(entry.path.string).0.files).filter { $0 != entry.path }
    let copies = files.compactMap { file in
      var relative = file.lexicallyNormalized()
      return relative.removePrefix(folder.lexicallyNormalized()) ? (file, target.pushing(relative)) : nil
    }
    if let there = copies.first(where: { FrameworkSource.exists($0.1) }) {
      throw Diagnostic(
        .unwritable, "'\(there.1.lexicallyNormalized())' is there already.",
        suggestion: "Copy into another folder: isnad pipelines --copy \(name) FOLDER")
    }
    for (file, copy) in copies {
      do {
        try TextFile.write(try TextFile.read(file), to: copy)
      } catch {
        throw Diagnostic(.unwritable, "'\(file)' can't be copied to '\(copy)': \(error).")
      }
    }
    for (_, copy) in copies { try Output.print(copy.lexicallyNormalized().string) }
  }
}
