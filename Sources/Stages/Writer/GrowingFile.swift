import Isnad
import IsnadDatabase
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of lines that is added to under its own name, run after run.
///
/// **Invariants.** Whoever reads it meanwhile sees lines; the last one may be half written. An interrupted run goes on
/// behind the bytes that its checkpoint counts, so that nothing is there twice; a run that has no checkpoint begins
/// behind the last whole line. Half a line of JSON, which a killed run has left, goes; of any other file nothing does.
/// One process writes it at a time. What could be written in part alone goes.
package struct GrowingFile: Sendable {
  private let path: FilePath
  private let file: FileDescriptor
  private var length: Int

  /// - Parameter followsLinks: where it does not, the path must be that of a file itself.
  /// - Throws: a ``Diagnostic`` that names the file.
  package init(_ path: FilePath, _ opening: OutputOpening, followsLinks: Bool = true) throws {
    self.path = path
    do {
      file = try FileDescriptor.open(
        path, .readWrite,
        options: followsLinks ? [.create, .closeOnExec] : [.create, .closeOnExec, .noFollow],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      do {
        if !followsLinks { try Self.requireFile(file, path) }
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
          throw Diagnostic(.busy, "another run is writing '\(path)'.", suggestion: "Wait for it, or stop it.")
        }
        let size = Int(try file.seek(offset: 0, from: .end))
        switch opening {
        case .new, .append:
          let end = try Self.endOfLines(file, size)
          length = size
          if end < size { length = try Self.endLine(file, end, size, path) }
        case .resume(let mark), .complete(let mark):
          guard let committed = mark["bytes"]?.int, (0...size).contains(committed) else {
            throw Diagnostic(
              .changedOutput, "'\(path)' does not hold the bytes that the checkpoint counts.",
              suggestion: "Put it back, or begin anew with --restart.")
          }
          length = committed
        }
        if length < size { try file.resize(to: Int64(length)) }
        try file.seek(offset: Int64(length), from: .start)
      } catch {
        try? file.close()
        throw error
      }
    } catch Errno.tooManySymbolicLinkLevels where !followsLinks {
      throw Diagnostic(.unwritable, "'\(path)' is a link.", suggestion: "Name the file that it leads to.")
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "'\(path)' can't be opened for writing: \(error).")
    }
  }

  private static func requireFile(_ file: FileDescriptor, _ path: FilePath) throws {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(.unwritable, "'\(path)' is no file.")
    }
  }

  /// Ends a last line that has no line break, or takes half of one away.
  /// - Returns: where to go on.
  private static func endLine(_ file: FileDescriptor, _ start: Int, _ size: Int, _ path: FilePath) throws
    -> Int
  {
    var line = [UInt8](repeating: 0, count: size - start)
    try file.seek(offset: Int64(start), from: .start)
    var got = 0
    while got < line.count {
      let count = try line.withUnsafeMutableBytes {
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[got...]))
      }
      if count == 0 { break }
      got += count
    }
    if (try? JSONParser.parse(line[..<got])) != nil {
      try file.writeAll([0x0A])
      return size + 1
    }
    guard line.first == UInt8(ascii: "{") else {
      throw Diagnostic(
        .unwritable, "the last line of '\(path)' does not end, and is no JSON.",
        suggestion: "Name a file of JSON Lines, or a new one.")
    }
    return start
  }

  /// The place behind the last line break, or 0.
  private static func endOfLines(_ file: FileDescriptor, _ size: Int) throws -> Int {
    var end = size
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while end > 0 {
      let start = max(0, end - chunk.count)
      try file.seek(offset: Int64(start), from: .start)
      var got = 0
      while got < end - start {
        let count = try chunk.withUnsafeMutableBytes {
          try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[got..<end - start]))
        }
        if count == 0 { break }
        got += count
      }
      if let last = chunk[..<got].lastIndex(of: 0x0A) { return start + last + 1 }
      end = start
    }
    return 0
  }

  package mutating func write(_ bytes: [UInt8]) throws {
    do {
      try file.writeAll(bytes)
      length += bytes.count
    } catch let error as Errno {
      if (try? file.resize(to: Int64(length))) != nil {
        _ = try? file.seek(offset: Int64(length), from: .start)
      }
      throw Diagnostic(.unwritable, "'\(path)' can't be written: \(error).")
    }
  }

  /// - Returns: the mark from which a run can resume.
  package func commit() throws -> JSONValue? {
    guard fsync(file.rawValue) == 0 else {
      throw Diagnostic(.unwritable, "'\(path)' can't be put on the disk: \(Errno(rawValue: errno)).")
    }
    return .object([.init("bytes", .integer(length))])
  }

  func finish() throws {
    _ = try commit()
    try? file.close()
  }

  package func abandon() -> String? {
    try? file.close()
    return "What was written so far is in '\(path)'."
  }
}

/// Documents as lines behind those of earlier runs.
struct GrowingSession: WriterSession {
  private var file: GrowingFile

  init(_ path: FilePath, _ opening: OutputOpening) throws { file = try GrowingFile(path, opening) }

  mutating func write(_ items: [[UInt8]]) throws {
    for bytes in items { try file.write(bytes) }
  }
  mutating func commit() throws -> JSONValue? { try file.commit() }
  mutating func finish() throws { try file.finish() }
  mutating func abandon() -> String? { file.abandon() }
}
