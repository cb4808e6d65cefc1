#if HTTP
  internal import CCrypto

  /// HMAC with SHA-256 (RFC 2104, FIPS 180-4), by which a receiver knows that a message is ours and whole.
  public enum MessageSignature {
    /// Sixty-four digits.
    /// - Throws: ``HTTPFailure`` where the library can't compute it.
    public static func of(_ message: [UInt8], secret: [UInt8]) throws(HTTPFailure) -> String {
      var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
      var length: UInt32 = 0
      guard
        HMAC(
          EVP_sha256(), secret, Int32(clamping: secret.count), message, message.count, &digest, &length)
          != nil
      else { throw .failed("the message can't be signed") }
      return digest.prefix(Int(length)).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
    }
  }
#endif
