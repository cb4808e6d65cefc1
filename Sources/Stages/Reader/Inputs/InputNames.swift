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

  private static func absolute(_ path: FilePath) -> FilePath {
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

/// Folders and what is in them.
package enum Folder {
  /// A special file is a pipe, a socket or a device.
  enum Kind { case file, folder, special }

  struct Identity: Equatable {
    let device: UInt64
    let inode: UInt64
  }

  static func identity(of path: FilePath) -> Identity? {
    status(of: path).map { Identity(device: UInt64(truncatingIfNeeded: $0.st_dev), inode: UInt64($0.st_ino)) }
  }

  static func kind(of path: FilePath) -> Kind? {
    status(of: path).map { status in
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .folder
      case S_IFREG: .file
      default: .special
      }
    }
  }

  private static func status(of path: FilePath) -> stat? {
    var status = stat()
    return (path.isEmpty ? FilePath(".") : path).withPlatformString { stat($0, &status) } == 0 ? status : nil
  }

  /// What is in a folder and does not start with a dot, in the order of the names' bytes, so that a run reads its
  /// files in the same order everywhere.
  package static func paths(in folder: FilePath) throws(Errno) -> [FilePath] {
    guard let directory = (folder.isEmpty ? FilePath(".") : folder).withPlatformString({ opendir($0) }) else {
      throw Errno(rawValue: errno)
    }
    defer { closedir(directory) }
    var names: [[CChar]] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
        buffer.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name[0] != CChar(bitPattern: UInt8(ascii: ".")) { names.append(name) }
    }
    return names.sorted { one, two in
      one.lexicographicallyPrecedes(two) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
    }.compactMap { name in
      name.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.flatMap { FilePath.Component(platformString: $0) }.map { folder.appending($0) }
      }
    }
  }
}
