#include "include/CCrypto.h"

#include <dlfcn.h>
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <pthread.h>

#if defined(__APPLE__)
#define LIBRARY "libcrypto.3.dylib"
#else
#define LIBRARY "libcrypto.so.3"
#endif

static __typeof__(&HMAC) hmac;
static __typeof__(&EVP_sha256) sha256;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void) {
  void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
  hmac = (__typeof__(&HMAC))dlsym(handle, "HMAC");
  sha256 = (__typeof__(&EVP_sha256))dlsym(handle, "EVP_sha256");
}

bool isnad_hmac_sha256(
  const unsigned char *secret, size_t secret_count, const unsigned char *message, size_t message_count,
  unsigned char digest[32]) {
  pthread_once(&once, begin);
  if (!hmac || !sha256 || secret_count > INT_MAX) return false;
  unsigned int length = 32;
  return hmac(sha256(), secret, (int)secret_count, message, message_count, digest, &length) && length == 32;
}
