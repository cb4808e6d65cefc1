import CLexicon
import Isnad
import SystemPackage

/// Where a model comes from.
extension TaggerModel {
  /// A larger file is no model.
  private static let maxBytes = 1 << 27

  /// The model that lies in the program, read once for all stages.
  static let embedded = Result<TaggerModel, TaggerModelError> { () throws(TaggerModelError) in
    var size = 0
    let start = isnad_entity_model(&size)
    return try TaggerModel(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// - Parameter name: `news`, or a path.
  /// - Throws: a ``Diagnostic``.
  static func named(_ name: String, _ context: StageContext) throws -> TaggerModel {
    if name == "news" { return try embedded.get() }
    let path = context.resolve(name)
    do {
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 20)
      while bytes.count <= maxBytes {
        let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        if got == 0 { break }
        bytes += chunk[..<got]
      }
      return try bytes.withUnsafeBytes { try TaggerModel($0) }
    } catch {
      throw Diagnostic(
        .unreadable, "the model '\(path)' can't be read: \(error).", at: context.place,
        suggestion: "'isnad train entity-tagger' makes one; 'news' is the built-in one.")
    }
  }
}
