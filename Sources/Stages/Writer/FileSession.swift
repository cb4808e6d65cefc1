import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether a stream is shown to a person.
public struct Terminal: Sendable {
  private let descriptor: Int32

  public static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  public static let standardError = Terminal(descriptor: STDERR_FILENO)

  public var isTerminal: Bool { isatty(descriptor) == 1 }
  /// A terminal, and nobody asked for no colour (NO_COLOR).
  public var isColoured: Bool { isTerminal && getenv("NO_COLOR") == nil }
}

/// An output of bytes: standard output, or a file.
///
/// A regular file is written beside its place as `NAME.part` and takes its name when it is
/// complete, so that nobody reads half a file for a whole one. Devices and pipes are written
/// straight.
struct FileSession: WriterSession {
  private let file: FileDescriptor
  private let part: FilePath?
  private let path: FilePath?

  /// - Parameter path: nil for standard output. Folders that are missing are made.
  /// - Throws: `Errno`.
  init(_ path: FilePath?) throws {
    self.path = path
    guard let path else {
      file = .standardOutput
      part = nil
      return
    }
    var status = stat()
    let exists = path.withPlatformString { stat($0, &status) } == 0
    if exists && status.st_mode & S_IFMT == S_IFDIR { throw Errno.isDirectory }
    if exists && status.st_mode & S_IFMT != S_IFREG {
      file = try .open(path, .writeOnly)
      part = nil
      return
    }
    try Self.makeFolder(path.removingLastComponent())
    let part = FilePath(path.string + ".part")
    file = try .open(
      part, .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    self.part = part
  }

  private static func makeFolder(_ folder: FilePath) throws {
    guard !folder.isEmpty else { return }
    var status = stat()
    if folder.withPlatformString({ stat($0, &status) }) == 0 { return }
    try makeFolder(folder.removingLastComponent())
    let made = folder.withPlatformString { mkdir($0, 0o755) }
    if made != 0 && errno != EEXIST { throw Errno(rawValue: errno) }
  }

  mutating func write(_ items: [[UInt8]]) throws {
    do {
      for item in items { try file.writeAll(item) }
    } catch Errno.brokenPipe {
      throw OutputClosed()
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(path?.string ?? "standard output")' can't be written: \(error).")
    }
  }

  mutating func finish() throws {
    guard let path else { return }
    do {
      try file.close()
      guard let part else { return }
      let renamed = part.withPlatformString { from in path.withPlatformString { rename(from, $0) } }
      if renamed != 0 { throw Errno(rawValue: errno) }
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(path)' can't be completed: \(error).")
    }
  }

  mutating func abandon() -> String? {
    guard path != nil else { return nil }
    try? file.close()
    return part.map { "What was written so far is in '\($0)'." }
  }
}
