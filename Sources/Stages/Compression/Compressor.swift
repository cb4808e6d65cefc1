import CZlib
import CZstd
import Isnad
import SystemPackage

/// How a file is compressed, by its name.
enum Compression: FilePacking {
  case gzip, zstd

  /// Nil for a name that says nothing.
  init?(_ path: FilePath) {
    switch path.extension?.lowercased() {
    case "gz", "gzip": self = .gzip
    case "zst", "zstd": self = .zstd
    default: return nil
    }
  }

  func pack(_ source: FileDescriptor, into target: FileDescriptor) throws {
    switch self {
    case .gzip: try GzipEncoder().compress(source, into: target)
    case .zstd:
      let size = try source.seek(offset: 0, from: .end)
      try source.seek(offset: 0, from: .start)
      try ZstdEncoder(size: UInt64(size)).compress(source, into: target)
    }
  }

  func unpack(_ source: FileDescriptor, into target: FileDescriptor) throws {
    let stream = ByteStream(source)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = try chunk.withUnsafeMutableBytes { try stream.read(into: $0) }
      if got == 0 { return }
      try target.writeAll(chunk[..<got])
    }
  }
}

/// Compresses a stream piece by piece, into one gzip member or one zstd frame: not every reader looks behind
/// the first.
protocol Compressor: AnyObject {
  /// - Parameter isLast: nothing comes behind `input`.
  /// - Returns: how many bytes were taken and given; and whether, behind the last input, all is given.
  func compress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool)
    throws -> (
      taken: Int, given: Int, isComplete: Bool
    )
}

extension Compressor {
  /// Compresses all that a file holds from its place on.
  func compress(_ source: FileDescriptor, into target: FileDescriptor) throws {
    var input = [UInt8](repeating: 0, count: 1 << 18)
    var output = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = try input.withUnsafeMutableBytes { try source.read(into: $0) }
      var taken = 0
      while true {
        let step = try input[taken..<got].withUnsafeBytes { input in
          try output.withUnsafeMutableBytes { try compress(input, into: $0, isLast: got == 0) }
        }
        taken += step.taken
        try target.writeAll(output[..<step.given])
        if got == 0 ? step.isComplete : taken == got { break }
      }
      if got == 0 { return }
    }
  }
}

final class GzipEncoder: Compressor {
  private var stream = z_stream()

  init() throws {
    guard isnad_deflate_begin(&stream) == Z_OK else { throw CompressionError.damaged("zlib can't begin") }
  }

  deinit { deflateEnd(&stream) }

  func compress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool)
    throws -> (
      taken: Int, given: Int, isComplete: Bool
    )
  {
    // zlib does not write to its input.
    stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(clamping: input.count)
    stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.avail_out = UInt32(clamping: output.count)
    let code = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
      throw CompressionError.damaged("zlib says \(code)")
    }
    return (input.count - Int(stream.avail_in), output.count - Int(stream.avail_out), code == Z_STREAM_END)
  }
}

final class ZstdEncoder: Compressor {
  private let context: OpaquePointer

  /// - Parameter size: of all that comes, which the frame says at its head: some readers want to know.
  init(size: UInt64) throws {
    guard let context = ZSTD_createCCtx() else { throw CompressionError.damaged("zstd can't begin") }
    self.context = context
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    ZSTD_CCtx_setPledgedSrcSize(context, size)
  }

  deinit { ZSTD_freeCCtx(context) }

  func compress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool)
    throws -> (
      taken: Int, given: Int, isComplete: Bool
    )
  {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = ZSTD_compressStream2(context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
    guard ZSTD_isError(code) == 0 else {
      throw CompressionError.damaged(String(cString: ZSTD_getErrorName(code)))
    }
    return (source.pos, target.pos, isLast && code == 0)
  }
}
