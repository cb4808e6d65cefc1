import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How an output is opened.
public enum OutputOpening: Sendable, Hashable {
  /// What stands under the name is replaced when the run is complete.
  case new
  /// What stands under the name stays, what is written comes after it.
  case append
  /// An interrupted run goes on behind what this mark counts.
  case resume(JSONValue)
  /// The run was interrupted while its outputs got their names: some have them, some don't.
  case complete(JSONValue)
}

/// Puts a complete file into another form as it gets its name: compresses it.
public protocol FilePacking: Sendable {
  func pack(_ source: FileDescriptor, into target: FileDescriptor) throws
  /// The reverse, for a file that is added to.
  func unpack(_ source: FileDescriptor, into target: FileDescriptor) throws
}

/// A file that is written whole or not at all, and that an interrupted run can go on with.
///
/// **Invariants.** Bytes go to `NAME.part`, and only a complete file takes the name: nobody reads
/// half a file for a whole one, and a crash leaves what stood under the name as it was. ``commit()``
/// returns the length only after the bytes are on the disk (fsync), so a checkpoint never counts
/// bytes that a power failure can take. On resume the file is cut to the committed length: what was
/// written after the last commit is written again, the same. One process writes a `.part` at a time;
/// a second one is refused by a lock that ends with its process. Devices and pipes are written
/// straight and can't be resumed. A link is followed: the file that it leads to is written, and the link stays. A file
/// that is replaced keeps its permissions. A file that is packed is so when it is complete, by way of `NAME.packed`;
/// until then it can be read, cut and resumed like any other.
public struct ResumableFile {
  private let path: FilePath
  /// Nil for devices and pipes.
  private let part: FilePath?
  private let packing: (any FilePacking)?
  /// Nil where the file already has its name.
  private var file: FileDescriptor?
  private var length = 0

  /// Opens the file, - as standard output; folders that are missing are made.
  /// - Throws: a ``Diagnostic`` that names the file.
  public init(_ path: FilePath, _ opening: OutputOpening = .new, packing: (any FilePacking)? = nil) throws {
    let path = path == "-" ? path : Self.target(of: path)
    self.path = path
    self.packing = packing
    do {
      if path == "-" {
        part = nil
        file = try FileDescriptor.standardOutput.duplicate()
        return
      }
      let kind = Self.kind(of: path)
      if kind == S_IFDIR { throw Errno.isDirectory }
      guard kind == nil || kind == S_IFREG else {
        part = nil
        file = try .open(path, .writeOnly)
        return
      }
      let part = FilePath(path.string + ".part")
      self.part = part
      switch opening {
      case .new, .append:
        try Self.makeFolder(path.removingLastComponent())
        let file = try Self.openPart(part)
        self.file = file
        try file.resize(to: 0)
        Self.keepPermissions(of: path, file)
        if opening == .append, kind != nil { length = try copy(to: file) }
      case .resume(let mark): try resume(part, mark, isComplete: false)
      case .complete(let mark): try resume(part, mark, isComplete: true)
      }
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(path)' can't be opened for writing: \(error).")
    }
  }

  private mutating func resume(_ part: FilePath, _ mark: JSONValue, isComplete: Bool) throws {
    guard let committed = mark["bytes"]?.int, Checkpoint.figures.contains(committed) else {
      throw Diagnostic.badCheckpoint
    }
    if isComplete, Self.kind(of: part) == nil, let size = Self.size(of: path),
      packing != nil || size == committed
    {
      return
    }
    guard let size = Self.size(of: part), size >= committed else {
      throw Diagnostic(
        .changedOutput,
        "'\(part)' does not hold the \(committed) bytes that the checkpoint counts.",
        suggestion: "Put it back, or begin anew with --restart.")
    }
    let file = try Self.openPart(part)
    self.file = file
    try file.resize(to: Int64(committed))
    try file.seek(offset: Int64(committed), from: .start)
    length = committed
  }

  /// Bytes that are in the file.
  public var count: Int { length }

  /// - Throws: ``OutputClosed`` where the reader of a pipe has gone; a ``Diagnostic`` for all else.
  public mutating func write(_ bytes: [UInt8]) throws {
    do {
      try file?.writeAll(bytes)
      length += bytes.count
    } catch Errno.brokenPipe {
      throw OutputClosed()
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(path)' can't be written: \(error).")
    }
  }

  /// Puts all bytes on the disk.
  /// - Returns: the mark from which a run can resume; nil for devices and pipes.
  public mutating func commit() throws -> JSONValue? {
    guard let part else { return nil }
    do throws(Errno) {
      if let file { try Self.synchronize(file) }
    } catch {
      throw Diagnostic(.unwritable, "'\(part)' can't be put on the disk: \(error).")
    }
    return .object([.init("bytes", .integer(length))])
  }

