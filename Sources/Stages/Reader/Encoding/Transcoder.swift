#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Converts bytes to UTF-8 by iconv, piece by piece.
///
/// A byte that says nothing in its encoding becomes 0xFF, which is no UTF-8 either: the document that holds
/// it fails with its place, and no other does.
final class Transcoder {
  private static let unknown: UInt8 = 0xFF

  private let converter: iconv_t
  /// Bytes of the smallest unit: 2 for UTF-16.
  private let unit: Int

  /// Nil where the system doesn't know the encoding.
  init?(from encoding: String) {
    guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else { return nil }
    self.converter = converter
    let name = encoding.lowercased()
    unit = name.hasPrefix("utf-16") ? 2 : name.hasPrefix("utf-32") ? 4 : 1
  }

  deinit { iconv_close(converter) }

  /// - Parameter isLast: nothing comes behind `input`.
  /// - Returns: how many bytes were taken and given.
  func convert(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> (taken: Int, given: Int) {
    var taken = 0
    var given = 0
    while taken < input.count, given < output.count {
      // iconv does not write to its input.
      var from = UnsafeMutablePointer<CChar>(
        mutating: input.bindMemory(to: CChar.self).baseAddress?.advanced(by: taken))
      var left = input.count - taken
      var to = output.bindMemory(to: CChar.self).baseAddress?.advanced(by: given)
      var room = output.count - given
      let code = iconv(converter, &from, &left, &to, &room)
      let problem = errno
      taken = input.count - left
      given = output.count - room
      guard code == -1 else { continue }
      if problem == E2BIG { break }
      if problem == EINVAL, !isLast { break }
      guard given < output.count else { break }
      output[given] = Self.unknown
      given += 1
      taken = min(input.count, taken + unit)
    }
    return (taken, given)
  }

  /// A whole text; bytes that say nothing become U+FFFD.
  static func text(of bytes: [UInt8], in encoding: String) -> String? {
    guard let transcoder = Transcoder(from: encoding) else { return nil }
    var out = [UInt8](repeating: 0, count: bytes.count * 4 + 4)
    let given = bytes.withUnsafeBytes { input in
      out.withUnsafeMutableBytes { transcoder.convert(input, into: $0, isLast: true).given }
    }
    return String(decoding: out[..<given], as: UTF8.self)
  }
}
