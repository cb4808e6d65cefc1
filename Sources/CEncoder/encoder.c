// Chooses the kernel, and gives it room.
#include "kernels.h"

int isnad_has_kernel(isnad_kernel kernel) {
  switch (kernel) {
    case ISNAD_PORTABLE: return 1;
#if defined(__x86_64__)
    case ISNAD_AVX2: return __builtin_cpu_supports("avx2");
    case ISNAD_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
#endif
#if defined(__aarch64__)
    case ISNAD_NEON: return 1;
#endif
    default: return 0;
  }
}

isnad_kernel isnad_best_kernel(void) {
  for (int kernel = ISNAD_AVX512; kernel > ISNAD_PORTABLE; kernel--)
    if (isnad_has_kernel((isnad_kernel)kernel)) return (isnad_kernel)kernel;
  return ISNAD_PORTABLE;
}

/// Lays the parts out from `start` on, each aligned to 64. Returns the bytes that they take.
static size_t lay_out(const isnad_encoder *encoder, int count, char *start, isnad_scratch *scratch) {
  size_t end = 0, rows = (size_t)count, size = (size_t)isnad_padded(count), width = (size_t)encoder->width;
  size_t block = BLOCK * (size_t)encoder->inner, small = rows * width > block ? rows * width : block;
  size_t many = rows > BLOCK ? rows : BLOCK;
#define PART(name, count) \
  do { \
    if (start) scratch->name = (void *)(start + end); \
    end += ((count) * sizeof *scratch->name + 63) / 64 * 64; \
  } while (0)
  PART(mixed, rows * 3 * width);
  PART(added, many * width);
  PART(inner, block);
  PART(scores, ROWS * size);
  PART(small, small);
  PART(scales, many);
  PART(sums, many);
  PART(queries, size * HEAD);
  PART(keys, size * HEAD);
  PART(values, size * HEAD);
  PART(shares, ROWS * size);
#undef PART
  return end;
}

size_t isnad_encoder_scratch(const isnad_encoder *encoder, int32_t count) {
  isnad_scratch scratch;
  return lay_out(encoder, count, 0, &scratch);
}

void isnad_encoder_read(
  const isnad_encoder *encoder, isnad_kernel kernel, const int32_t *pieces, int32_t count, void *scratch, float *states) {
  isnad_scratch parts;
  lay_out(encoder, count, scratch, &parts);
  switch (kernel) {
#if defined(__x86_64__)
    case ISNAD_AVX512: isnad_read_avx512(encoder, pieces, count, &parts, states); break;
    case ISNAD_AVX2: isnad_read_avx2(encoder, pieces, count, &parts, states); break;
#endif
#if defined(__aarch64__)
    case ISNAD_NEON: isnad_read_neon(encoder, pieces, count, &parts, states); break;
#endif
    default: isnad_read_portable(encoder, pieces, count, &parts, states); break;
  }
}
