import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders and what is in them.
package enum Folder {
  /// A special file is a pipe, a socket or a device.
  package enum Kind { case file, folder, special }

  package struct Identity: Equatable {
    let device: UInt64
    let inode: UInt64
  }

  package static func identity(of path: FilePath) -> Identity? {
    status(of: path).map { Identity(device: UInt64(truncatingIfNeeded: $0.st_dev), inode: UInt64($0.st_ino)) }
  }

  package static func kind(of path: FilePath) -> Kind? {
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
