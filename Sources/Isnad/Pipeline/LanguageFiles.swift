import IsnadText
import SystemPackage

/// The tables that a pipeline lays over ours, as files.
enum LanguageFiles {
  /// Tables are small; what is larger is none, and says so when its stage starts.
  private static let maxBytes = 16 << 20

  /// Changes with every byte of the tables, for a run that goes on must read by the words that it began with. A table that
  /// can't be read changes nothing here: no stage starts with it.
  static func fingerprint(_ paths: [FilePath]) -> UInt64 {
    tables(of: paths).reduce(Fingerprint.seed) { key, table in
      guard let bytes = try? WholeFile.read(table, limit: maxBytes) else { return key }
      return Fingerprint.joined(key, Fingerprint.of(bytes.span, from: 0, to: bytes.count))
    }
  }

  /// Files as they are named, and the tables of folders in the order of their names.
  private static func tables(of paths: [FilePath]) -> [FilePath] {
    paths.flatMap { path -> [FilePath] in
      guard let inside = try? Folder.paths(in: path) else { return [path] }
      return inside.filter { $0.extension == "tsv" }
    }
  }
}
