import Isnad

/// The body of a request that was compressed on its way.
public enum PackedBody {
  public enum Problem: Error, Sendable {
    /// A coding that nobody knows here.
    case unknown(String)
    case tooLarge
    case damaged(String)
  }

  /// What is known: `gzip, deflate, br, zstd`.
  public static let codings = ["gzip", "deflate", "br", "zstd"]

  /// - Parameters:
  ///   - codings: what `Content-Encoding` says; a body that begins as gzip does is one even where it says nothing.
  ///   - limit: bytes that the body may grow to.
  public static func unpacked(_ bytes: [UInt8], codings said: String?, upTo limit: Int) throws(Problem)
    -> [UInt8]
  {
    var names =
      said?.lowercased().split { ", \t".contains($0) }.map(String.init).filter { $0 != "identity" } ?? []
    guard names.count <= 4 else { throw .unknown(said ?? "") }
    if names.isEmpty, bytes.starts(with: [0x1F, 0x8B, 0x08]) { names = ["gzip"] }
    var bytes = bytes
    for name in names.reversed() { bytes = try undone(name, bytes, limit) }
    return bytes
  }

  private static func undone(_ name: String, _ bytes: [UInt8], _ limit: Int) throws(Problem) -> [UInt8] {
    do {
      let decoder: any Decompressor
      switch name {
      case "gzip", "x-gzip": decoder = try GzipDecoder()
      case "deflate":
        let isZlib = bytes.count > 1 && bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
        decoder = try GzipDecoder(isRaw: !isZlib)
      case "br": decoder = try BrotliDecoder()
      case "zstd": decoder = try ZstdDecoder()
      default: throw Problem.unknown(name)
      }
      let (unpacked, problem) = try Unpacking.bytes(bytes[...], by: decoder, upTo: limit)
      if let problem { throw problem }
      return unpacked
    } catch let problem as Problem {
      throw problem
    } catch is Unpacking.Failure {
      throw .tooLarge
    } catch {
      throw .damaged("\(error)")
    }
  }
}
