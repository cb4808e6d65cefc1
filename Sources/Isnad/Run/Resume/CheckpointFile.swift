import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of a run's checkpoint, and the lock that keeps a second run away from it.
///
/// The lock is on `NAME.lock`, since the checkpoint itself is a new file with every commit. It ends
/// with its process, however that ends.
struct CheckpointFile: Sendable {
  /// A checkpoint holds positions and states, no documents; a larger file is none.
  static let maxBytes = 1 << 28

  let path: FilePath
  private let lock: FileDescriptor

  private var lockPath: FilePath { FilePath(path.string + ".lock") }
  var kept: KeptStates { KeptStates(beside: path) }

  /// Takes the lock.
  /// - Throws: a ``Diagnostic`` where another run has it, or the folder can't be written.
  init(_ path: FilePath) throws {
    let path = ResumableFile.target(of: path)
    self.path = path
    let lockPath = FilePath(path.string + ".lock")
    do {
      try ResumableFile.makeFolder(path.removingLastComponent())
      lock = try Self.locked(lockPath)
      try lock.resize(to: 0)
      try lock.writeAll("\(getpid())\n".utf8)
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "the checkpoint '\(path)' can't be written: \(error).")
    }
  }

  private static func locked(_ path: FilePath) throws -> FileDescriptor {
    while true {
      let file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
        let problem = errno
        let owner = (try? WholeFile.read(file, limit: 32)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        try? file.close()
        guard problem == EWOULDBLOCK else { throw Errno(rawValue: problem) }
        let process = Int(owner.prefix { $0.isNumber }).map { " (process \($0))" } ?? ""
        throw Diagnostic(
          .busy, "another run\(process) works with the checkpoint '\(path.string.dropLast(5))'.",
          suggestion: "Wait for it, or stop it.")
      }
      // The run that had it may have removed the file between our opening and our locking.
      var (mine, there) = (stat(), stat())
      if fstat(file.rawValue, &mine) == 0, path.withPlatformString({ stat($0, &there) }) == 0,
        mine.st_ino == there.st_ino
      {
        return file
      }
      try? file.close()
    }
  }

  /// The checkpoint; nil where there is none.
  func load() throws -> Checkpoint? { try Self.read(path) }

  static func read(_ path: FilePath) throws -> Checkpoint? {
    do {
      // What is no file is no checkpoint, and nobody waits for who writes into it.
      let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
      defer { try? file.close() }
      return try Checkpoint(try WholeFile.read(file, limit: maxBytes))
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch Errno.fileTooLarge {
      throw Diagnostic.badCheckpoint
    } catch let error as Errno {
      throw Diagnostic(.unreadable, "the checkpoint '\(path)' can't be read: \(error).")
    }
  }

  /// A problem with what the checkpoint says, with its path.
  func named(_ error: any Error) -> any Error { Self.named(error, path) }

  static func named(_ error: any Error, _ path: FilePath) -> any Error {
    guard var problem = error as? Diagnostic, problem.code == .badCheckpoint else { return error }
    problem.message = problem.message.replacingPrefix(
      "the checkpoint is", with: "the checkpoint '\(path)' is")
    return problem
  }

  /// Puts a checkpoint on the disk in place of the last one.
  /// - Throws: a ``Diagnostic``, also where it would be too large to be read again; the last one stands then.
  func save(_ checkpoint: Checkpoint) throws { try Self.put(checkpoint, at: path) }

  private static func newPath(_ path: FilePath) -> FilePath { FilePath(path.string + ".new") }

  /// - Parameter limit: the most that is read again, in bytes.
  static func put(_ checkpoint: Checkpoint, at path: FilePath, limit: Int = maxBytes) throws {
    let bytes = checkpoint.bytes
    guard bytes.count <= limit else {
      throw Diagnostic(
        .stateTooLarge,
        "the checkpoint '\(path)' would have \(bytes.count) bytes, and one of more than \(limit) is not read again.",
        suggestion: Diagnostic.lessState)
    }
    let newPath = newPath(path)
    do {
      let file = try FileDescriptor.open(
        newPath, .writeOnly, options: [.create, .truncate],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      do {
        try file.writeAll(bytes)
        try ResumableFile.synchronize(file)
      } catch {
        try? file.close()
        throw error
      }
      try file.close()
      try ResumableFile.rename(newPath, to: path)
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "the checkpoint '\(path)' can't be written: \(error).")
    }
  }

  /// Forgets the checkpoint: the run is complete, or begins anew.
  func clear() {
    for path in [Self.newPath(path), path] { _ = path.withPlatformString { unlink($0) } }
  }

  /// Gives the lock up.
  func close() {
    _ = lockPath.withPlatformString { unlink($0) }
    try? lock.close()
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