  /// Gives the complete file its name.
  /// - Parameter other: packs it in place of what was given at the start.
  public mutating func finish(packing other: (any FilePacking)? = nil) throws {
    guard let file else { return }
    self.file = nil
    let packing = other ?? packing
    do {
      if let part {
        try Self.synchronize(file)
        if let packing { try pack(file, part, packing) } else { try Self.rename(part, to: path) }
      }
      try file.close()
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(path)' can't be completed: \(error).")
    }
  }

  private func pack(_ file: FileDescriptor, _ part: FilePath, _ packing: any FilePacking) throws {
    let packed = FilePath(path.string + ".packed")
    try file.seek(offset: 0, from: .start)
    let target = try FileDescriptor.open(
      packed, .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    Self.keepPermissions(of: path, target)
    do {
      try packing.pack(file, into: target)
      try Self.synchronize(target)
      try target.close()
    } catch {
      try? target.close()
      try? Self.remove(packed)
      throw error
    }
    try Self.rename(packed, to: path)
    try Self.remove(part)
  }

  /// Leaves the file incomplete; says where it is.
  public mutating func abandon() -> String? {
    try? file?.close()
    file = nil
    return part.map { "What was written so far is in '\($0)'." }
  }
}

// MARK: - The file system

extension ResumableFile {
  static func kind(of path: FilePath) -> mode_t? {
    var status = stat()
    return path.withPlatformString { stat($0, &status) } == 0 ? status.st_mode & S_IFMT : nil
  }

  static func size(of path: FilePath) -> Int? {
    var status = stat()
    return path.withPlatformString { stat($0, &status) } == 0 ? Int(status.st_size) : nil
  }

  /// Where a path leads: itself, or what a link stands for, whether that is there or not.
  static func target(of path: FilePath) -> FilePath {
    var path = path
    // As many links as the system itself follows.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = path.withPlatformString { readlink($0, &buffer, buffer.count - 1) }
      guard length > 0 else { break }
      let link = FilePath(platformString: buffer)
      path = link.isAbsolute ? link : path.removingLastComponent().pushing(link)
    }
    return path
  }

  /// Gives the file that takes a name the permissions of the one that has it.
  private static func keepPermissions(of path: FilePath, _ file: FileDescriptor) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return
    }
    _ = fchmod(file.rawValue, status.st_mode & 0o777)
  }

  /// Whether two paths lead to one file.
  static func areSame(_ a: FilePath, _ b: FilePath) -> Bool {
    var (first, second) = (stat(), stat())
    guard a.withPlatformString({ stat($0, &first) }) == 0, b.withPlatformString({ stat($0, &second) }) == 0
    else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  static func remove(_ path: FilePath) throws {
    let path = target(of: path)
    if path.withPlatformString({ unlink($0) }) != 0, errno != ENOENT {
      throw Diagnostic(.unwritable, "'\(path)' can't be removed: \(Errno(rawValue: errno)).")
    }
  }

  package static func makeFolder(_ folder: FilePath) throws(Errno) {
    guard !folder.isEmpty, kind(of: folder) == nil else { return }
    try makeFolder(folder.removingLastComponent())
    let made = folder.withPlatformString { mkdir($0, 0o755) }
    if made != 0 && errno != EEXIST { throw Errno(rawValue: errno) }
  }

  static func synchronize(_ file: FileDescriptor) throws(Errno) {
    if fsync(file.rawValue) != 0 { throw Errno(rawValue: errno) }
  }

  /// Renames, and puts the folder's entry on the disk too.
  public static func rename(_ from: FilePath, to path: FilePath) throws {
    let renamed = from.withPlatformString { from in
      path.withPlatformString { to in
        #if canImport(Glibc)
          Glibc.rename(from, to)
        #elseif canImport(Musl)
          Musl.rename(from, to)
        #else
          Darwin.rename(from, to)
        #endif
      }
    }
    if renamed != 0 { throw Errno(rawValue: errno) }
    let folder = path.removingLastComponent()
    let directory = try FileDescriptor.open(folder.isEmpty ? FilePath(".") : folder, .readOnly)
    defer { try? directory.close() }
    try synchronize(directory)
  }

  private static func openPart(_ part: FilePath) throws -> FileDescriptor {
    let file = try FileDescriptor.open(
      part, .readWrite, options: [.create, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      let problem = errno
      try? file.close()
      guard problem == EWOULDBLOCK else { throw Errno(rawValue: problem) }
      throw Diagnostic(.busy, "another run is writing '\(part)'.", suggestion: "Wait for it, or stop it.")
    }
    return file
  }

  /// Copies what stands under the name into the part.
  /// - Returns: how many bytes.
  private func copy(to file: FileDescriptor) throws -> Int {
    let source = try FileDescriptor.open(path, .readOnly)
    defer { try? source.close() }
    if let packing {
      try packing.unpack(source, into: file)
      return Int(try file.seek(offset: 0, from: .current))
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var total = 0
    while true {
      let got = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
      if got == 0 { return total }
      try file.writeAll(chunk[..<got])
      total += got
    }
  }
}
