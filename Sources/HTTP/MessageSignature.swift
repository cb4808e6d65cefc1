#if HTTP
  internal import CCrypto

  /// HMAC with SHA-256 (RFC 2104, FIPS 180-4), by which a receiver knows that a message is ours and whole.
  public enum MessageSignature {
    /// Sixty-four digits.
    /// - Throws: ``HTTPFailure`` where the library can't compute it.
    public static func of(_ message: [UInt8], secret: [UInt8]) throws(HTTPFailure) -> String {
      var digest = [UInt8](repeating: 0, count: 32)
      guard isnad_hmac_sha256(secret, secret.count, message, message.count, &digest) else {
        throw .failed(
          "the message can't be signed without libcrypto; on Debian and Ubuntu: apt-get install libssl3")
      }
      return digest.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
    }
  }
#endif
