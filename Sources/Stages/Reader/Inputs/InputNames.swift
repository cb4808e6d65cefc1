import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What inputs are called in messages, in ids and in checkpoints: by their path from the pipeline's folder, or by the
/// whole path where they lie elsewhere.
///
/// So a file has one name from whatever folder the pipeline is run, and a project keeps its names where it is moved.
struct InputNames {
  /// As paths of the pipeline begin with it; empty for the current folder.
  private let directory: FilePath
  private let absoluteDirectory: FilePath

  init(_ directory: FilePath) {
    self.directory = directory
    absoluteDirectory = Self.absolute(directory).lexicallyNormalized()
  }

  func name(_ path: FilePath) -> String {
    guard path.isAbsolute, !directory.isAbsolute || !path.starts(with: directory) else {
      var relative = path
      _ = directory.isEmpty || relative.removePrefix(directory)
      return Self.text(relative)
    }
    var inside = path.lexicallyNormalized()
    return Self.text(
      inside.removePrefix(absoluteDirectory) && !inside.isEmpty ? inside : path.lexicallyNormalized())
  }

  static func absolute(_ path: FilePath) -> FilePath {
    guard !path.isAbsolute, let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return FilePath(platformString: folder).pushing(path)
  }

  /// A path as text. Names are bytes: one that is no UTF-8 shows which it has, so that two of them stay two.
  static func text(_ path: FilePath) -> String {
    path.withPlatformString { pointer in
      if let text = String(validatingCString: pointer) { return text }
      var text = ""
      var rest = UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))[...]
      while let byte = rest.first {
        let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        if let letter = String(validating: rest.prefix(length), as: UTF8.self),
          letter.unicodeScalars.count == 1
        {
          text += letter
          rest = rest.dropFirst(length)
        } else {
          text += "\\x" + String(byte, radix: 16, uppercase: true)
          rest = rest.dropFirst()
        }
      }
      return text
    }
  }
}
