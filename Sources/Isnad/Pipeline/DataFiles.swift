import IsnadText
import SystemPackage

/// Files that stages read before the first document: tables of the language, lists of names, models.
enum DataFiles {
  private static let chunk = 1 << 20

  /// Changes with every byte of the files, for a run that goes on must read by the words and models that it began with. A
  /// file that can't be read changes nothing here: no stage starts with it. Nor does a pipe, which can be read only once.
  /// - Parameter paths: files, or folders, of which the tables count.
  static func fingerprint(_ paths: [FilePath]) -> UInt64 {
    paths.flatMap(files).reduce(Fingerprint.seed) { key, file in
      digest(of: file).map { Fingerprint.joined(key, $0) } ?? key
    }
  }

  /// Files as they are named, and the tables of folders in the order of their names.
  private static func files(of path: FilePath) -> [FilePath] {
    guard let inside = try? Folder.paths(in: path) else { return [path] }
    return inside.filter { $0.extension == "tsv" }
  }

  private static func digest(of path: FilePath) -> UInt64? {
    guard Folder.kind(of: path) == .file,
      let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    else { return nil }
    defer { try? file.close() }
    var state = Fingerprint.seed
    var piece = [UInt8](repeating: 0, count: chunk)
    while let got = try? piece.withUnsafeMutableBytes({ try file.read(into: $0) }) {
      if got == 0 { return Fingerprint.finish(state) }
      for index in 0..<got { state = Fingerprint.step(state, piece[index]) }
    }
    return nil
  }
}
