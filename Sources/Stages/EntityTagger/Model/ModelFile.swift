import CLexicon
import Isnad
import SystemPackage

/// Where models come from.
enum ModelFile {
  /// A larger file is no model.
  private static let maxBytes = 1 << 27

  /// The model of features that lies in the program, read once for all stages.
  static let news = Result<TaggerModel, TaggerModelError> { () throws(TaggerModelError) in
    var size = 0
    let start = isnad_entity_model(&size)
    return try TaggerModel(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// The network that lies in the program, read once for all stages.
  static let accurate = Result<NetworkModel, TaggerModelError> { () throws(TaggerModelError) in
    var size = 0
    let start = isnad_entity_network(&size)
    return try NetworkModel(UnsafeRawBufferPointer(start: start, count: size), opinion: try news.get())
  }

  /// - Parameter name: `news`, `accurate`, or a path.
  /// - Throws: a ``Diagnostic``.
  static func named(_ name: String, _ context: StageContext) throws -> any NameModel {
    if name == "news" { return try news.get() }
    if name == "accurate" { return try accurate.get() }
    let path = context.resolve(name)
    do {
      return try read(path).withUnsafeBytes { bytes -> any NameModel in
        if NetworkModel.isNetwork(bytes) { return try NetworkModel(bytes, opinion: try news.get()) }
        return try TaggerModel(bytes)
      }
    } catch {
      throw Diagnostic(
        .unreadable, "the model '\(path)' can't be read: \(error).", at: context.place,
        suggestion: "'isnad train entity-tagger' makes one; 'news' and 'accurate' are built in.")
    }
  }

  private static func read(_ path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while bytes.count <= maxBytes {
      let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      if got == 0 { break }
      bytes += chunk[..<got]
    }
    return bytes
  }
}
