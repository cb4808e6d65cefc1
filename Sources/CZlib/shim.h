#include <zlib.h>

// Macros with arguments don't come over to Swift: inflate for gzip and zlib headers, as many bytes of
// window as there can be.
static inline int isnad_inflate_begin(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
