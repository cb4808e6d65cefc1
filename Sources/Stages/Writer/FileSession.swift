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

  public static let standardInput = Terminal(descriptor: STDIN_FILENO)
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
  private let isTerminal: Bool

  /// - Parameters:
  ///   - path: nil for standard output.
  ///   - isColoured: what is written has colours of its own, and was cleaned before it got them.
  init(_ path: FilePath?, _ opening: OutputOpening, isColoured: Bool) throws {
    isTerminal = path == nil && !isColoured && Terminal.standardOutput.isTerminal
    file = try path.map { try ResumableFile($0, opening, packing: Compression($0)) }
  }

  mutating func write(_ items: [[UInt8]]) throws {
    guard file != nil else { return try Self.print(items, isTerminal: isTerminal) }
    // Small ones together: to ask the system costs more than to make them.
    var waiting: [UInt8] = []
    for item in items {
      if waiting.count + item.count > Self.piece, !waiting.isEmpty {
        try file?.write(waiting)
        waiting.removeAll(keepingCapacity: true)
      }
      waiting += item
    }
    if !waiting.isEmpty { try file?.write(waiting) }
  }

  /// What is written at once, in bytes; of a larger item all.
  private static let piece = 1 << 16

  /// - Parameter isTerminal: control characters of an article are not the terminal's.
  private static func print(_ items: [[UInt8]], isTerminal: Bool) throws {
    do {
      for item in items {
        try FileDescriptor.standardOutput.writeAll(isTerminal ? TerminalBytes.shown(item) : item)
      }
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

/// Bytes of UTF-8 on their way to a terminal.
enum TerminalBytes {
  /// With a question mark for control characters that are neither line break nor tab; C1 are two bytes, C2 and one from
  /// 80 to 9F.
  static func shown(_ bytes: [UInt8]) -> [UInt8] {
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0xC2, at + 1 < bytes.count, bytes[at + 1] < 0xA0 {
        shown.append(UInt8(ascii: "?"))
        at += 2
        continue
      }
      let isControl = byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F
      shown.append(isControl ? UInt8(ascii: "?") : byte)
      at += 1
    }
    return shown
  }
}
