/// Bytes that come one after another: a file's, what is decompressed of it, or what is converted of that.
protocol ByteSource: AnyObject {
  /// - Returns: how many bytes; 0 at the end.
  /// - Throws: `Errno`, or a ``CompressionError``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
  /// Whether reading would wait for the other end of a pipe.
  var wouldBlock: Bool { get }
  /// Whether ``seek(to:)`` leads where as many bytes of reading would.
  var isSeekable: Bool { get throws }
  func seek(to offset: Int) throws
  func close()
}
