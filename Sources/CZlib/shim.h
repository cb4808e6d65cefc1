#include <zlib.h>

// Macros with arguments don't come over to Swift: inflate for gzip and zlib headers, as many bytes of
// window as there can be.
static inline int isnad_inflate_begin(z_stream *stream) { return inflateInit2(stream, 15 + 32); }

// Deflate as it is, without a header.
static inline int isnad_inflate_raw_begin(z_stream *stream) { return inflateInit2(stream, -15); }

// A gzip header, zlib's usual level, window and memory.
static inline int isnad_deflate_begin(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
