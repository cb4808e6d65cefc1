#ifndef ISNAD_CRYPTO_H
#define ISNAD_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

/// HMAC with SHA-256 by OpenSSL's libcrypto, which is looked for when it is first needed, as libcurl is.
/// @param digest takes 32 bytes.
/// @return false where this machine has no libcrypto, or it does not do it.
bool isnad_hmac_sha256(
  const unsigned char *secret, size_t secret_count, const unsigned char *message, size_t message_count,
  unsigned char digest[32]);

#endif
