#ifndef ISNAD_CRYPTO_H
#define ISNAD_CRYPTO_H

#include <openssl/evp.h>
#include <openssl/hmac.h>

#endif
