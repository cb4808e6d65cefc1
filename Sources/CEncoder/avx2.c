// Processors with AVX2 alone: products of sixteen bits, two a lane and instruction.
#if defined(__x86_64__)
#include <immintrin.h>
#include "kernels.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "arithmetic.h"

/// Four numbers of eight bits as sixteen bits each, four times.
INLINE __m256i four(const int8_t *at) {
  int32_t bits;
  memcpy(&bits, at, 4);
  return _mm256_cvtepi8_epi16(_mm_set1_epi32(bits));
}

INLINE __m256i two(const int16_t *at) {
  int32_t bits;
  memcpy(&bits, at, 4);
  return _mm256_set1_epi32(bits);
}

/// Two rows by sixteen outputs: each output's sum in two halves side by side.
INLINE void multiply_tile(
  const int8_t *a, const float *scales, const int32_t *sums, const int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  for (int part = 0; part < ISNAD_PANEL; part += 16) {
    __m256i total[2][4];
    for (int i = 0; i < rows; i++)
      for (int n = 0; n < 4; n++) total[i][n] = _mm256_setzero_si256();
    for (int k = 0; k < depth; k += 4) {
      const __m128i *w = (const __m128i *)(panel + (size_t)k * ISNAD_PANEL + part * 4);
      __m256i weights[4];
      for (int n = 0; n < 4; n++) weights[n] = _mm256_cvtepu8_epi16(_mm_loadu_si128(w + n));
      for (int i = 0; i < rows; i++) {
        __m256i x = four(a + (size_t)i * depth + k);
        for (int n = 0; n < 4; n++) total[i][n] = _mm256_add_epi32(total[i][n], _mm256_madd_epi16(weights[n], x));
      }
    }
    for (int i = 0; i < rows; i++) {
      int32_t halves[32];
      for (int n = 0; n < 4; n++) _mm256_storeu_si256((__m256i *)(halves + n * 8), total[i][n]);
      for (int n = 0; n < 16; n++)
        out[(size_t)i * stride + part + n] = (float)(halves[2 * n] + halves[2 * n + 1] - 128 * sums[i]) * scales[i] * weight_scales[part + n] + bias[part + n];
    }
  }
}

static void multiply_rows(
  const int8_t *a, const float *scales, const int32_t *sums, int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  int i = 0;
#define PART(count) multiply_tile(a + (size_t)i * depth, scales + i, sums + i, count, depth, panel, weight_scales, bias, out + (size_t)i * stride, stride)
  for (; i + 2 <= rows; i += 2) PART(2);
  if (i < rows) PART(1);
#undef PART
}

static void score_rows(const int16_t *queries, int rows, const int16_t *keys, int size, float *scores) {
  for (int i = 0; i < rows; i++)
    for (int group = 0; group < size; group += 16) {
      const int16_t *key = keys + (size_t)group * HEAD;
      __m256i low = _mm256_setzero_si256(), high = low;
      for (int k = 0; k < HEAD; k += 2) {
        __m256i x = two(queries + i * HEAD + k);
        low = _mm256_add_epi32(low, _mm256_madd_epi16(_mm256_loadu_si256((const __m256i *)(key + k * 16)), x));
        high = _mm256_add_epi32(high, _mm256_madd_epi16(_mm256_loadu_si256((const __m256i *)(key + k * 16 + 16)), x));
      }
      _mm256_storeu_ps(scores + (size_t)i * size + group, _mm256_cvtepi32_ps(low));
      _mm256_storeu_ps(scores + (size_t)i * size + group + 8, _mm256_cvtepi32_ps(high));
    }
}

static void mix_rows(const int16_t *shares, int rows, int size, const int16_t *values, float worth, float *out, int stride) {
  for (int i = 0; i < rows; i++) {
    __m256i total[4];
    for (int n = 0; n < 4; n++) total[n] = _mm256_setzero_si256();
    for (int k = 0; k < size; k += 2) {
      __m256i x = two(shares + (size_t)i * size + k);
      for (int n = 0; n < 4; n++)
        total[n] = _mm256_add_epi32(total[n], _mm256_madd_epi16(_mm256_loadu_si256((const __m256i *)(values + (size_t)k * HEAD + n * 16)), x));
    }
    for (int n = 0; n < 4; n++)
      _mm256_storeu_ps(out + (size_t)i * stride + n * 8, _mm256_mul_ps(_mm256_cvtepi32_ps(total[n]), _mm256_set1_ps(worth)));
  }
}

#include "window.h"

void isnad_read_avx2(const isnad_encoder *encoder, const int32_t *pieces, int count, const isnad_scratch *scratch, float *states) {
  read_window(encoder, pieces, count, scratch, states);
}
#pragma clang attribute pop
#endif
