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

/// Whether a stream is shown to a person.
public struct Terminal: Sendable {
  private let descriptor: Int32

  public static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  public static let standardError = Terminal(descriptor: STDERR_FILENO)

  public var isTerminal: Bool { isatty(descriptor) == 1 }
  /// A terminal, and nobody asked for no colour (NO_COLOR).
  public var isColoured: Bool { isTerminal && getenv("NO_COLOR") == nil }
}

/// An output of bytes: standard output, or a file that is written whole or not at all.
///
/// What went to standard output can't be taken back, so it does not resume: after an interruption
/// the documents since the last commit come there twice. A name that ends in .gz or .zst makes the file compressed.
struct FileSession: WriterSession {
  private var file: ResumableFile?

  /// - Parameter path: nil for standard output.
  init(_ path: FilePath?, _ opening: OutputOpening) throws {
    file = try path.map { try ResumableFile($0, opening, packing: Compression($0)) }
  }

  mutating func write(_ items: [EncodedDocument]) throws {
    let items = items.compactMap(\.bytes)
    guard file != nil else { return try Self.print(items) }
    for item in items { try file?.write(item) }
  }

  private static func print(_ items: [[UInt8]]) throws {
    do {
      for item in items { try FileDescriptor.standardOutput.writeAll(item) }
    } catch Errno.brokenPipe {
      throw OutputClosed()
    } catch let error as Errno {
      throw Diagnostic(.unwritable, "standard output can't be written: \(error).")
    }
  }

  mutating func commit() throws -> JSONValue? { try file?.commit() }
  mutating func finish() throws { try file?.finish() }
  mutating func abandon() -> String? { file?.abandon() }
}
