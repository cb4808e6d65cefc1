import CBrotli
import CZlib
import CZstd

/// Decompresses a stream piece by piece.
protocol Decompressor: AnyObject {
  /// Whether what was read so far is a whole stream, or several.
  var isComplete: Bool { get }
  /// Whether it may give more without more input.
  var hasMore: Bool { get }
  /// - Returns: how many bytes were taken and given.
  func decompress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws -> (
    taken: Int, given: Int
  )
}

/// gzip by zlib, of one member or, as WARC files and joined files have, of many; also deflate with zlib's header.
final class GzipDecoder: Decompressor {
  private var stream = z_stream()
  private(set) var isComplete = true
  private(set) var hasMore = false

  /// - Parameter isRaw: deflate without any header.
  init(isRaw: Bool = false) throws {
    let code = isRaw ? isnad_inflate_raw_begin(&stream) : isnad_inflate_begin(&stream)
    guard code == Z_OK else { throw CompressionError.damaged("zlib can't begin") }
  }

  deinit { inflateEnd(&stream) }

  func decompress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws -> (
    taken: Int, given: Int
  ) {
    if isComplete, !input.isEmpty {
      inflateReset(&stream)
      isComplete = false
    }
    // zlib does not write to its input.
    stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(clamping: input.count)
    stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.avail_out = UInt32(clamping: output.count)
    let code = inflate(&stream, Z_NO_FLUSH)
    let taken = min(input.count, Int(UInt32.max)) - Int(stream.avail_in)
    let given = min(output.count, Int(UInt32.max)) - Int(stream.avail_out)
    hasMore = stream.avail_out == 0
    switch code {
    case Z_STREAM_END: isComplete = true
    case Z_OK, Z_BUF_ERROR: break
    // What was good before the damage is given first; zlib says the same again when it is asked again.
    case _ where given > 0: break
    default: throw CompressionError.damaged(stream.msg.map { String(cString: $0) } ?? "zlib says \(code)")
    }
    return (taken, given)
  }
}

/// zstd, of one frame or many.
final class ZstdDecoder: Decompressor {
  /// The largest window that is decompressed: 128 MB, zstd's own limit.
  private static let windowLog: Int32 = 27

  private let context: OpaquePointer
  /// Thrown when what was good before it has been given.
  private var failure: CompressionError?
  private(set) var isComplete = true
  private(set) var hasMore = false

  /// - Parameter dictionary: with which all frames were compressed.
  init(dictionary: [UInt8] = []) throws {
    guard let context = ZSTD_createDCtx() else { throw CompressionError.damaged("zstd can't begin") }
    self.context = context
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLog)
    guard !dictionary.isEmpty else { return }
    let code = dictionary.withUnsafeBytes { ZSTD_DCtx_loadDictionary(context, $0.baseAddress, $0.count) }
    if ZSTD_isError(code) != 0 { throw CompressionError.damaged(String(cString: ZSTD_getErrorName(code))) }
  }

  deinit { ZSTD_freeDCtx(context) }

  func decompress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws -> (
    taken: Int, given: Int
  ) {
    if let failure { throw failure }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(code) != 0 {
      failure = .damaged(String(cString: ZSTD_getErrorName(code)))
      if target.pos == 0, let failure { throw failure }
    }
    isComplete = code == 0
    hasMore = target.pos == target.size
    return (source.pos, target.pos)
  }
}

/// brotli (RFC 7932), one stream.
final class BrotliDecoder: Decompressor {
  private let state: OpaquePointer
  private(set) var isComplete = false
  private(set) var hasMore = false

  init() throws {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else {
      throw CompressionError.damaged("brotli can't begin")
    }
    self.state = state
  }

  deinit { BrotliDecoderDestroyInstance(state) }

  func decompress(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws -> (
    taken: Int, given: Int
  ) {
    guard !isComplete else { return (0, 0) }
    var left = input.count
    var room = output.count
    var from = input.bindMemory(to: UInt8.self).baseAddress
    var to = output.bindMemory(to: UInt8.self).baseAddress
    let code = BrotliDecoderDecompressStream(state, &left, &from, &room, &to, nil)
    let given = output.count - room
    hasMore = code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT
    isComplete = code == BROTLI_DECODER_RESULT_SUCCESS
    if code == BROTLI_DECODER_RESULT_ERROR, given == 0 {
      let reason = String(cString: BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state)))
      throw CompressionError.damaged("brotli says \(reason)")
    }
    return (input.count - left, given)
  }
}
